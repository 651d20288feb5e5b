public import Specimens

/// A row of a rule file that is older than a year on the day of its use.
public struct StaleRow: Sendable, Equatable {
  /// The row.
  public let row: ScreeningRules.Row
  /// The day of use.
  public let day: CalendarDay

  /// A sentence for a person.
  public var sentence: String {
    "\(row.file):\(row.line): \(row.subject) was last known to be true on \(row.source.date), "
      + "more than a year before \(day)."
  }
}
