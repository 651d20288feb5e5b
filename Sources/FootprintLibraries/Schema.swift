internal import GRDB

/// The tables of a library and how they came to be.
///
/// A migration that has been released is never edited; a change is a further migration with the next
/// number, which also becomes the file's `user_version`.
///
/// - `library`: one row, the description.
/// - `feature`: the axis, one row for each column: a name, or a wavelength and its segment.
/// - `entry`: the log. `detail` is JSON; rows refer to the entry that brought them, which is written last
///   in its transaction.
/// - `origin`, `sourceFile`, `attributeName`, `provenance`: each said once and referred to;
///   `originStatement` says a grade and a source of an origin, and there may be several.
/// - `record`: conditions of use and mappings between instruments, as JSON.
/// - `item`: the reference items in the order of their `id`; `measurement` is little-endian
///   IEEE 754 of `scalar` (`f32` or `f64`). An item with an `endEntry` was withdrawn or replaced.
/// - `itemAttribute`: the further columns of an item, in the order of `position`.
/// - `model`, `modelArray`, `modelPart`: the fitted model; `parameters` is JSON, the `elements` of all
///   parts one after another are row-major as above. Parts bound what reading needs besides the matrix.
///
/// Triggers refuse to change or remove what was once written, except the model, which follows from it.
enum Schema {
  /// "ADMS" in ASCII, where SQLite keeps the application that a file belongs to.
  static let applicationID = 0x4144_4D53

  /// The number of the last migration.
  static let version = 3

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
    // Makes the table of items anew, which its attributes refer to.
    migrator.registerMigration("3 log and provenance", foreignKeyChecks: .deferred) { db in
      try db.execute(sql: logAndProvenance)
      try db.execute(sql: "PRAGMA user_version = 3")
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

  private static let logAndProvenance = """
    \(LogCoding.table)

    CREATE TABLE provenance (
      id INTEGER PRIMARY KEY,
      record TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE record (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      text TEXT NOT NULL,
      entry INTEGER REFERENCES entry (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;

    CREATE TABLE originStatement (
      originId INTEGER NOT NULL REFERENCES origin (id),
      grade TEXT NOT NULL,
      source TEXT NOT NULL,
      entry INTEGER REFERENCES entry (number) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (originId, grade, source)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO originStatement (originId, grade, source) SELECT id, grade, source FROM origin;
    ALTER TABLE origin DROP COLUMN grade;
    ALTER TABLE origin DROP COLUMN source;

    CREATE TABLE newItem (
      id INTEGER PRIMARY KEY,
      identifier TEXT NOT NULL,
      originId INTEGER NOT NULL REFERENCES origin (id),
      groupName TEXT NOT NULL,
      sourceFileId INTEGER REFERENCES sourceFile (id),
      provenanceId INTEGER REFERENCES provenance (id),
      entry INTEGER REFERENCES entry (number) DEFERRABLE INITIALLY DEFERRED,
      endEntry INTEGER REFERENCES entry (number) DEFERRABLE INITIALLY DEFERRED,
      definition TEXT,
      scalar TEXT NOT NULL CHECK (scalar IN ('f32', 'f64')),
      measurement BLOB NOT NULL
    ) STRICT;

    INSERT INTO newItem
      (id, identifier, originId, groupName, scalar, measurement, definition, sourceFileId)
    SELECT id, identifier, originId, groupName, scalar, measurement, definition, sourceFileId
    FROM item ORDER BY id;
    DROP TABLE item;
    ALTER TABLE newItem RENAME TO item;

    CREATE UNIQUE INDEX currentItem ON item (identifier) WHERE endEntry IS NULL;
    CREATE INDEX itemOfFile ON item (sourceFileId);
    CREATE INDEX itemOfOrigin ON item (originId, identifier) WHERE endEntry IS NULL;
    """
    + [
      "entry", "record", "provenance", "originStatement", "sourceFile", "feature", "itemAttribute",
      "origin",
    ]
    .map(neverChanged).joined()
      + """

      CREATE TRIGGER itemIsNeverRemoved BEFORE DELETE ON item
      BEGIN SELECT RAISE(ABORT, 'nothing written is removed'); END;
      CREATE TRIGGER itemEndsOnce BEFORE UPDATE ON item
      WHEN OLD.endEntry IS NOT NULL OR NEW.endEntry IS NULL
      BEGIN SELECT RAISE(ABORT, 'an item ends once'); END;
      CREATE TRIGGER itemIsNeverChanged
      BEFORE UPDATE OF id, identifier, originId, groupName, scalar, measurement, definition,
        sourceFileId, provenanceId, entry ON item
      BEGIN SELECT RAISE(ABORT, 'nothing written is changed'); END;
      """

  /// SQL that lets rows of a table be added and nothing else.
  static func neverChanged(_ table: String) -> String {
    """

    CREATE TRIGGER \(table)IsNeverChanged BEFORE UPDATE ON \(table)
    BEGIN SELECT RAISE(ABORT, 'nothing written is changed'); END;
    CREATE TRIGGER \(table)IsNeverRemoved BEFORE DELETE ON \(table)
    BEGIN SELECT RAISE(ABORT, 'nothing written is removed'); END;
    """
  }
}
