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
