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
  private let before: VolumeSums

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
    self.before = VolumeSums(before)
  }

  /// A doubt for every shipment of a country and year whose sum is above the production.
  public func findings(_ manifest: [Shipment]) -> [[Finding]] {
    let parts = manifest.map(\.declaredVolumes)
    let lastYear = parts.joined().map(\.year).max()
    let sums = VolumeSums(parts.joined())
    return parts.map { parts in
      parts.compactMap { part in
        let (country, year) = (part.country, part.year)
        let undated = year == lastYear ? earlier[country] ?? 0 : 0
        let known = undated + before.carats(of: country, in: year)
        return finding(country, year, sum: sums.carats(of: country, in: year) + known)
      }
    }
  }

  private func finding(_ country: String, _ declared: Int, sum: Double) -> Finding? {
    let known = production.filter { $0.country == country && $0.year <= declared }
    guard
      let year = known.map(\.year).max(),
      let greatest = known.filter({ $0.year == year })
        .max(by: { ($0.carats ?? 0) < ($1.carats ?? 0) }),
      let carats = greatest.carats, sum > carats
    else { return nil }
    return Finding(
      code: "volume-over-production", severity: .doubt,
      details: [
        "country": country, "year": "\(declared)", "sum": decimalText(sum, places: 2),
        "production": decimalText(carats, places: 2), "published": "\(year)",
      ], source: greatest.source.text)
  }
}
