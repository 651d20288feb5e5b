public import Specimens

/// A stretch of time in which a country took part in the Kimberley Process.
///
/// A country that was suspended and admitted again has one row for each stretch.
public struct Participant: Sendable, Equatable {
  /// ISO 3166-1 alpha-2, or `EU`.
  public let country: String
  /// The country's name in English.
  public let name: String
  /// The first day; `nil` where it is not known.
  public let joined: CalendarDay?
  /// The first day on which it no longer took part; `nil` where there is none, or it is not known.
  public let left: CalendarDay?
  /// Where that is stated.
  public let source: RuleSource

  /// Whether a day may lie in the stretch: an unknown end does not bound it.
  public func mayHold(_ day: CalendarDay) -> Bool {
    (joined.map { $0 <= day } ?? true) && (left.map { day < $0 } ?? true)
  }

  static let columns = ["country", "name", "joined", "left", "source", "date"]

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    country = try row.country("country")
    name = try row.required("name")
    joined = try row.day("joined")
    left = try row.day("left")
    source = try RuleSource(row)
    if let joined, let left, left <= joined {
      throw row.broken("left is not after joined", "correct the days")
    }
  }
}
