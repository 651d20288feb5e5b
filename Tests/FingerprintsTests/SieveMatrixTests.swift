import Fingerprints
import LinearAlgebra
import Specimens
import Testing

/// Golden values by Benchmarks/peers/golden_sizes.py: scipy's lognormal and adaptive quadrature.
///
/// A grid of 6 % in weight is within 10⁻⁴ of them.
struct SieveMatrixTests {
  private let density = TruncatedLognormal(mu: -2.302585092994046, sigma: 1).shares

  @Test func caratClassesAgreeWithTheLognormalItself() {
    let sieves = SieveMatrix(SieveSet(bounds: [0.02, 0.05, 0.1, 0.3, 1, 3].map(SizeBound.carats)))
    let expected = [
      0.20116286331719768, 0.27042979388928445, 0.3847137214592389, 0.1324373831323239,
      0.010901722499063527, 0.00035451570289157027,
    ]
    for (value, golden) in zip(sieves.classShares(of: density), expected) {
      #expect(abs(value - golden) < 1e-4)
    }
    let weights = [
      0.03523468424542608, 0.07309094953928806, 0.17238597801035374, 0.4793712036204475,
      1.409476429575313,
    ]
    for (value, golden) in zip(sieves.meanWeights(under: density), weights) {
      #expect(abs((value ?? 0) / golden - 1) < 1e-3)
    }
  }

  @Test func sievesAgreeWithQuadrature() {
    let sieves = SieveMatrix(
      SieveSet(
        bounds: [1.18, 1.7, 2.36, 3.35, 4.75].map {
          .aperture(millimetres: $0, mesh: .square)
        }))
    let expected = [
      0.21188294991349027, 0.3795457321586845, 0.30975252094012057, 0.08895535759801754,
      0.009863439389687144,
    ]
    for (value, golden) in zip(sieves.classShares(of: density), expected) {
      #expect(abs(value - golden) < 1e-4)
    }
  }

  @Test func classesOfJoinedBoundsCatchWhatTheFirstHoldsBack() {
    let bounds: [SizeBound] = [
      .aperture(millimetres: 1, mesh: .round), .aperture(millimetres: 2, mesh: .square), .carats(1),
    ]
    let matrix = SieveMatrix(SieveSet(bounds: bounds)).probabilities
    let held = PassingCurve().heldBackShares(by: bounds[0])
    for cell in 0..<CaratGrid.count {
      #expect(abs(matrix.column(cell).reduce(0, +) - held[cell]) < 1e-12)
    }
  }

  @Test func sharesSumToOneAndAnUnseenDistributionIsSpreadEvenly() {
    let sieves = SieveMatrix(SieveSet(bounds: [.carats(10), .carats(20)]))
    var small = [Double](repeating: 0, count: CaratGrid.count)
    small[0] = 1
    #expect(sieves.classShares(of: small) == [0.5, 0.5])
    #expect(abs(sieves.classShares(of: density).reduce(0, +) - 1) < 1e-12)
    #expect(sieves.meanWeights(under: small) == [nil, nil])
  }
}
