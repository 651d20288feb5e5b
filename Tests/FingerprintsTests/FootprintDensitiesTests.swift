import LinearAlgebra
import Specimens
import Testing

@testable import Fingerprints

struct FootprintDensitiesTests {
  private func sample(mu: Double, stones: Int, seed: UInt64) -> ClassCounts {
    var generator = CounterGenerator(seed: seed, stream: "sample")
    let shares = TruncatedLognormal(mu: mu, sigma: 0.8).shares
    return ClassCounts(
      generator.multinomial(stones, shares: shares), sieves: SieveMatrix(cells: cells))
  }
  private let cells = (0..<CaratGrid.count).map { $0..<$0 + 1 }

  /// The mean log10 carat of a distribution.
  private func centre(_ shares: [Double]) -> Double {
    shares.enumerated().reduce(0) { $0 + $1.element * Double($1.offset) } * CaratGrid.step - 3
  }

  @Test func distributionsFollowTheirOwnStonesAndDrawsScatterAboutThem() throws {
    let fitted = try FootprintDensities(
      of: [
        [sample(mu: -2, stones: 3000, seed: 1)], [sample(mu: -1, stones: 100, seed: 2)],
      ], areStones: true, workers: Workers(2))
    #expect(abs(centre(fitted.fits[0].shares) + 2 / 2.302585) < 0.03)
    #expect(abs(centre(fitted.fits[1].shares) + 1 / 2.302585) < 0.12)
    #expect(fitted.concentrations == nil)
    #expect(abs(fitted.pooled.reduce(0, +) - 1) < 1e-12)
    let spreads = fitted.fits.map { fit in
      var generator = CounterGenerator(seed: 1, stream: "spread")
      let draws = fit.draws(200, using: &generator)
      let centres = (0..<200).map { centre(Array(draws.row($0))) }
      let mean = centres.reduce(0, +) / 200
      return (centres.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200).squareRoot()
    }
    // The standard error of a mean is 0.35/√n in log10: 0.006 for 3,000 stones, 0.035 for 100.
    #expect(spreads[0] > 0.003 && spreads[0] < 0.01)
    #expect(spreads[1] > 0.018 && spreads[1] < 0.06)
  }
}
