internal import Foundation
internal import GRDB

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
  public var path: String { file.path }

  /// The open database.
  private let file: DatabaseFile

  /// Wraps an open database.
  init(_ file: DatabaseFile) { self.file = file }

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
    LibraryStore(
      try DatabaseFile.open(at: path, format: .library, readOnly: readOnly, patience: patience))
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
  public func close() throws(LibraryError) { try file.close() }

  /// Reads the whole file and refuses one whose pages, indexes or references do not hold together.
  ///
  /// - Complexity: linear in the file's size. A changed measurement is not noticed; that is what
  ///   `verifyLog(holding:)` is for.
  public func check() throws(LibraryError) { try file.check() }

  /// Reads one consistent state of the library.
  func reading<Value>(_ body: (Database) throws -> Value) throws(LibraryError) -> Value {
    try file.reading(body)
  }

  /// Writes in one transaction, undone when `body` throws.
  func writing<Value>(_ body: (Database) throws -> Value) throws(LibraryError) -> Value {
    try file.writing(body)
  }

  /// Runs SQL as it stands, for tests that do what no other call would.
  func execute(_ sql: String) throws(LibraryError) {
    try writing { db in try db.execute(sql: sql) }
  }

  /// Reads one consistent state of the library; errors of `body` that are not SQLite's pass as they
  /// are.
  func streaming(_ body: (Database) throws -> Void) throws { try file.streaming(body) }
}
