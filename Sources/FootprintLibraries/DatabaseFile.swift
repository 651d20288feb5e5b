internal import GRDB
internal import Synchronization

/// One SQLite file of a known sort, open until it is closed: what libraries and registers share.
///
/// How the file is kept and who waits for whom stands at ``LibraryStore``. Errors are sentences with the
/// words of the file's ``StoreFormat``.
final class DatabaseFile: Sendable {
  /// The path as it was given.
  let path: String
  /// What sort of file it is.
  let format: StoreFormat

  /// The database while the file is open; GRDB itself crashes when it reads from a closed one.
  private let queue: Mutex<DatabaseQueue?>

  /// Wraps an open database; errors name `path`, which is not always the file's own name.
  init(queue: DatabaseQueue, path: String, format: StoreFormat) {
    self.queue = Mutex(queue)
    self.path = path
    self.format = format
  }

  /// Opens a file, brought up to date where it may be written.
  ///
  /// - Parameters:
  ///   - format: the sort of file that it must be.
  ///   - readOnly: whether nothing will be written.
  ///   - patience: how long each call waits for other programs that use the file, in seconds.
  static func open(
    at path: String, format: StoreFormat, readOnly: Bool, patience: Double
  ) throws(LibraryError) -> DatabaseFile {
    try LibraryFile.requireReadable(path, as: format)
    if readOnly {
      undoUnfinished(path, format: format, patience: patience)
    } else {
      try LibraryFile.requireWritable(path, as: format)
    }
    do {
      var configuration = configuration(patience: patience)
      configuration.readonly = readOnly
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { db in
        try requireKnown(db, path: path, format: format, readOnly: readOnly)
      }
      if !readOnly {
        try queue.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
        try format.migrator().migrate(queue)
        try removeStaleJournal(queue, path: path, format: format)
      }
      return DatabaseFile(queue: queue, path: path, format: format)
    } catch {
      throw LibraryError(error, path: path, of: format)
    }
  }

  /// An empty file at a temporary place, whose errors name the place that it is made for.
  ///
  /// It keeps no journal on the disk and flushes nothing: it is thrown away when it does not get
  /// finished, and flushed at once when it is.
  static func empty(
    at temporary: String, for path: String, format: StoreFormat
  ) throws -> DatabaseFile {
    let queue = try DatabaseQueue(path: temporary, configuration: configuration(patience: 0))
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
    }
    try format.migrator().migrate(queue)
    return DatabaseFile(queue: queue, path: path, format: format)
  }

  /// Closes the file; further calls fail with an error of kind `defect`.
  func close() throws(LibraryError) {
    do {
      try openQueue().close()
      queue.withLock { $0 = nil }
    } catch {
      throw LibraryError(error, path: path, of: format)
    }
  }

  /// Reads the whole file and refuses one whose pages, indexes or references do not hold together.
  func check() throws(LibraryError) {
    try reading { db in
      let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
      guard findings == ["ok"] else {
        throw Damage(reason: "SQLite's integrity check does not pass")
      }
      guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
        throw Damage(reason: "a record refers to one that is not there")
      }
    }
  }

  /// Reads one consistent state.
  func reading<Value>(_ body: (Database) throws -> Value) throws(LibraryError) -> Value {
    do {
      return try openQueue().read(body)
    } catch {
      throw LibraryError(error, path: path, of: format)
    }
  }

  /// Writes in one transaction, undone when `body` throws.
  func writing<Value>(_ body: (Database) throws -> Value) throws(LibraryError) -> Value {
    do {
      return try openQueue().write(body)
    } catch {
      throw LibraryError(error, path: path, of: format)
    }
  }

  /// Reads one consistent state; errors of `body` that are not SQLite's pass as they are.
  func streaming(_ body: (Database) throws -> Void) throws {
    do {
      try openQueue().read(body)
    } catch {
      if error is DatabaseError || error is Damage {
        throw LibraryError(error, path: path, of: format)
      }
      throw error
    }
  }

  /// Undoes what a program that was killed while it wrote has left, where the file may be written.
  ///
  /// SQLite does so itself for whoever opens the file for writing, and keeps out whoever only reads. While
  /// another program is writing nothing happens.
  private static func undoUnfinished(_ path: String, format: StoreFormat, patience: Double) {
    guard LibraryFile.exists(path + "-journal"),
      (try? LibraryFile.requireWritable(path, as: format)) != nil
    else { return }
    try? open(at: path, format: format, readOnly: false, patience: patience).close()
  }

  private func openQueue() throws(LibraryError) -> DatabaseQueue {
    guard let queue = queue.withLock({ $0 }) else {
      throw LibraryError(
        .defect, path: path, reason: "the \(format.noun) was used after it was closed",
        mend: "this is a mistake in Adamas, please report it")
    }
    return queue
  }

  /// How all connections are set up.
  private static func configuration(patience: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = "FootprintLibraries"
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      // A file may come from anybody: run no code that its schema brings along, and look at the
      // structure of its pages before trusting it. Who only reads goes through the file once; who
      // writes comes back to the pages of indexes.
      try db.execute(
        sql: """
          PRAGMA trusted_schema = OFF;
          PRAGMA cell_size_check = ON;
          PRAGMA cache_size = \(db.configuration.readonly ? -4096 : -65536)
          """)
    }
    return configuration
  }

  /// Refuses a database that is of another sort, is cut short, or that this version does not know.
  private static func requireKnown(
    _ db: Database, path: String, format: StoreFormat, readOnly: Bool
  ) throws {
    guard try pragma("application_id", db) == format.applicationID else {
      throw LibraryError.notALibrary(
        path: path, reason: "the file is a database of another application", of: format)
    }
    // SQLite itself does not notice a last page that is cut short.
    if try String.fetchOne(db, sql: "PRAGMA journal_mode") != "wal" {
      let bytes = try pragma("page_count", db) * pragma("page_size", db)
      if LibraryFile.size(path) < bytes {
        throw Damage(reason: "it is cut short")
      }
    }
    let version = try pragma("user_version", db)
    guard try version <= format.version && !format.migrator().hasBeenSuperseded(db) else {
      throw LibraryError(
        .newer, path: path, reason: "a newer version of Adamas made the \(format.noun)",
        mend: "open it with that version")
    }
    if try readOnly && !format.migrator().hasCompletedMigrations(db) {
      throw LibraryError(
        .older, path: path, reason: "an earlier version of Adamas made the \(format.noun)",
        mend: "open it once where it can be written, to bring it up to date")
    }
  }

  /// Removes a journal that holds nothing to undo, as a program killed early in writing leaves it.
  ///
  /// SQLite itself ignores it until the next change; a change that is taken back lets it do so now
  /// and leaves the file's bytes as they are. A journal in use is its owner's.
  private static func removeStaleJournal(
    _ queue: DatabaseQueue, path: String, format: StoreFormat
  ) throws {
    guard LibraryFile.exists(path + "-journal") else { return }
    do {
      try queue.inTransaction(.exclusive) { db in
        try db.execute(sql: "PRAGMA user_version = \(format.version)")
        return .rollback
      }
    } catch DatabaseError.SQLITE_BUSY {
      // Another program is writing: this is not an error before we want to write ourselves.
    }
  }

  private static func pragma(_ name: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0
  }
}
