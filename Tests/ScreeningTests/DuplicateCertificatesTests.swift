import Specimens
import Testing

@testable import Screening

struct DuplicateCertificatesTests {
  @Test func rowsThatAgreeAreSharedAndRowsThatDifferAreDuplicates() throws {
    let check = DuplicateCertificates(rules: try Fixtures.rules())
    var other = try Fixtures.orderly("P2", number: "bw-001234")
    let third = try Fixtures.orderly("P3", number: "BW 001235")
    var found = check.findings([try Fixtures.orderly(), other, third])
    #expect(found.map(\.codes) == [["certificate-shared"], ["certificate-shared"], []])
    #expect(found[0].first?.severity == .note)
    #expect(found[0].first?.details["parcels"] == "P2")
    other.date = try Fixtures.day("2026-02-02")
    found = check.findings([try Fixtures.orderly(), other, third])
    #expect(found.map(\.codes) == [["certificate-duplicate"], ["certificate-duplicate"], []])
    #expect(found[1].first?.severity == .violation)
    other.date = nil
    found = check.findings([try Fixtures.orderly(), other, third])
    #expect(found[0].codes == ["certificate-shared"])
  }

  @Test func shipmentsWithoutANumberShareNone() throws {
    let check = DuplicateCertificates(rules: try Fixtures.rules())
    let found = check.findings([Shipment(parcel: "A"), Shipment(parcel: "B")])
    #expect(found == [[], []])
  }
}
