public import Specimens

/// Goods of Russian origin, or under a Russian certificate, against the rules of the day and the sizes of the
/// stones.
///
/// The day is that of presentation, or of issue where none is stated. Only rules that are applied count.
///
/// | Kind of rule | Goods | Finding |
/// |---|---|---|
/// | direct | declared Russian, or certificate issued by Russia | `russian-goods` |
/// | size | the same, with stones of the rule's weight or above | `russian-goods-size` |
/// | indirect | the same, worked by their code | `russian-goods-size` |
/// | any with a weight | origin unnamed, with stones of that weight or above | `russian-threshold`, a note |
///
/// A shipment that names other countries gets no note: whether its origin is true is for the comparison with
/// footprints. Grandfathered goods cannot be told by their papers, and transit is in none of them.
public struct RussianGoods: GoodsCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["russian-goods", "russian-goods-size", "russian-threshold"]

  private static let country = "RU"

  private let rules: ScreeningRules
  private let importing: String?

  /// The check with the rules of a territory.
  ///
  /// - Parameters:
  ///   - rules: the rules.
  ///   - importing: whither the goods go: `EU`, or ISO 3166-1 alpha-2. Without it a breach is a doubt.
  public init(rules: ScreeningRules, importing: String? = nil) {
    self.rules = rules
    self.importing = importing
  }

  /// Nothing where no day is stated; nothing about sizes where the stones are not known.
  public func findings(_ shipment: Shipment, goods: ScreenedGoods) -> [Finding] {
    guard let day = shipment.date ?? shipment.issued else { return [] }
    let isRussian =
      shipment.declaredCountries.contains(RussianGoods.country)
      || shipment.issuing == RussianGoods.country
    let isUnnamed = shipment.declared == .mixed || shipment.declared == .origins([])
    let isWorked = shipment.hs.flatMap(rules.code).map { !$0.isRough } ?? false
    return rules.russianGoods.compactMap { rule in
      guard
        rule.isApplied, rule.period.holds(day),
        let severity = rule.period.severity(importing: importing)
      else { return nil }
      var details = [
        "date": day.description, "from": rule.period.from.description, "rule": rule.rule,
        "territory": rule.period.territory ?? "***",
      ]
      switch rule.kind {
      case .evidence, .grandfathering: return nil
      case .indirect where !isWorked: return nil
      case .direct:
        guard isRussian else { return nil }
        return Finding(
          code: "russian-goods", severity: severity, details: details, source: rule.source.text)
      case .size, .indirect:
        guard
          isRussian || isUnnamed, let threshold = rule.threshold,
          let stones = goods.stones(from: threshold), stones > 0
        else { return nil }
        details["threshold"] = decimalText(threshold, places: 2)
        details["stones"] = decimalText(stones, places: 0)
        return Finding(
          code: isRussian ? "russian-goods-size" : "russian-threshold",
          severity: isRussian ? severity : .note, details: details, source: rule.source.text)
      }
    }
  }
}
