import Specimens
import Testing

@testable import Screening

struct CertificateDatesTests {
  @Test(
    arguments: [
      ("2026-01-10", "2026-01-10", "2026-01-10", []),
      ("2026-01-10", "2026-01-09", nil, ["certificate-dates-reversed"]),
      ("2026-01-10", "2026-03-10", "2026-01-09", ["certificate-not-yet-issued"]),
      ("2026-01-10", "2026-03-10", "2026-03-10", []),
      ("2026-01-10", "2026-03-10", "2026-03-11", ["certificate-expired"]),
      (nil, "2026-03-10", nil, []), (nil, nil, "2026-03-10", []),
    ] as [(String?, String?, String?, [String])])
  func daysAreComparedIncludingBothEnds(
    issued: String?, expires: String?, date: String?, codes: [String]
  ) throws {
    var shipment = Shipment(parcel: "P")
    shipment.issued = try issued.map(Fixtures.day)
    shipment.expires = try expires.map(Fixtures.day)
    shipment.date = try date.map(Fixtures.day)
    let found = CertificateDates(rules: try Fixtures.rules()).findings(shipment)
    #expect(found.codes == codes)
    #expect(found.allSatisfy { $0.severity == .violation })
  }
}
