import Fingerprints
import Specimens
import Testing

/// Golden values by Benchmarks/peers/golden_sizes.py.
struct PassingCurveTests {
  private let curve = PassingCurve()

  @Test func agreesWithScipy() {
    let square = curve.heldBack(carats: 0.07, by: .aperture(millimetres: 2, mesh: .square))
    let round = curve.heldBack(carats: 0.25, by: .aperture(millimetres: 3, mesh: .round))
    #expect(abs(square - 0.18667676020168533) < 1e-12)
    #expect(abs(round - 0.81373204124599) < 1e-12)
    let cells = curve.heldBackShares(by: .aperture(millimetres: 2, mesh: .square))
    #expect(abs(cells[76] - 0.5570790084580677) < 2e-5)
  }

  @Test func aStoneOfTheHalfWeightIsHeldBackHalfOfTheTime() {
    for bound in [
      SizeBound.aperture(millimetres: 2, mesh: .square), .aperture(millimetres: 5, mesh: .round),
    ] {
      #expect(abs(curve.heldBack(carats: curve.halfWeight(of: bound), by: bound) - 0.5) < 1e-15)
    }
  }

  @Test func aSharpBoundSplitsItsCellInLogWeight() {
    let middle = CaratGrid.weights[100]
    let shares = curve.heldBackShares(by: .carats(middle))
    #expect(shares[99] == 0 && abs(shares[100] - 0.5) < 1e-12 && shares[101] == 1)
    #expect(curve.heldBack(carats: middle * 0.999, by: .carats(middle)) == 0)
    #expect(curve.heldBack(carats: middle, by: .carats(middle)) == 1)
  }

  @Test func noBoundHoldsEverythingBack() {
    #expect(curve.heldBackShares(by: .carats(0)).allSatisfy { $0 == 1 })
  }

  @Test(arguments: [Mesh.round, .square])
  func heavierStonesAreHeldBackMoreOften(mesh: Mesh) {
    let shares = curve.heldBackShares(by: .aperture(millimetres: 3, mesh: mesh))
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 })
    #expect((shares.first ?? 1) < 1e-9 && (shares.last ?? 0) > 1 - 1e-9)
  }
}
