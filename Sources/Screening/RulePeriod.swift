public import Specimens

/// When and where a rule is in force.
public struct RulePeriod: Sendable, Equatable {
  /// The first day.
  public let from: CalendarDay
  /// The last day; `nil` where none is set.
  public let until: CalendarDay?
  /// Whose rule it is: `EU`, or ISO 3166-1 alpha-2; `nil` for everybody's.
  public let territory: String?

  /// Whether the rule is in force on a day.
  public func holds(_ day: CalendarDay) -> Bool {
    from <= day && (until.map { day <= $0 } ?? true)
  }

  /// How much a breach weighs for goods that are imported into a territory; `nil` where the rule is
  /// none of that territory's.
  ///
  /// Where nobody says whither the goods go, a breach is a doubt.
  ///
  /// - Parameter importing: `EU`, or ISO 3166-1 alpha-2.
  public func severity(importing: String?) -> Finding.Severity? {
    guard let territory else { return .violation }
    guard let importing else { return .doubt }
    return importing == territory ? .violation : nil
  }

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    from = try row.requiredDay("from")
    until = try row.day("until")
    territory = row.text("territory") == nil ? nil : try row.country("territory")
    if let until, until < from { throw row.broken("until is before from", "correct the days") }
  }
}
