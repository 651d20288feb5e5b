import Specimens
import Testing

@testable import Fingerprints

struct ParcelConcentrationTests {
  private let density = TruncatedLognormal(mu: -2, sigma: 1).shares
  private let sieves = SieveMatrix(
    SieveSet(bounds: [0.01, 0.05, 0.1, 0.2, 0.4, 1].map(SizeBound.carats)))

  private func parcels(_ count: Int, concentration: Double) -> [ClassCounts] {
    var generator = CounterGenerator(seed: 2, stream: "\(concentration)")
    let shares = sieves.classShares(of: density)
    return (0..<count).map { _ in
      let own = generator.dirichlet(shares.map { $0 * concentration })
      return ClassCounts(generator.multinomial(2000, shares: own), sieves: sieves)
    }
  }

  /// Benchmarks/peers/golden_sizes.py.
  @Test func theDirichletMultinomialAgreesWithScipy() {
    let found = logDirichletMultinomial([3, 0, 7, 12], alphas: [0.5, 2, 4, 1.5])
    #expect(abs(found + 27.409757448952803) < 1e-10)
  }

  @Test(arguments: [30, 300])
  func findsHowMuchParcelsDiffer(concentration: Double) throws {
    let found = try #require(
      ParcelConcentration.estimates(
        for: [parcels(40, concentration: concentration)], densities: [density]))
    #expect(found[0].centre / concentration > 0.7 && found[0].centre / concentration < 1.4)
    #expect(abs(found[0].posterior.reduce(0, +) - 1) < 1e-12)
  }

  @Test func anOriginWithOneParcelGetsWhatTheOthersHaveInCommon() throws {
    let many = parcels(20, concentration: 30)
    let found = try #require(
      ParcelConcentration.estimates(
        for: [many, [many[0]]], densities: [density, density]))
    #expect(found[1].centre < 1000)
    #expect(ParcelConcentration.estimates(for: [[many[0]]], densities: [density]) == nil)
  }

  @Test func drawsFollowThePosterior() {
    var posterior = [Double](repeating: 0, count: ParcelConcentration.grid.count)
    posterior[4] = 0.25
    posterior[9] = 0.75
    var generator = CounterGenerator(seed: 1, stream: "draws")
    let drawn = ParcelConcentration(posterior: posterior).draws(4000, using: &generator)
    let share = Double(drawn.count { $0 == ParcelConcentration.grid[9] }) / 4000
    #expect(abs(share - 0.75) < 0.03)
    #expect(Set(drawn).count == 2)
  }
}
