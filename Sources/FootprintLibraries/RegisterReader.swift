internal import GRDB
internal import Specimens

/// Reads the records of a register.
struct RegisterReader {
  /// The register's path, for errors.
  let path: String

  /// The row of the shipment that is meant: the last of its presentation.
  ///
  /// - Throws: a sentence when there is none, or several presentations.
  func shipment(
    _ db: Database, parcel: String, number: String?, screening: Int?
  ) throws -> Int64 {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT max(id), min(number) FROM shipment
        WHERE parcel = ?1 AND (?2 IS NULL OR number = ?2) AND (?3 IS NULL OR entry = ?3)
        GROUP BY presentation ORDER BY 1
        """, arguments: [parcel, number, screening])
    guard let row = rows.last else {
      let under = number.map { " under the certificate \"\($0)\"" } ?? ""
      throw LibraryError(
        .conflict, path: path, reason: "no parcel \"\(parcel)\"\(under) was screened",
        mend: "look for its name with adamas register show")
    }
    guard rows.count == 1 else {
      let numbers = Set(try rows.map { try $0.checked(1, as: String.self) })
      throw LibraryError(
        .conflict, path: path,
        reason: "\(rows.count) parcels \"\(parcel)\" were screened",
        mend: numbers.count > 1
          ? "say which with --certificate NUMBER"
          : "say which with --screening ENTRY, the number that adamas register show gives it")
    }
    return try row.checked(0)
  }

  /// One shipment as it stands in the file.
  struct StoredShipment {
    let id: Int64
    let entry: Int
    let presentation: String
    let shipment: RegisteredShipment
    let digest: String
  }

  /// Hands every shipment to `body`, first to last.
  func forEachShipment(
    _ db: Database, parcel: String? = nil, _ body: (StoredShipment) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, entry, presentation, \(RegisterRecord.columns) FROM shipment
        WHERE ?1 IS NULL OR parcel = ?1 ORDER BY id
        """, arguments: [parcel])
    while let row = try rows.next() {
      let (shipment, digest) = try RegisterRecord.shipment(row, from: 3)
      try body(
        StoredShipment(
          id: try row.checked(0), entry: try row.checked(1), presentation: try row.checked(2),
          shipment: shipment, digest: digest))
    }
  }

  /// The runs by the numbers of their entries.
  func runs(_ db: Database) throws -> [Int: ScreeningRegister.Run] {
    var runs: [Int: ScreeningRegister.Run] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT entry, day, manifest, sha256 FROM screening")
    while let row = try rows.next() {
      runs[try row.checked(0)] = ScreeningRegister.Run(
        day: try RegisterRecord.calendarDay(try row.checked(1)), manifest: try row.checked(2),
        sha256: try row.checked(3))
    }
    return runs
  }

  /// One outcome as it stands in the file.
  struct StoredOutcome {
    let shipment: Int64
    let result: ScreeningRegister.Outcome
    let day: CalendarDay
    let entry: Int
  }

  /// All outcomes, first to last.
  func outcomes(_ db: Database) throws -> [StoredOutcome] {
    var outcomes: [StoredOutcome] = []
    let rows = try Row.fetchCursor(
      db, sql: "SELECT shipmentId, result, day, entry FROM outcome ORDER BY id")
    while let row = try rows.next() {
      outcomes.append(
        StoredOutcome(
          shipment: try row.checked(0), result: try row.checkedCase(1),
          day: try RegisterRecord.calendarDay(try row.checked(2)), entry: try row.checked(3)))
    }
    return outcomes
  }
}
