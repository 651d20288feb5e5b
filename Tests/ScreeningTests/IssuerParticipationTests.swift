import Specimens
import Testing

@testable import Screening

struct IssuerParticipationTests {
  @Test(
    arguments: [
      ("UZ", "2024-11-14", "issuer-not-participant"), ("UZ", "2024-11-15", nil),
      ("QA", "2021-11-11", "issuer-not-participant"), ("QA", "2021-11-12", nil),
      ("CF", "2013-05-22", nil), ("CF", "2013-05-23", "issuer-not-participant"),
      ("CF", "2015-06-30", "issuer-not-participant"), ("CF", "2015-07-01", nil),
      ("AO", "2003-01-01", nil), ("AO", "2026-01-01", nil), ("AO", nil, nil),
      ("FR", "2026-01-01", "issuer-not-listed"), ("FR", nil, "issuer-not-listed"),
      (nil, "2026-01-01", nil),
    ] as [(String?, String?, String?)])
  func theIssuerTakesPartOnTheDayOfIssue(issuing: String?, day: String?, code: String?) throws {
    var shipment = Shipment(parcel: "P")
    shipment.issuing = issuing
    shipment.issued = try day.map(Fixtures.day)
    let found = IssuerParticipation(rules: try Fixtures.rules()).findings(shipment)
    #expect(found.codes == (code.map { [$0] } ?? []))
    #expect(found.allSatisfy { ($0.severity == .doubt) == ($0.code == "issuer-not-listed") })
  }
}
