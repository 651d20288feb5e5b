public import Specimens

/// Codes for rough diamonds need a certificate; codes for worked ones have none.
public struct CodeAndCertificate: ShipmentCheck {
  /// The codes of all findings that it can make.
  public static let codes = [
    "rough-without-certificate", "worked-with-certificate", "code-not-listed",
  ]

  private let rules: ScreeningRules

  /// The check with the list of codes.
  public init(rules: ScreeningRules) { self.rules = rules }

  /// Nothing where no code is stated.
  public func findings(_ shipment: Shipment) -> [Finding] {
    guard let written = shipment.hs, written.contains(where: { !$0.isWhitespace }) else {
      return []
    }
    let hasNumber = CertificateField.hasNumber(shipment)
    guard let code = rules.code(written) else {
      return [
        Finding(
          code: "code-not-listed", severity: .doubt, details: ["hs": written],
          source: rules.codes.first?.source.text ?? "")
      ]
    }
    guard code.isRough != hasNumber else { return [] }
    return [
      Finding(
        code: code.isRough ? "rough-without-certificate" : "worked-with-certificate",
        severity: code.isRough ? .violation : .doubt,
        details: ["hs": code.code, "meaning": code.meaning], source: code.source.text)
    ]
  }
}
