public import Specimens

/// A certificate states every field that it must have.
///
/// Papers are looked at where there is a certificate, and where the code of the Harmonized System does
/// not settle whether one is needed; ``CodeAndCertificate`` says when it does and there is none. Fields that
/// a manifest does not hold (the statement, the validation, the number of parcels) are not looked at.
public struct CertificateFieldsPresent: ShipmentCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["certificate-field-missing"]

  private let rules: ScreeningRules

  /// The check with the list of fields.
  public init(rules: ScreeningRules) { self.rules = rules }

  /// One violation for each field that is not there.
  public func findings(_ shipment: Shipment) -> [Finding] {
    let hasNumber = CertificateField.hasNumber(shipment)
    guard hasNumber || shipment.hs.flatMap(rules.code) == nil else { return [] }
    return rules.certificateFields.compactMap { field in
      guard !field.isPresent(in: shipment) else { return nil }
      return Finding(
        code: "certificate-field-missing", severity: .violation, details: ["field": field.field],
        source: field.source.text)
    }
  }
}

extension CertificateField {
  /// Whether a shipment has the number of a certificate.
  static func hasNumber(_ shipment: Shipment) -> Bool {
    shipment.certificate.map { !CertificateNumber.normalised($0).isEmpty } ?? false
  }
}

extension ScreeningRules {
  /// The source of the field of a certificate, or of the first field where it is not listed.
  func source(of key: CertificateField.Key) -> String {
    (certificateFields.first { $0.key == key } ?? certificateFields.first)?.source.text ?? ""
  }
}
