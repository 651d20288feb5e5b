internal import GRDB

/// The tables of a register of screened shipments; migrations are added to and never edited.
///
/// - `entry`: the log, as a library's (``Schema``).
/// - `screening`: one run over a manifest: its day, the name and SHA-256 of the manifest.
/// - `shipment`: a parcel with its papers and what was said of it. `presentation` is the same for the same
///   papers presented once (``RegisteredShipment/Papers/presentation(in:papers:)``), `number` the certificate's
///   without separators, `volumes` lines of country, year and carats, `codes` words, `digest` the hash of
///   papers and verdict.
/// - `outcome`: how a parcel was found to be later; the last of a presentation counts.
///
/// Triggers refuse to change or remove anything.
enum RegisterSchema {
  /// "ADMR" in ASCII, where SQLite keeps the application that a file belongs to.
  static let applicationID = 0x4144_4D52

  /// The number of the last migration.
  static let version = 1

  /// All migrations, oldest first.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 screenings and outcomes", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: screeningsAndOutcomes)
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
    }
    return migrator
  }

  private static let screeningsAndOutcomes =
    """
    \(LogCoding.table)

    CREATE TABLE screening (
      entry INTEGER PRIMARY KEY REFERENCES entry (number) DEFERRABLE INITIALLY DEFERRED,
      day TEXT NOT NULL,
      manifest TEXT NOT NULL,
      sha256 TEXT NOT NULL
    ) STRICT;

    CREATE TABLE shipment (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES screening (entry) DEFERRABLE INITIALLY DEFERRED,
      presentation TEXT NOT NULL,
      parcel TEXT NOT NULL,
      certificate TEXT,
      number TEXT NOT NULL,
      issuing TEXT,
      declared TEXT NOT NULL,
      hs TEXT,
      carats REAL,
      stones INTEGER,
      valueUSD REAL,
      issued TEXT,
      expires TEXT,
      presented TEXT,
      importer TEXT,
      exporter TEXT,
      handling TEXT NOT NULL,
      volumes TEXT NOT NULL,
      verdict TEXT NOT NULL,
      codes TEXT NOT NULL,
      risk REAL NOT NULL,
      adjustedPValue REAL,
      digest TEXT NOT NULL
    ) STRICT;

    CREATE INDEX shipmentOfParcel ON shipment (parcel);
    CREATE INDEX shipmentOfPresentation ON shipment (presentation);

    CREATE TABLE outcome (
      id INTEGER PRIMARY KEY,
      shipmentId INTEGER NOT NULL REFERENCES shipment (id),
      result TEXT NOT NULL CHECK (result IN ('confirmed', 'cleared')),
      day TEXT NOT NULL,
      entry INTEGER NOT NULL REFERENCES entry (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;

    CREATE INDEX outcomeOfShipment ON outcome (shipmentId);
    """
    + ["entry", "screening", "shipment", "outcome"].map(Schema.neverChanged).joined()
}
