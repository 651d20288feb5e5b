import Specimens
import Testing

@testable import Screening

struct CertificateNumberTests {
  @Test(
    arguments: [
      ("BW001234", "BW", nil), ("bw-001.234", "BW", nil), ("BW 1", "BW", nil), ("BW1", nil, nil),
      ("EU123456", "EU", nil), ("AO001", "BW", "certificate-number-prefix"),
      ("BW", "BW", "certificate-number-malformed"),
      ("001234", "BW", "certificate-number-malformed"),
      ("B1234", "BW", "certificate-number-malformed"), ("  ", "BW", nil),
      ("É1", "BW", "certificate-number-malformed"),
      ("BW?001", "BW", "certificate-number-malformed"), ("BW 001-A", "BW", nil),
    ] as [(String, String?, String?)])
  func theNumberStartsWithItsIssuer(number: String, issuing: String?, code: String?) throws {
    var shipment = Shipment(parcel: "P")
    shipment.certificate = number
    shipment.issuing = issuing
    let found = CertificateNumber(rules: try Fixtures.rules()).findings(shipment)
    #expect(found.codes == (code.map { [$0] } ?? []))
  }
}
