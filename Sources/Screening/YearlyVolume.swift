public import Specimens

/// What is declared of a country in a year is no more than it mined.
///
/// Carats are summed by country and year of issue (of presentation, where no day of issue is stated) over the
/// manifest. Those of earlier manifests count in the last year that the manifest has. A shipment of several
/// countries counts by its shares, and not at all without them. The production is the greatest figure
/// published for the year, or for the last year before it that has one.
///
/// Never more than a doubt: goods may have been in stock for years, and figures are late and revised.
public struct YearlyVolume: ManifestCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["volume-over-production"]

  private let production: [TradeStatistic]
  private let earlier: [String: Double]

  /// The check with the published production.
  ///
  /// - Parameters:
  ///   - rules: the statistics.
  ///   - earlier: carats by country (ISO 3166-1 alpha-2) that earlier manifests of the last year hold.
  public init(rules: ScreeningRules, earlier: [String: Double] = [:]) {
    production = rules.statistics.filter { $0.kind == .production && $0.carats != nil }
    self.earlier = earlier
  }

  private struct Place: Hashable {
    let country: String
    let year: Int
  }

  /// A doubt for every shipment of a country and year whose sum is above the production.
  public func findings(_ manifest: [Shipment]) -> [[Finding]] {
    let parts = manifest.map(parts)
    let lastYear = parts.joined().map(\.place.year).max()
    var sums: [Place: Double] = [:]
    for part in parts.joined() { sums[part.place, default: 0] += part.carats }
    for (place, sum) in sums where place.year == lastYear {
      sums[place] = sum + (earlier[place.country] ?? 0)
    }
    return parts.map { parts in
      parts.compactMap { finding($0.place, sum: sums[$0.place] ?? 0) }
    }
  }

  private func finding(_ place: Place, sum: Double) -> Finding? {
    let known = production.filter { $0.country == place.country && $0.year <= place.year }
    guard
      let year = known.map(\.year).max(),
      let greatest = known.filter({ $0.year == year })
        .max(by: { ($0.carats ?? 0) < ($1.carats ?? 0) }),
      let carats = greatest.carats, sum > carats
    else { return nil }
    return Finding(
      code: "volume-over-production", severity: .doubt,
      details: [
        "country": place.country, "year": "\(place.year)", "sum": decimalText(sum, places: 2),
        "production": decimalText(carats, places: 2), "published": "\(year)",
      ], source: greatest.source.text)
  }

  /// The carats of a shipment by country.
  private func parts(_ shipment: Shipment) -> [(place: Place, carats: Double)] {
    guard
      let carats = shipment.carats, let year = (shipment.issued ?? shipment.date)?.year,
      case .origins(let origins) = shipment.declared
    else { return [] }
    let countries = shipment.declaredCountries
    if countries.count == 1, origins.allSatisfy({ $0.country != nil }) {
      return [(Place(country: countries[0], year: year), carats)]
    }
    guard let shares = shipment.shares, shares.count == origins.count else { return [] }
    var byCountry: [String: Double] = [:]
    for (origin, share) in zip(origins, shares) {
      if let country = origin.country { byCountry[country, default: 0] += share * carats }
    }
    return countries.map { (Place(country: $0, year: year), byCountry[$0] ?? 0) }
  }
}
