import Specimens
import Testing

@testable import Screening

struct ScreeningChecksTests {
  @Test func aShipmentWithEveryFieldInOrderYieldsNoFinding() throws {
    for importing in ["EU", "US", nil] {
      let checks = ScreeningChecks(rules: try Fixtures.rules(), importing: importing)
      let manifest = [try Fixtures.orderly("A"), try Fixtures.orderly("B", number: "BW 001235")]
      let other = ScreenedGoods(stoneCarats: [9, 3, 0.34])
      #expect(checks.findings(manifest, goods: [Fixtures.goods, other]) == [[], []])
    }
  }

  @Test func missingInformationYieldsNoViolationButForFieldsOfACertificate() throws {
    let checks = ScreeningChecks(rules: try Fixtures.rules(), importing: "EU")
    let removals: [(inout Shipment) -> Void] = [
      { $0.certificate = nil }, { $0.issuing = nil }, { $0.declared = .origins([]) },
      { $0.hs = nil }, { $0.carats = nil }, { $0.valueUSD = nil }, { $0.stones = nil },
      { $0.issued = nil }, { $0.expires = nil }, { $0.date = nil }, { $0.importer = nil },
      { $0.exporter = nil },
    ]
    let ofFields: Set<String> = ["certificate-field-missing", "rough-without-certificate"]
    // Every pair of fields is missing once, with and without goods.
    for first in removals {
      for second in removals {
        for goods in [Fixtures.goods, ScreenedGoods()] {
          var shipment = try Fixtures.orderly()
          first(&shipment)
          second(&shipment)
          let found = checks.findings([shipment], goods: [goods])[0]
          let violations = found.filter { $0.severity == .violation }
          #expect(Set(violations.codes).isSubset(of: ofFields), "\(violations.codes)")
        }
      }
    }
    let nothing = checks.findings([Shipment(parcel: "P")], goods: [ScreenedGoods()])[0]
    #expect(Set(nothing.codes) == ["certificate-field-missing"])
  }

  @Test func theHeaviestFindingsComeFirst() throws {
    var shipment = try Fixtures.orderly()
    shipment.valueUSD = 1
    shipment.carats = 100
    let checks = ScreeningChecks(rules: try Fixtures.rules())
    let found = checks.findings([shipment], goods: [Fixtures.goods])[0]
    #expect(found.codes == ["carats-differ", "value-per-carat-low"])
  }

  @Test func theOrderOfTheManifestDoesNotMatter() throws {
    var other = try Fixtures.orderly("B")
    other.date = try Fixtures.day("2026-02-02")
    let manifest = [try Fixtures.orderly("A"), other, try Fixtures.orderly("C", number: "BW 3")]
    let goods = [Fixtures.goods, Fixtures.goods, ScreenedGoods()]
    let checks = ScreeningChecks(rules: try Fixtures.rules())
    let forward = checks.findings(manifest, goods: goods)
    let backward = checks.findings(manifest.reversed(), goods: goods.reversed())
    #expect(forward == backward.reversed())
  }

  @Test func whatIsKnownFromBeforeReachesItsChecks() throws {
    var earlier = try Fixtures.orderly("Z")
    earlier.exporter = "Another"
    let before = EarlierShipments(
      certificates: [.init(shipment: earlier, day: try Fixtures.day("2026-01-20"))],
      volumes: [.init(country: "BW", year: 2026, carats: 25_095_000)])
    let manifest = [try Fixtures.orderly()]
    let checks = ScreeningChecks(rules: try Fixtures.rules(), before: before)
    #expect(
      checks.findings(manifest, goods: [Fixtures.goods])[0].codes
        == ["certificate-duplicate", "volume-over-production"])
    let without = ScreeningChecks(rules: try Fixtures.rules())
    #expect(without.findings(manifest, goods: [Fixtures.goods]) == [[]])
  }
}
