public import Specimens

/// Who issues a certificate takes part in the Kimberley Process on the day of issue.
///
/// An issuer that no row names is a doubt, because the list is not complete. One that rows name, but not
/// for the day, is a violation. Rows without days say nothing about days.
public struct IssuerParticipation: ShipmentCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["issuer-not-listed", "issuer-not-participant"]

  private let rules: ScreeningRules

  /// The check with the list of participants.
  public init(rules: ScreeningRules) { self.rules = rules }

  /// Nothing where no issuer is stated.
  public func findings(_ shipment: Shipment) -> [Finding] {
    guard let issuing = shipment.issuing, !issuing.isEmpty else { return [] }
    let stretches = rules.participants.filter { $0.country == issuing }
    guard let last = stretches.last else {
      return [
        Finding(
          code: "issuer-not-listed", severity: .doubt, details: ["issuing": issuing],
          source: rules.source(of: .issuing))
      ]
    }
    guard let issued = shipment.issued, !stretches.contains(where: { $0.mayHold(issued) }) else {
      return []
    }
    // The stretch that ended last before the day says why; without one, the first that began after it.
    let reason = stretches.last { $0.left.map { $0 <= issued } ?? false } ?? last
    return [
      Finding(
        code: "issuer-not-participant", severity: .violation,
        details: ["issuing": issuing, "name": reason.name, "issued": issued.description],
        source: reason.source.text)
    ]
  }
}
