internal import GRDB
public import Specimens

/// A screened parcel in a register, with the run that brought it and what was found out since.
public struct RegisterRecord: Sendable, Hashable {
  /// What was found out of a parcel, by whom and why.
  public struct Followup: Sendable, Hashable {
    /// How it was found to be.
    public let outcome: ScreeningRegister.Outcome
    /// The day on which that was found out.
    public let day: CalendarDay
    /// Who recorded it, when and why.
    public let note: ChangeNote
    /// The number of the log's entry.
    public let entry: Int
  }

  /// The number of the log's entry that brought it.
  public let entry: Int
  /// The run over its manifest.
  public let run: ScreeningRegister.Run
  /// Its papers and the verdict.
  public let shipment: RegisteredShipment
  /// What was found out of the parcel, first to last; the last counts.
  public let followups: [Followup]

  /// The columns of a shipment in their order, without the entry and presentation.
  static let columns = """
    parcel, certificate, number, issuing, declared, hs, carats, stones, valueUSD, issued, expires,
    presented, importer, exporter, handling, volumes, verdict, codes, risk, adjustedPValue, digest
    """

  /// How many these are.
  static let columnCount = 21

  /// The shipment whose columns start at an index of a row, and the digest that stands beside it.
  static func shipment(
    _ row: Row, from first: Int
  ) throws -> (shipment: RegisteredShipment, digest: String) {
    func day(_ index: Int) throws -> CalendarDay? {
      try row.checkedIfPresent(first + index, as: String.self).map(calendarDay)
    }
    var papers = RegisteredShipment.Papers(parcel: try row.checked(first))
    papers.certificate = try row.checkedIfPresent(first + 1)
    papers.number = try row.checked(first + 2)
    papers.issuing = try row.checkedIfPresent(first + 3)
    papers.declared = try row.checked(first + 4)
    papers.hs = try row.checkedIfPresent(first + 5)
    papers.carats = try row.checkedIfPresent(first + 6)
    papers.stones = try row.checkedIfPresent(first + 7)
    papers.valueUSD = try row.checkedIfPresent(first + 8)
    papers.issued = try day(9)
    papers.expires = try day(10)
    papers.presented = try day(11)
    papers.importer = try row.checkedIfPresent(first + 12)
    papers.exporter = try row.checkedIfPresent(first + 13)
    papers.handling = try row.checkedCase(first + 14)
    papers.volumes = try DeclaredVolume.volumes(try row.checked(first + 15))
    let codes: String = try row.checked(first + 17)
    let verdict = RegisteredShipment.Verdict(
      name: try row.checked(first + 16), codes: codes.split(separator: " ").map(String.init),
      risk: try row.checked(first + 18), adjustedPValue: try row.checkedIfPresent(first + 19))
    return (
      RegisteredShipment(papers: papers, verdict: verdict), try row.checked(first + 20)
    )
  }

  /// The day that a text names.
  static func calendarDay(_ text: String) throws -> CalendarDay {
    guard let day = CalendarDay(text) else { throw Damage(reason: "a record cannot be read") }
    return day
  }

  /// The digest of an outcome of the shipment with a number.
  static func digest(
    of outcome: ScreeningRegister.Outcome, shipment: Int64, day: String
  ) -> ContentDigest {
    var record = CanonicalRecord("outcome")
    for text in [outcome.rawValue, "\(shipment)", day] { record.add(text) }
    return record.digest
  }
}
