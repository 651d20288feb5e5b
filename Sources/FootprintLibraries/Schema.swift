internal import GRDB

/// The tables of a library and how they came to be.
///
/// A migration that has been released is never edited; a change is a further migration with the next
/// number, which also becomes the file's `user_version`.
///
/// - `library`: one row, the description.
/// - `feature`: the axis, one row for each column: a name, or a wavelength and its segment.
/// - `origin`, `sourceFile`, `attributeName`: each said once and referred to.
/// - `item`: the reference items in the order of their `id`; `measurement` is little-endian
///   IEEE 754 of `scalar` (`f32` or `f64`).
/// - `itemAttribute`: the further columns of an item, in the order of `position`.
/// - `model`, `modelArray`, `modelPart`: the fitted model; `parameters` is JSON, the `elements` of all
///   parts one after another are row-major as above. Parts bound what reading needs besides the matrix.
enum Schema {
  /// "ADMS" in ASCII, where SQLite keeps the application that a file belongs to.
  static let applicationID = 0x4144_4D53

  /// The number of the last migration.
  static let version = 2

  /// All migrations, oldest first.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 references and model", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: referencesAndModel)
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
    }
    migrator.registerMigration("2 matrices in parts", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: matricesInParts)
      try db.execute(sql: "PRAGMA user_version = 2")
    }
    return migrator
  }

  private static let referencesAndModel = """
    CREATE TABLE library (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      created TEXT,
      notes TEXT NOT NULL
    ) STRICT;

    CREATE TABLE feature (
      position INTEGER PRIMARY KEY,
      name TEXT,
      wavelength REAL,
      segment INTEGER,
      CHECK ((name IS NULL) <> (wavelength IS NULL)),
      CHECK ((wavelength IS NULL) = (segment IS NULL))
    ) STRICT;

    CREATE TABLE origin (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      grade TEXT NOT NULL,
      source TEXT NOT NULL
    ) STRICT;

    CREATE TABLE sourceFile (
      id INTEGER PRIMARY KEY,
      path TEXT NOT NULL,
      sha256 TEXT
    ) STRICT;

    CREATE TABLE attributeName (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE item (
      id INTEGER PRIMARY KEY,
      identifier TEXT NOT NULL UNIQUE,
      originId INTEGER NOT NULL REFERENCES origin (id),
      groupName TEXT NOT NULL,
      scalar TEXT NOT NULL CHECK (scalar IN ('f32', 'f64')),
      measurement BLOB NOT NULL,
      definition TEXT,
      sourceFileId INTEGER REFERENCES sourceFile (id)
    ) STRICT;

    CREATE TABLE itemAttribute (
      itemId INTEGER NOT NULL REFERENCES item (id),
      position INTEGER NOT NULL,
      nameId INTEGER NOT NULL REFERENCES attributeName (id),
      value TEXT NOT NULL,
      PRIMARY KEY (itemId, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE model (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      parameters TEXT NOT NULL
    ) STRICT;

    CREATE TABLE modelArray (
      name TEXT NOT NULL PRIMARY KEY,
      modelId INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
      rows INTEGER NOT NULL CHECK (rows >= 0),
      columns INTEGER NOT NULL CHECK (columns >= 0),
      scalar TEXT NOT NULL CHECK (scalar IN ('f32', 'f64')),
      elements BLOB NOT NULL
    ) STRICT;
    """

  private static let matricesInParts = """
    CREATE TABLE modelPart (
      arrayName TEXT NOT NULL REFERENCES modelArray (name) ON DELETE CASCADE,
      part INTEGER NOT NULL CHECK (part >= 0),
      elements BLOB NOT NULL,
      PRIMARY KEY (arrayName, part)
    ) STRICT;

    INSERT INTO modelPart (arrayName, part, elements)
    SELECT name, 0, elements FROM modelArray ORDER BY name;

    ALTER TABLE modelArray DROP COLUMN elements;
    """
}
