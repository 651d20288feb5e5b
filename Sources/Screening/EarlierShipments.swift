public import Specimens

/// What is known from earlier manifests: whose certificates were presented, and how much was declared.
///
/// ```swift
/// var earlier = EarlierShipments()
/// earlier.certificates = [.init(shipment: shipment, day: day)]
/// earlier.volumes = [.init(country: "GH", year: 2026, carats: 60)]
/// ScreeningChecks(rules: rules, before: earlier)
/// ```
///
/// Whoever fills it leaves out what the manifest itself holds, which would count twice.
public struct EarlierShipments: Sendable, Equatable {
  /// A shipment of another manifest.
  public struct Presented: Sendable, Equatable {
    /// Its papers; the checks look at parcel, certificate, issuer, dates and parties.
    public let shipment: Shipment
    /// The day on which it was screened.
    public let day: CalendarDay

    /// A shipment with the day of its screening.
    public init(shipment: Shipment, day: CalendarDay) {
      self.shipment = shipment
      self.day = day
    }
  }

  /// Shipments with a certificate, first to last.
  public var certificates: [Presented]
  /// The carats that were declared of a country in a year; those of one country and year add up.
  public var volumes: [DeclaredVolume]

  /// What is known; nothing without arguments.
  public init(certificates: [Presented] = [], volumes: [DeclaredVolume] = []) {
    self.certificates = certificates
    self.volumes = volumes
  }
}

/// Carats that are declared of a country in a year.
public struct DeclaredVolume: Sendable, Hashable {
  /// ISO 3166-1 alpha-2.
  public let country: String
  /// The calendar year.
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
