import Specimens
import Testing

@testable import Screening

struct MixedOriginDeclarationTests {
  @Test(
    arguments: [
      ("2025-02-28", "EU", 0.6, nil), ("2025-03-01", "EU", 0.6, Finding.Severity.violation),
      ("2025-03-01", "EU", 0.5, .violation), ("2025-03-01", "EU", 0.49, nil),
      ("2025-03-01", nil, 0.6, .doubt), ("2025-03-01", "IN", 0.6, nil),
    ] as [(String, String?, Double, Finding.Severity?)])
  func theRuleOfTheDayAndThePlaceCounts(
    day: String, importing: String?, carats: Double, severity: Finding.Severity?
  ) throws {
    var shipment = Shipment(parcel: "P")
    shipment.declared = .mixed
    shipment.date = try Fixtures.day(day)
    let found = MixedOriginDeclaration(rules: try Fixtures.rules(), importing: importing)
      .findings(shipment, goods: ScreenedGoods(stoneCarats: [carats]))
    #expect(found.map(\.severity) == (severity.map { [$0] } ?? []))
  }

  @Test func namedCountriesAreInOrder() throws {
    var shipment = try Fixtures.orderly()
    let check = MixedOriginDeclaration(rules: try Fixtures.rules(), importing: "EU")
    shipment.declared = .origins([Origin("BW"), Origin("NA")])
    #expect(check.findings(shipment, goods: Fixtures.goods).isEmpty)
    shipment.declared = .mixed
    #expect(check.findings(shipment, goods: ScreenedGoods()).codes == ["mixed-origin-unnamed"])
    shipment.date = nil
    shipment.issued = nil
    #expect(check.findings(shipment, goods: ScreenedGoods()).isEmpty)
  }
}
