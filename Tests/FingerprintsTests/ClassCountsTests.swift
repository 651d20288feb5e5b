import Fingerprints
import Specimens
import Testing

struct ClassCountsTests {
  private let density = TruncatedLognormal(mu: -1, sigma: 1).shares
  private let sieves = SieveMatrix(SieveSet(bounds: [0.1, 1, 10].map(SizeBound.carats)))

  @Test func anExpectationHasTheSamplesSharesInItsOwnClasses() {
    let counts = ClassCounts([10, 70, 20], sieves: sieves)
    let moved = counts.expectation(from: density)
    let shares = sieves.classShares(of: moved)
    #expect(zip(shares, [0.1, 0.7, 0.2]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(moved.reduce(0, +) - 1) < 1e-12)
  }

  @Test func aSampleLikeTheDistributionLeavesItAlone() {
    let counts = ClassCounts(sieves.classShares(of: density).map { $0 * 100 }, sieves: sieves)
    #expect(
      zip(counts.expectation(from: density), density).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func stonesAreCountedInTheirCellsWhateverTheirOrder() {
    let stones = [0.011, 0.2, 0.2, 5]
    let counts = ClassCounts(ofStones: stones)
    #expect(counts == ClassCounts(ofStones: stones.reversed()))
    #expect(counts.counts[CaratGrid.cell(ofCarats: 0.2)] == 2 && counts.total == 4)
    #expect(ClassCounts(ofStones: stones, from: CaratGrid.cell(ofCarats: 0.1)).total == 3)
  }
}
