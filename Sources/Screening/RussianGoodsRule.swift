/// A rule on diamonds of Russian origin.
public struct RussianGoodsRule: Sendable, Equatable {
  /// What the rule is about.
  public enum Kind: String, Sendable, CaseIterable {
    /// Goods that originate in Russia, or come from there, of any size.
    case direct
    /// Goods of Russian origin, rough or worked, from a size on.
    case size
    /// Goods of Russian origin worked in a third country, from a size on.
    case indirect
    /// How the origin must be shown; nothing is checked.
    case evidence
    /// What is exempt; nothing is checked, because the papers of a shipment do not say it.
    case grandfathering
  }

  /// When and where it is in force.
  public let period: RulePeriod
  /// What it is about.
  public let kind: Kind
  /// The goods, in words.
  public let goods: String
  /// The weight of a stone in carats from which it holds; `nil` for every weight.
  public let threshold: Double?
  /// The rule, in words.
  public let rule: String
  /// What became of it, in words.
  public let status: String
  /// Where that is stated.
  public let source: RuleSource

  /// Whether it is applied, and neither postponed nor replaced.
  public var isApplied: Bool { status.hasPrefix("applied") }

  static let columns = [
    "from", "until", "territory", "kind", "goods", "threshold_ct", "rule", "status", "source",
    "date",
  ]

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    period = try RulePeriod(row)
    guard let kind = Kind(rawValue: try row.required("kind")) else {
      throw row.broken(
        "kind is unknown",
        "write one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.kind = kind
    goods = try row.required("goods")
    threshold = try row.number("threshold_ct")
    rule = try row.required("rule")
    status = try row.required("status")
    source = try RuleSource(row)
    if threshold == nil, kind == .size || kind == .indirect {
      throw row.broken("threshold_ct is empty", "state from which weight the rule holds")
    }
  }
}
