public import Specimens

/// What is declared of a country in a year is no more than it mined.
///
/// Carats are summed by country and year of issue (of presentation, where no day of issue is stated) over the
/// manifest and what is known of the same country and year from earlier ones. Carats of earlier manifests
/// without a year count in the last year that the manifest has. A shipment of several countries counts by its
/// shares, and not at all without them. The production is the greatest figure published for the year, or for
/// the last year before it that has one.
///
/// Never more than a doubt: goods may have been in stock for years, and figures are late and revised.
public struct YearlyVolume: ManifestCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["volume-over-production"]

  private let production: [TradeStatistic]
  private let earlier: [String: Double]
  private let before: [Place: Double]

  /// The check with the published production.
  ///
  /// - Parameters:
  ///   - rules: the statistics.
  ///   - earlier: carats by country (ISO 3166-1 alpha-2) that earlier manifests of the last year hold.
  ///   - before: carats by country and year that earlier manifests hold.
  public init(
    rules: ScreeningRules, earlier: [String: Double] = [:], before: [DeclaredVolume] = []
  ) {
    production = rules.statistics.filter { $0.kind == .production && $0.carats != nil }
    self.earlier = earlier
    var sums: [Place: Double] = [:]
    for volume in before { sums[Place(volume), default: 0] += volume.carats }
    self.before = sums
  }

  private struct Place: Hashable {
    let country: String
    let year: Int

    init(_ volume: DeclaredVolume) { (country, year) = (volume.country, volume.year) }
  }

  /// A doubt for every shipment of a country and year whose sum is above the production.
  public func findings(_ manifest: [Shipment]) -> [[Finding]] {
    let parts = manifest.map(\.declaredVolumes)
    let lastYear = parts.joined().map(\.year).max()
    var sums: [Place: Double] = [:]
    for part in parts.joined() { sums[Place(part), default: 0] += part.carats }
    for (place, sum) in sums {
      let undated = place.year == lastYear ? earlier[place.country] ?? 0 : 0
      sums[place] = sum + undated + (before[place] ?? 0)
    }
    return parts.map { parts in
      parts.compactMap { finding(Place($0), sum: sums[Place($0)] ?? 0) }
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
}
