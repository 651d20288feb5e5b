import Specimens
import Testing

@testable import Screening

struct RussianGoodsTests {
  private func findings(
    _ day: String, origin: String?, hs: String = "7102.31", issuing: String = "AE",
    stones: [Double]?, importing: String? = "EU"
  ) throws -> [Finding] {
    var shipment = Shipment(parcel: "P")
    shipment.declared = origin.map { .origins([Origin($0)]) } ?? .mixed
    shipment.hs = hs
    shipment.issuing = issuing
    shipment.date = try Fixtures.day(day)
    return RussianGoods(rules: try Fixtures.rules(), importing: importing)
      .findings(shipment, goods: ScreenedGoods(stoneCarats: stones))
  }

  @Test func goodsFromRussiaAreForbiddenFromTheFirstDay() throws {
    #expect(try findings("2023-12-31", origin: "RU", stones: [2]).isEmpty)
    let found = try findings("2024-01-01", origin: "RU/Yakutia", stones: nil)
    #expect(found.codes == ["russian-goods"])
    #expect(found.first?.severity == .violation)
    #expect(try findings("2024-01-01", origin: "AO", issuing: "RU", stones: nil).count == 1)
    #expect(try findings("2024-01-01", origin: "AO", stones: [5]).isEmpty)
  }

  @Test(arguments: [
    ("2024-02-29", 2.0, false), ("2024-03-01", 1.0, true), ("2024-03-01", 0.99, false),
    ("2024-08-31", 0.99, false), ("2024-09-01", 0.99, true), ("2024-09-01", 0.5, true),
    ("2024-09-01", 0.49, false),
  ])
  func sizesCountForWorkedGoodsFromTheirDays(day: String, carats: Double, isFound: Bool) throws {
    let worked = try findings(day, origin: "RU", hs: "7102.39", stones: [carats])
    #expect(worked.codes.contains("russian-goods-size") == isFound)
    let unnamed = try findings(day, origin: nil, hs: "7102.39", stones: [carats])
    #expect(unnamed.codes == (isFound ? ["russian-threshold"] : []))
    #expect(unnamed.allSatisfy { $0.severity == .note })
    let rough = try findings(day, origin: nil, stones: [carats])
    #expect(rough.isEmpty)
  }

  @Test func everyTerritoryHasItsOwnRules() throws {
    let american = try findings("2025-03-01", origin: "RU", stones: [0.5], importing: "US")
    #expect(american.codes == ["russian-goods-size"])
    #expect(try findings("2025-03-01", origin: "RU", stones: [0.49], importing: "US").isEmpty)
    #expect(try findings("2025-03-01", origin: "RU", stones: [0.5], importing: "IN").isEmpty)
    let nowhere = try findings("2025-03-01", origin: "RU", stones: [0.5], importing: nil)
    #expect(nowhere.codes == ["russian-goods", "russian-goods-size"])
    #expect(nowhere.allSatisfy { $0.severity == .doubt })
  }

  @Test func postponedRulesAreNotApplied() throws {
    let rules = try Fixtures.rules().russianGoods
    #expect(rules.contains { !$0.isApplied })
    let found = try findings("2026-02-01", origin: "RU", hs: "7102.39", stones: [0.6])
    #expect(found.codes == ["russian-goods", "russian-goods-size"])
  }
}
