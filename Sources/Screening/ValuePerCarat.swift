public import Specimens

/// The value per carat lies in the range that the declared countries' published figures allow.
///
/// Weak evidence, and never more than a doubt. The range runs from the least figure divided by 4.6 to the
/// greatest times 4.6, because two figures of one country and one year differ by that much (Côte d'Ivoire
/// 2019: 56.38 US$/ct of production, 260 of export). Averages of a country say little of one parcel: a single
/// large stone is worth a hundred times the average and is in order.
///
/// The figures are those of the year of issue, or else of the last year before it that has any.
public struct ValuePerCarat: ShipmentCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["value-per-carat-low", "value-per-carat-high"]

  private let statistics: [TradeStatistic]
  private let factor: TechnicalBound

  /// The check with the published figures.
  public init(rules: ScreeningRules) {
    statistics = rules.statistics.filter { ($0.valuePerCarat ?? 0) > 0 }
    factor = rules.bound(.valueFactor)
  }

  /// Nothing where no value, weight, day or country is stated, or a country has no figures.
  public func findings(_ shipment: Shipment) -> [Finding] {
    let countries = shipment.declaredCountries
    guard
      let value = shipment.valuePerCarat, !countries.isEmpty,
      let day = shipment.issued ?? shipment.date
    else { return [] }
    var figures: [TradeStatistic] = []
    for country in countries {
      let known = statistics.filter { $0.country == country && $0.year <= day.year }
      guard let year = known.map(\.year).max() else { return [] }
      figures += known.filter { $0.year == year }
    }
    let values = figures.compactMap(\.valuePerCarat)
    guard let least = values.min(), let greatest = values.max() else { return [] }
    let (low, high) = (least / factor.value, greatest * factor.value)
    guard value < low || value > high else { return [] }
    var seen: Set<String> = []
    let sources = figures.map(\.source.text).filter { seen.insert($0).inserted }
    return [
      Finding(
        code: value < low ? "value-per-carat-low" : "value-per-carat-high", severity: .doubt,
        details: [
          "value": decimalText(value, places: 2), "low": decimalText(low, places: 2),
          "high": decimalText(high, places: 2), "countries": countries.joined(separator: ", "),
          "year": "\(figures.map(\.year).max() ?? day.year)",
          "factor": decimalText(factor.value, places: 1),
        ], source: (sources + [factor.source.text]).joined(separator: "; "))
    ]
  }
}
