/// Carats that are declared of a country in a year.
public struct DeclaredVolume: Sendable, Hashable {
  /// ISO 3166-1 alpha-2.
  public let country: String
  /// The year of issue, or of presentation where no day of issue is stated.
  public let year: Int
  /// The weight in carats.
  public let carats: Double

  /// Carats of a country and year.
  public init(country: String, year: Int, carats: Double) {
    self.country = country
    self.year = year
    self.carats = carats
  }
}

extension Shipment {
  /// The carats by declared country, for the year of issue, or of presentation where no day of issue is
  /// stated.
  ///
  /// Several countries divide them by their shares; without shares, a year or a weight nothing is declared.
  ///
  /// ```swift
  /// shipment.declaredVolumes   // GH 2026 60.0, with one country of origin
  /// ```
  public var declaredVolumes: [DeclaredVolume] {
    guard
      let carats, let year = (issued ?? date)?.year, case .origins(let origins) = declared
    else { return [] }
    let countries = declaredCountries
    if countries.count == 1, origins.allSatisfy({ $0.country != nil }) {
      return [DeclaredVolume(country: countries[0], year: year, carats: carats)]
    }
    guard let shares, shares.count == origins.count else { return [] }
    var byCountry: [String: Double] = [:]
    for (origin, share) in zip(origins, shares) {
      if let country = origin.country { byCountry[country, default: 0] += share * carats }
    }
    return countries.map {
      DeclaredVolume(country: $0, year: year, carats: byCountry[$0] ?? 0)
    }
  }
}
