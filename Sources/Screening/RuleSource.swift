public import Specimens

/// Where a row of a rule file comes from, and when it was last known to be true.
public struct RuleSource: Sendable, Equatable {
  /// The publication with its address.
  public let text: String
  /// The day on which the row was last known to be true.
  public let date: CalendarDay

  /// A source.
  public init(text: String, date: CalendarDay) {
    self.text = text
    self.date = date
  }

  /// Whether the row is older than a year on a day: from the day after its anniversary.
  ///
  /// A row of 2025-11-22 is fresh on 2026-11-22 and stale on 2026-11-23.
  ///
  /// 29 February counts as if it had its anniversary on the 29th: stale from 1 March.
  public func isStale(on day: CalendarDay) -> Bool {
    (day.year - 1, day.month, day.day) > (date.year, date.month, date.day)
  }

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    text = try row.required("source")
    date = try row.requiredDay("date")
  }
}
