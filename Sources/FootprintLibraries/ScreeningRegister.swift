internal import Foundation
internal import GRDB
public import Specimens

/// What an office has screened, and how its parcels were found to be later, in one SQLite file.
///
/// ```swift
/// let register = try ScreeningRegister.openOrCreate(at: "office.register")
/// let run = ScreeningRegister.Run(day: day, manifest: "monday.csv", sha256: digest)
/// try register.remember(shipments, of: run, note: note).added      // 40
/// try register.remember(shipments, of: run, note: note).known      // 40: nothing is added twice
/// try register.state(.confirmed, of: "P7", on: day, note: note)
/// ```
///
/// Nothing is changed or removed. Every screening and every outcome is an entry of a log whose hash covers
/// its records and the entry before, as in a library; ``verifyLog(holding:)`` says which was changed by other
/// means. How the file is kept, shared and locked stands at ``LibraryStore``. Errors are ``LibraryError``.
public final class ScreeningRegister: Sendable {
  /// One run over a manifest.
  public struct Run: Sendable, Hashable {
    /// The day of the screening.
    public let day: CalendarDay
    /// The manifest as it was named.
    public let manifest: String
    /// The SHA-256 of the manifest, in hexadecimal digits.
    public let sha256: String

    /// A run.
    public init(day: CalendarDay, manifest: String, sha256: String) {
      self.day = day
      self.manifest = manifest
      self.sha256 = sha256
    }

    /// The digest of all three.
    var contentDigest: ContentDigest {
      var record = CanonicalRecord("screening")
      for text in [day.description, manifest, sha256] { record.add(text) }
      return record.digest
    }
  }

  /// How a parcel was found to be.
  public enum Outcome: String, Sendable, CaseIterable, Codable {
    /// Something was wrong with it.
    case confirmed
    /// Nothing was.
    case cleared
  }

  /// What remembering a screening did.
  public struct Remembered: Sendable, Equatable {
    /// How many shipments were added.
    public let added: Int
    /// How many stood there already, from the same manifest and with the same verdict.
    public let known: Int
    /// The log's entry; `nil` where nothing was added.
    public let entry: LogEntry?
  }

  /// The register's path as it was given.
  public var path: String { file.path }

  private let file: DatabaseFile

  private init(_ file: DatabaseFile) { self.file = file }

  /// Opens a register.
  ///
  /// - Parameters:
  ///   - readOnly: whether nothing will be written.
  ///   - patience: how long each call waits for other programs that use the register, in seconds.
  /// - Throws: a sentence for a file that is missing, no register, damaged, of a newer version, locked or,
  ///   unless `readOnly`, write-protected.
  public static func open(
    at path: String, readOnly: Bool = false, patience: Double = 5
  ) throws(LibraryError) -> ScreeningRegister {
    ScreeningRegister(
      try DatabaseFile.open(at: path, format: .register, readOnly: readOnly, patience: patience))
  }

  /// Opens a register for writing, and makes an empty one where there is no file.
  ///
  /// It is made under a temporary name and then gets its own in one step, so that nobody sees half of it.
  public static func openOrCreate(
    at path: String, patience: Double = 5
  ) throws(LibraryError) -> ScreeningRegister {
    if !LibraryFile.exists(path) { try create(at: path) }
    return try open(at: path, patience: patience)
  }

  /// Whether anything of that name is there, even a link that leads nowhere.
  public static func exists(at path: String) -> Bool { LibraryFile.exists(path) }

  /// Refuses a place where no register can be made.
  public static func requireRoom(at path: String) throws(LibraryError) {
    try LibraryFile.requireWritableFolder(of: path)
    // A journal without its own register would be played back into the new one.
    if LibraryFile.exists(path + "-journal") || LibraryFile.exists(path + "-wal") {
      throw .interrupted(path: path, of: .register)
    }
  }

  private static func create(at path: String) throws(LibraryError) {
    try requireRoom(at: path)
    let temporary = LibraryFile.temporarySibling(of: path)
    defer { unlink(temporary) }
    do {
      try DatabaseFile.empty(at: temporary, for: path, format: .register).close()
    } catch DatabaseError.SQLITE_CANTOPEN {
      throw LibraryError(
        .unwritable, path: path, reason: "no file can be made here", mend: "choose another place")
    } catch {
      throw LibraryError(error, path: path, of: .register)
    }
    guard
      LibraryFile.flush(temporary)
        && LibraryFile.place(temporary, at: path, overwriting: false)
        // Another program has made it meanwhile.
        || LibraryFile.exists(path)
    else {
      throw LibraryError(
        .unwritable, path: path, reason: "the file cannot be written", mend: "choose another place")
    }
    _ = LibraryFile.flush(LibraryFile.folder(of: path))
  }

  /// Closes the register; further calls fail with an error of kind `defect`.
  public func close() throws(LibraryError) { try file.close() }

  /// Reads the whole file and refuses one whose pages, indexes or references do not hold together.
  public func check() throws(LibraryError) { try file.check() }

  /// Adds the shipments of a run that are not there yet, all of them or none.
  ///
  /// A shipment is there already where the same manifest (SHA-256) brought the same papers and the last
  /// verdict on them was the same. Another verdict on them is added beside the earlier.
  ///
  /// - Parameter note: who screened, when and why.
  /// - Throws: a sentence when a number is not finite or the register is locked.
  /// - Complexity: O(n log m) for n shipments and a register of m.
  @discardableResult
  public func remember(
    _ shipments: some Sequence<RegisteredShipment>, of run: Run, note: ChangeNote
  ) throws(LibraryError) -> Remembered {
    try file.writing { db in
      var writer = try RegisterWriter(db, run: run, path: path)
      for shipment in shipments { try writer.add(shipment) }
      return try writer.finish(note: note)
    }
  }

  /// Records how a parcel was found to be, beside what was recorded of it before; the last counts.
  ///
  /// - Parameters:
  ///   - parcel: the parcel's identifier.
  ///   - number: its certificate's number without separators, where several parcels have the identifier.
  ///   - screening: the number of the log's entry that screened it, where even these do not tell.
  ///   - day: the day on which it was found out.
  ///   - note: who found it out, when this is recorded, and why it is so.
  /// - Returns: the log's entry.
  /// - Throws: a sentence when there is no such parcel, or several.
  @discardableResult
  public func state(
    _ outcome: Outcome, of parcel: String, number: String? = nil, screening: Int? = nil,
    on day: CalendarDay, note: ChangeNote
  ) throws(LibraryError) -> LogEntry {
    try file.writing { db in
      let shipment = try RegisterReader(path: path).shipment(
        db, parcel: parcel, number: number, screening: screening)
      let entry = (try LogCoding.last(db)?.number ?? 0) + 1
      try db.execute(
        sql: "INSERT INTO outcome (shipmentId, result, day, entry) VALUES (?, ?, ?, ?)",
        arguments: [shipment, outcome.rawValue, day.description, entry])
      let digest = RegisterRecord.digest(of: outcome, shipment: shipment, day: day.description)
      return try LogCoding.append(
        .outcome, note: note,
        details: [
          "content": LogCoding.content(of: [digest]), "outcome": outcome.rawValue,
          "parcel": parcel, "on": day.description,
        ], to: db)
    }
  }

  /// Reads one consistent state of the register.
  func reading<Value>(_ body: (Database) throws -> Value) throws(LibraryError) -> Value {
    try file.reading(body)
  }

  /// Runs SQL as it stands, for tests that do what no other call would.
  func execute(_ sql: String) throws(LibraryError) {
    try file.writing { db in try db.execute(sql: sql) }
  }
}
