public import Specimens

/// Mixed origin without names (`***`) is declared only where the rule of the day accepts it.
///
/// The day is that of presentation, or of issue where none is stated. Where the rule holds from a stone
/// size on and the stones were weighed, goods without any such stone are in order.
public struct MixedOriginDeclaration: GoodsCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["mixed-origin-unnamed"]

  private let rules: [MixedOriginRule]
  private let importing: String?

  /// The check with the rules of a territory.
  ///
  /// - Parameters:
  ///   - rules: the rules.
  ///   - importing: whither the goods go: `EU`, or ISO 3166-1 alpha-2. Without it a breach is a doubt.
  public init(rules: ScreeningRules, importing: String? = nil) {
    self.rules = rules.mixedOrigin
    self.importing = importing
  }

  /// Nothing where countries are named or no day is stated.
  public func findings(_ shipment: Shipment, goods: ScreenedGoods) -> [Finding] {
    guard shipment.declared == .mixed, let day = shipment.date ?? shipment.issued else { return [] }
    return rules.compactMap { rule in
      guard
        !rule.isAccepted, rule.period.holds(day),
        let severity = rule.period.severity(importing: importing)
      else { return nil }
      if let threshold = rule.threshold, goods.stones(from: threshold) == 0 { return nil }
      return Finding(
        code: "mixed-origin-unnamed", severity: severity,
        details: [
          "date": day.description, "from": rule.period.from.description,
          "territory": rule.period.territory ?? "***",
        ], source: rule.source.text)
    }
  }
}
