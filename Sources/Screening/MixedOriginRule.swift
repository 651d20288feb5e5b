/// A rule on whether a certificate may declare mixed origin (`***`) without naming countries.
public struct MixedOriginRule: Sendable, Equatable {
  /// When and where it is in force.
  public let period: RulePeriod
  /// The weight of a stone in carats from which it holds; `nil` for every weight.
  public let threshold: Double?
  /// Whether mixed origin without names is accepted.
  public let isAccepted: Bool
  /// The rule, in words.
  public let rule: String
  /// Where that is stated.
  public let source: RuleSource

  static let columns = [
    "from", "until", "territory", "threshold_ct", "accepted", "rule", "source", "date",
  ]

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    period = try RulePeriod(row)
    threshold = try row.number("threshold_ct")
    isAccepted = try row.flag("accepted")
    rule = try row.required("rule")
    source = try RuleSource(row)
  }
}
