import Specimens
import Testing

@testable import Screening

struct YearlyVolumeTests {
  // Botswana 2023, the last year with a figure: 25,095,000 ct.
  private func shipments(_ carats: [Double]) throws -> [Shipment] {
    try carats.map {
      var shipment = try Fixtures.orderly()
      shipment.carats = $0
      return shipment
    }
  }

  @Test(arguments: [
    ([25_095_000.0], 0), ([25_095_001], 1), ([20e6, 5_095_000], 0), ([20e6, 6e6], 2),
  ])
  func theSumOfTheManifestIsCompared(carats: [Double], doubts: Int) throws {
    let found = YearlyVolume(rules: try Fixtures.rules()).findings(try shipments(carats))
    #expect(found.joined().count == doubts)
    #expect(found.joined().allSatisfy { $0.severity == .doubt })
  }

  @Test func earlierManifestsCountInTheLastYearOnly() throws {
    let check = YearlyVolume(rules: try Fixtures.rules(), earlier: ["BW": 25_000_000])
    #expect(check.findings(try shipments([95_000])).joined().isEmpty)
    #expect(check.findings(try shipments([95_001])).joined().count == 1)
    var older = try shipments([95_001])
    older[0].issued = try Fixtures.day("2025-01-10")
    var newest = try shipments([1])
    newest[0].declared = .origins([Origin("NA")])
    #expect(check.findings(older + newest).joined().isEmpty)
  }

  @Test func sharesDivideTheCaratsAndWithoutThemNothingIsSaid() throws {
    let check = YearlyVolume(rules: try Fixtures.rules())
    var shipment = try shipments([50_000_000])
    shipment[0].declared = .origins([Origin("BW"), Origin("RU")])
    #expect(check.findings(shipment).joined().isEmpty)
    shipment[0].shares = [0.6, 0.4]
    #expect(check.findings(shipment).joined().map { $0.details["country"] } == ["BW"])
    shipment[0].shares = [0.5, 0.5]
    #expect(check.findings(shipment).joined().isEmpty)
  }

  private static let known: [([DeclaredVolume], Double, Int)] = [
    ([.init(country: "BW", year: 2026, carats: 25_000_000)], 95_000, 0),
    ([.init(country: "BW", year: 2026, carats: 25_000_000)], 95_001, 1),
    (
      [
        .init(country: "BW", year: 2026, carats: 15_000_000),
        .init(country: "BW", year: 2026, carats: 10_000_000),
      ], 95_001, 1
    ),
    (
      [
        .init(country: "BW", year: 2025, carats: 25_000_000),
        .init(country: "NA", year: 2026, carats: 25_000_000),
      ], 95_001, 0
    ),
  ]

  @Test(arguments: known)
  func whatARegisterKnowsOfTheSameCountryAndYearIsAdded(
    before: [DeclaredVolume], carats: Double, doubts: Int
  ) throws {
    let check = YearlyVolume(rules: try Fixtures.rules(), before: before)
    let found = check.findings(try shipments([carats])).joined()
    #expect(found.count == doubts)
    #expect(found.allSatisfy { $0.details["sum"] == "25095001" }, "\(found)")
  }

  @Test func theYearIsThatOfIssueOrOfPresentation() throws {
    var shipment = try Fixtures.orderly()
    shipment.date = try Fixtures.day("2027-01-02")
    #expect(shipment.declaredVolumes == [.init(country: "BW", year: 2026, carats: 12.34)])
    shipment.issued = nil
    #expect(shipment.declaredVolumes == [.init(country: "BW", year: 2027, carats: 12.34)])
    shipment.date = nil
    #expect(shipment.declaredVolumes == [])
  }
}
