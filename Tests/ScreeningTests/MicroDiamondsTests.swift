import Specimens
import Testing

@testable import Screening

struct MicroDiamondsTests {
  @Test func theWeightOfAMicroDiamondFollowsFromItsMesh() throws {
    // 0.010 * 0.125 * exp(-0.3), by hand: 0.00125 * 0.740818.
    let check = MicroDiamonds(rules: try Fixtures.rules())
    #expect(abs(check.carats - 0.000926) < 1e-6)
  }

  @Test(arguments: [
    ([0.0009, 0.0009, 1, 1], "7102.31", true), ([0.0009, 1, 1, 1], "7102.31", false),
    ([0.0009, 0.0009, 1, 1], "7102.21", false), ([0.00093, 0.00093], "7102.31", false),
  ])
  func halfOfTheStonesAreMicroDiamonds(stones: [Double], hs: String, isFound: Bool) throws {
    var shipment = Shipment(parcel: "P")
    shipment.hs = hs
    let found = MicroDiamonds(rules: try Fixtures.rules())
      .findings(shipment, goods: ScreenedGoods(stoneCarats: stones))
    #expect(found.codes == (isFound ? ["micro-diamonds-as-gems"] : []))
  }

  @Test(arguments: [(0.5, Mesh.square, true), (0.6, .square, false), (0.5, .round, false)])
  func classesCountBelowTheSquareMesh(bound: Double, mesh: Mesh, isFound: Bool) throws {
    var shipment = Shipment(parcel: "P")
    shipment.hs = "7102.31"
    let bounds: [SizeBound] = [
      .aperture(millimetres: 0.3, mesh: mesh), .aperture(millimetres: bound, mesh: mesh),
    ]
    let found = MicroDiamonds(rules: try Fixtures.rules())
      .findings(shipment, goods: Fixtures.classes(bounds, [60, 40]))
    #expect(found.isEmpty != isFound)
  }

  @Test(arguments: [([1.0, 0.0001], false), ([1.0, 1.0, 0.0001], true)])
  func goodsDescribedAsMicroDiamondsAreMostlyThose(stones: [Double], isFound: Bool) throws {
    var shipment = Shipment(parcel: "P")
    shipment.others = [Shipment.Field(name: "Description", value: "Micro-diamonds, bort")]
    let found = MicroDiamonds(rules: try Fixtures.rules())
      .findings(shipment, goods: ScreenedGoods(stoneCarats: stones))
    #expect(found.codes == (isFound ? ["no-micro-diamonds"] : []))
  }
}
