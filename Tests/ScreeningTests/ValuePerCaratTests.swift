import Specimens
import Testing

@testable import Screening

struct ValuePerCaratTests {
  // Botswana 2023: 130.82 US$/ct, the only figure; 130.82 / 4.6 = 28.439, 130.82 * 4.6 = 601.772.
  @Test(
    arguments: [
      (28.43, "value-per-carat-low"), (28.45, nil), (130.0, nil), (601.7, nil),
      (601.8, "value-per-carat-high"),
    ] as [(Double, String?)])
  func theRangeIsWideAndADoubtAtMost(value: Double, code: String?) throws {
    var shipment = try Fixtures.orderly()
    shipment.carats = 100
    shipment.valueUSD = 100 * value
    let found = ValuePerCarat(rules: try Fixtures.rules()).findings(shipment)
    #expect(found.codes == (code.map { [$0] } ?? []))
    #expect(found.allSatisfy { $0.severity == .doubt && $0.details["year"] == "2023" })
  }

  @Test func figuresOfTheYearAreUsedAndNoLaterOnes() throws {
    // Ivory Coast 2019: 56.38 and 260; its only figure before is 104.49 of 2014.
    var shipment = try Fixtures.orderly()
    shipment.declared = .origins([Origin("CI/Séguéla")])
    shipment.carats = 1
    shipment.valueUSD = 1_000
    let check = ValuePerCarat(rules: try Fixtures.rules())
    shipment.issued = try Fixtures.day("2019-06-01")
    #expect(check.findings(shipment).isEmpty)
    shipment.issued = try Fixtures.day("2018-06-01")
    #expect(check.findings(shipment).codes == ["value-per-carat-high"])
    shipment.issued = try Fixtures.day("2013-06-01")
    #expect(check.findings(shipment).isEmpty)
  }

  @Test func countriesWithoutFiguresAndMissingFieldsAreLeftAlone() throws {
    let check = ValuePerCarat(rules: try Fixtures.rules())
    let changes: [(inout Shipment) -> Void] = [
      { $0.declared = .origins([Origin("BR")]) }, { $0.declared = .mixed }, { $0.carats = nil },
      { $0.carats = 0 }, { $0.declared = .origins([Origin("BW"), Origin("BR")]) },
      {
        $0.issued = nil
        $0.date = nil
      },
    ]
    for change in changes {
      var shipment = try Fixtures.orderly()
      shipment.valueUSD = 1e9
      change(&shipment)
      #expect(check.findings(shipment).isEmpty)
    }
  }
}
