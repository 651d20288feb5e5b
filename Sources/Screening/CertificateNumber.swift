public import Specimens

/// The number of a certificate starts with the ISO code of its issuer and has digits after it.
///
/// Spaces, points, hyphens, slashes and small letters are read over: `ao-001.234` is `AO001234`. Nothing else stands
/// there but letters and digits.
public struct CertificateNumber: ShipmentCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["certificate-number-malformed", "certificate-number-prefix"]

  private let source: String

  /// The check with the source of the field.
  public init(rules: ScreeningRules) { source = rules.source(of: .certificate) }

  /// Nothing where there is no number; no prefix is compared where no issuer is stated.
  public func findings(_ shipment: Shipment) -> [Finding] {
    guard let written = shipment.certificate else { return [] }
    let number = CertificateNumber.normalised(written)
    guard !number.isEmpty else { return [] }
    let prefix = String(number.prefix(2))
    let isFormed =
      prefix.utf8.count == 2 && prefix.utf8.allSatisfy { (65...90).contains($0) }
      && number.dropFirst(2).utf8.contains { (48...57).contains($0) }
      && number.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    guard isFormed else {
      return [
        Finding(
          code: "certificate-number-malformed", severity: .violation,
          details: ["certificate": written], source: source)
      ]
    }
    guard let issuing = shipment.issuing, !issuing.isEmpty, prefix != issuing else { return [] }
    return [
      Finding(
        code: "certificate-number-prefix", severity: .violation,
        details: ["certificate": written, "prefix": prefix, "issuing": issuing], source: source)
    ]
  }

  /// The number in capitals, without what only separates.
  ///
  /// ```swift
  /// CertificateNumber.normalised("ao-001.234")   // "AO001234"
  /// ```
  public static func normalised(_ text: String) -> String {
    text.uppercased().filter { !$0.isWhitespace && !".-/_".contains($0) }
  }
}
