internal import Foundation
internal import GRDB
internal import Synchronization

/// A footprint library in one SQLite file.
///
/// ```swift
/// let store = try LibraryStore.create(
///   at: "ghana.adamas", description: LibraryDescription(name: "Ghana", kind: .spectra), note: note)
/// let birim = OriginRecord(origin: Origin("GH/Birim"), grade: .measured, source: "…")
/// try store.add(origins: [birim], items: items, axis: .wavelengths(axis), note: note)
/// try store.close()
///
/// let items = try LibraryStore.open(at: "ghana.adamas", readOnly: true).items
/// ```
///
/// **One file.** The library keeps a rollback journal (`journal_mode = DELETE`), not a write-ahead
/// log: closed, it is one file that can be copied, hashed and read from a write-protected medium,
/// which a write-ahead log does not allow. The price is that readers wait while a writer commits, so
/// every call waits up to `patience` seconds for the others before it says that the library is
/// locked. A program killed while it writes leaves the file and its `-journal`; the next to open the
/// library for writing undoes the unfinished part.
///
/// **All or nothing.** Each call that writes is one transaction. `write(to:overwriting:contents:)`
/// makes a whole library beside its place and then renames it.
///
/// **Sharing.** A store may be used from several threads; its calls run one after another. A closure
/// or a lazy sequence handed to a store must not use the same store. While a store is open, do not
/// open and close the same file by other means in the same process: POSIX would drop SQLite's locks.
public final class LibraryStore: Sendable {
  /// The library's path as it was given.
  public let path: String

  /// The database while the store is open; GRDB itself crashes when it reads from a closed one.
  private let queue: Mutex<DatabaseQueue?>

  /// Wraps an open database; errors name `path`, which is not always the file's own name.
  init(queue: DatabaseQueue, path: String) {
    self.queue = Mutex(queue)
    self.path = path
  }

  /// Opens a library.
  ///
  /// A read-only store changes nothing, not even the file's folder, but for undoing what a killed program
  /// left unfinished, where that may be written. A library made by an earlier version is brought up to
  /// date when it is opened for writing.
  ///
  /// - Parameters:
  ///   - path: The library's file.
  ///   - readOnly: Whether nothing will be written.
  ///   - patience: How long each call waits for other programs that use the library, in seconds.
  /// - Returns: The open library.
  /// - Throws: a sentence for a file that is missing, empty, cut short, no database, another
  ///   program's database, a newer version's library, locked or, unless `readOnly`, write-protected.
  public static func open(
    at path: String, readOnly: Bool = false, patience: Double = 5
  ) throws(LibraryError) -> LibraryStore {
    try LibraryFile.requireReadable(path)
    if readOnly {
      undoUnfinished(path, patience: patience)
    } else {
      try LibraryFile.requireWritable(path)
    }
    do {
      var configuration = configuration(patience: patience)
      configuration.readonly = readOnly
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { db in try requireKnown(db, path: path, readOnly: readOnly) }
      if !readOnly {
        try queue.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
        try Schema.migrator.migrate(queue)
        try removeStaleJournal(queue, path: path)
      }
      return LibraryStore(queue: queue, path: path)
    } catch {
      throw LibraryError(error, path: path)
    }
  }

  /// Undoes what a program that was killed while it wrote has left, where the file may be written.
  ///
  /// SQLite does so itself for whoever opens the file for writing, and keeps out whoever only reads. While
  /// another program is writing nothing happens.
  private static func undoUnfinished(_ path: String, patience: Double) {
    guard LibraryFile.exists(path + "-journal"), (try? LibraryFile.requireWritable(path)) != nil
    else { return }
    try? open(at: path, patience: patience).close()
  }

  /// Whether a file is a database of SQLite, which a library is; `false` where there is none.
  public static func isLibrary(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
  }

  /// Closes the library; further calls fail with an error of kind `defect`.
  ///
  /// A store that is let go closes itself, but only this call says when that went wrong.
  public func close() throws(LibraryError) {
    do {
      try openQueue().close()
      queue.withLock { $0 = nil }
    } catch {
      throw LibraryError(error, path: path)
    }
  }

  /// Reads the whole file and refuses one whose pages, indexes or references do not hold together.
  ///
  /// - Complexity: linear in the file's size. A changed measurement is not noticed; that is what
  ///   `verifyLog(holding:)` is for.
  public func check() throws(LibraryError) {
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

  /// Reads one consistent state of the library.
  func reading<Value>(_ body: (Database) throws -> Value) throws(LibraryError) -> Value {
    do { return try openQueue().read(body) } catch { throw LibraryError(error, path: path) }
  }

  /// Writes in one transaction, undone when `body` throws.
  func writing<Value>(_ body: (Database) throws -> Value) throws(LibraryError) -> Value {
    do { return try openQueue().write(body) } catch { throw LibraryError(error, path: path) }
  }

  /// Runs SQL as it stands, for tests that do what no other call would.
  func execute(_ sql: String) throws(LibraryError) {
    try writing { db in try db.execute(sql: sql) }
  }

  /// Reads one consistent state of the library; errors of `body` that are not SQLite's pass as they
  /// are.
  func streaming(_ body: (Database) throws -> Void) throws {
    do {
      try openQueue().read(body)
    } catch {
      if error is DatabaseError || error is Damage { throw LibraryError(error, path: path) }
      throw error
    }
  }

  private func openQueue() throws(LibraryError) -> DatabaseQueue {
    guard let queue = queue.withLock({ $0 }) else {
      throw LibraryError(
        .defect, path: path, reason: "the library was used after it was closed",
        mend: "this is a mistake in Adamas, please report it")
    }
    return queue
  }

  /// How all connections to a library are set up.
  static func configuration(patience: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = "FootprintLibraries"
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      // A library may come from anybody: run no code that its schema brings along, and look at the
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

  /// Refuses a database that is no library, is cut short, or that this version does not know.
  private static func requireKnown(_ db: Database, path: String, readOnly: Bool) throws {
    guard try pragma("application_id", db) == Schema.applicationID else {
      throw LibraryError.notALibrary(
        path: path, reason: "the file is a database of another application")
    }
    // SQLite itself does not notice a last page that is cut short.
    if try String.fetchOne(db, sql: "PRAGMA journal_mode") != "wal" {
      let bytes = try pragma("page_count", db) * pragma("page_size", db)
      if LibraryFile.size(path) < bytes {
        throw Damage(reason: "it is cut short")
      }
    }
    let version = try pragma("user_version", db)
    guard try version <= Schema.version && !Schema.migrator.hasBeenSuperseded(db) else {
      throw LibraryError(
        .newer, path: path, reason: "a newer version of Adamas made the library",
        mend: "open it with that version")
    }
    if try readOnly && !Schema.migrator.hasCompletedMigrations(db) {
      throw LibraryError(
        .older, path: path, reason: "an earlier version of Adamas made the library",
        mend: "open it once where it can be written, to bring it up to date")
    }
  }

  /// Removes a journal that holds nothing to undo, as a program killed early in writing leaves it.
  ///
  /// SQLite itself ignores it until the next change; a change that is taken back lets it do so now
  /// and leaves the file's bytes as they are. A journal in use is its owner's.
  private static func removeStaleJournal(_ queue: DatabaseQueue, path: String) throws {
    guard LibraryFile.exists(path + "-journal") else { return }
    do {
      try queue.inTransaction(.exclusive) { db in
        try db.execute(sql: "PRAGMA user_version = \(Schema.version)")
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
