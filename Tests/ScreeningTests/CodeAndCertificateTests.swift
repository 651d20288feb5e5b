import Specimens
import Testing

@testable import Screening

struct CodeAndCertificateTests {
  @Test(
    arguments: [
      ("7102.10", "BW1", nil), ("7102.21", "BW1", nil), ("7102.31", "BW1", nil),
      ("7102.10", nil, "rough-without-certificate"), ("7102.21", nil, "rough-without-certificate"),
      ("71023100", " ", "rough-without-certificate"), ("7102.39", nil, nil),
      ("7102.39", "BW1", "worked-with-certificate"), ("7102.29", "BW1", "code-not-listed"),
      ("diamonds", nil, "code-not-listed"), (nil, nil, nil), (nil, "BW1", nil),
    ] as [(String?, String?, String?)])
  func roughCodesNeedACertificate(hs: String?, certificate: String?, code: String?) throws {
    var shipment = Shipment(parcel: "P")
    shipment.hs = hs
    shipment.certificate = certificate
    let found = CodeAndCertificate(rules: try Fixtures.rules()).findings(shipment)
    #expect(found.codes == (code.map { [$0] } ?? []))
  }
}
