import Specimens
import Testing

@testable import Screening

struct CaratSumTests {
  @Test(arguments: [
    ([1.0, 2.0], 3.027, true), ([1.0, 2.0], 3.028, false), ([1.0, 2.0], 2.973, true),
    ([1.0, 2.0], 2.972, false), ([1.001, 2.0], 3.012, true), ([1.001, 2.0], 3.013, false),
  ])
  func theSumMayDifferByRounding(stones: [Double], carats: Double, isRight: Bool) throws {
    var shipment = Shipment(parcel: "P")
    shipment.carats = carats
    let found = CaratSum(rules: try Fixtures.rules())
      .findings(shipment, goods: ScreenedGoods(stoneCarats: stones))
    #expect(found.isEmpty == isRight)
  }

  @Test(arguments: [(3.027, true), (3.028, false)])
  func classesAreWeighedWhereStonesAreNot(carats: Double, isRight: Bool) throws {
    var shipment = Shipment(parcel: "P")
    shipment.carats = carats
    let sieves = SieveSet(bounds: [.carats(0.1), .carats(0.5), .carats(1)])
    func goods(_ last: ClassContent) -> ScreenedGoods {
      let contents = [ClassContent(stones: 9, carats: 2), last, ClassContent(stones: 0)]
      return ScreenedGoods(parcels: [
        Parcel(identifier: "P", content: .classes(sieves, contents))
      ])
    }
    let check = CaratSum(rules: try Fixtures.rules())
    let found = check.findings(shipment, goods: goods(ClassContent(stones: 1, carats: 1)))
    #expect(found.isEmpty == isRight)
    #expect(check.findings(shipment, goods: goods(ClassContent(stones: 1))).isEmpty)
  }

  @Test func nothingIsSaidWithoutCaratsOrStones() throws {
    let check = CaratSum(rules: try Fixtures.rules())
    var shipment = Shipment(parcel: "P")
    #expect(check.findings(shipment, goods: ScreenedGoods(stoneCarats: [1])).isEmpty)
    shipment.carats = 3
    #expect(check.findings(shipment, goods: ScreenedGoods()).isEmpty)
    #expect(check.findings(shipment, goods: ScreenedGoods(stoneCarats: [])).isEmpty)
  }
}
