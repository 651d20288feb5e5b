public import Specimens

/// A certificate is issued no later than it ends, and valid on the day of presentation, both ends included.
public struct CertificateDates: ShipmentCheck {
  /// The codes of all findings that it can make.
  public static let codes = [
    "certificate-dates-reversed", "certificate-not-yet-issued", "certificate-expired",
  ]

  private let issuance: String
  private let expiry: String

  /// The check with the sources of both dates.
  public init(rules: ScreeningRules) {
    issuance = rules.source(of: .issued)
    expiry = rules.source(of: .expires)
  }

  /// Nothing about days that the papers do not state.
  public func findings(_ shipment: Shipment) -> [Finding] {
    var findings: [Finding] = []
    if let issued = shipment.issued, let expires = shipment.expires, expires < issued {
      findings.append(
        Finding(
          code: "certificate-dates-reversed", severity: .violation,
          details: ["issued": issued.description, "expires": expires.description], source: expiry))
    }
    if let issued = shipment.issued, let date = shipment.date, date < issued {
      findings.append(
        Finding(
          code: "certificate-not-yet-issued", severity: .violation,
          details: ["issued": issued.description, "date": date.description], source: issuance))
    }
    if let expires = shipment.expires, let date = shipment.date, expires < date {
      findings.append(
        Finding(
          code: "certificate-expired", severity: .violation,
          details: ["expires": expires.description, "date": date.description], source: expiry))
    }
    return findings
  }
}
