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

  @Test func aNumberThatWasScreenedBeforeIsNamedWithParcelAndDay() throws {
    let day = try Fixtures.day("2026-02-03")
    let now = [try Fixtures.orderly("P1"), try Fixtures.orderly("P2", number: "BW 001235")]
    func found(_ earlier: Shipment) throws -> [[Finding]] {
      DuplicateCertificates(
        rules: try Fixtures.rules(), before: [.init(shipment: earlier, day: day)]
      ).findings(now)
    }
    var earlier = try Fixtures.orderly("P9", number: "bw-001234")
    #expect(try found(earlier).map(\.codes) == [["certificate-shared"], []])
    #expect(try found(earlier)[0].first?.details["parcels"] == "P9 (2026-02-03)")
    earlier.date = try Fixtures.day("2026-01-31")
    #expect(try found(earlier).map(\.codes) == [["certificate-duplicate"], []])
    #expect(try found(earlier)[0].first?.severity == .violation)
    earlier.certificate = "BW 001236"
    #expect(try found(earlier) == [[], []])
    earlier.certificate = nil
    #expect(try found(earlier) == [[], []])
  }

  @Test func rowsOfTheManifestAndEarlierOnesAreNamedTogether() throws {
    let day = try Fixtures.day("2026-02-03")
    let now = [try Fixtures.orderly("P1"), try Fixtures.orderly("P2")]
    var earlier = try Fixtures.orderly("P9")
    func parcels(_ before: [Shipment]) throws -> [String?] {
      DuplicateCertificates(
        rules: try Fixtures.rules(), before: before.map { .init(shipment: $0, day: day) }
      ).findings(now).map { $0.first?.details["parcels"] }
    }
    #expect(try parcels([earlier]) == ["P2, P9 (2026-02-03)", "P1, P9 (2026-02-03)"])
    // Only those that differ are named where any does.
    earlier.importer = "Another"
    #expect(try parcels([earlier]) == ["P9 (2026-02-03)", "P9 (2026-02-03)"])
  }
}
