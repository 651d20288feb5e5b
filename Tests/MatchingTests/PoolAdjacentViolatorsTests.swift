import Foundation
import Matching
import Testing

/// The golden values are those of `lir`; see ``LirFigures``.
struct PoolAdjacentViolatorsTests {
  @Test(arguments: LirFigures.all)
  func ratiosAgreeWithLir(figures: LirFigures) throws {
    let scores = try figures.scores()
    let plain = PoolAdjacentViolators(scores)
    let misled = PoolAdjacentViolators(scores, addingMisleading: 1)
    for (index, probe) in LirFigures.probes.enumerated() {
      expectSame(plain.log10LikelihoodRatio(probe), figures.pav[index])
      expectSame(misled.log10LikelihoodRatio(probe), figures.pavMisleading[index])
    }
  }

  @Test func theExampleOfTheDocumentationHolds() throws {
    let pav = PoolAdjacentViolators(try PropositionScores(h1: [1, 3, 4], h2: [0, 2, 2]))
    #expect(pav.blocks.map(\.h1) == [0, 1, 2])
    #expect(pav.blocks.map(\.h2) == [1, 2, 0])
    #expect(abs(pav.log10LikelihoodRatio(1.5) - log10(0.5)) < 1e-15)
  }

  @Test(arguments: LirFigures.all)
  func sharesRiseFromBlockToBlockAndEveryComparisonIsInOne(figures: LirFigures) throws {
    let scores = try figures.scores()
    let blocks = PoolAdjacentViolators(scores).blocks
    #expect(blocks.reduce(0) { $0 + $1.h1 } == scores.h1.count)
    #expect(blocks.reduce(0) { $0 + $1.h2 } == scores.h2.count)
    for (before, after) in zip(blocks, blocks.dropFirst()) {
      #expect(before.upper < after.lower)
      #expect(before.h1 * after.h2 < after.h1 * before.h2)
    }
  }

  @Test(arguments: LirFigures.all)
  func ratiosNeverFallWithTheScore(figures: LirFigures) throws {
    let pav = PoolAdjacentViolators(try figures.scores(), addingMisleading: 1)
    let ratios = stride(from: -20.0, through: 20, by: 0.01).map(pav.log10LikelihoodRatio)
    #expect(ratios.allSatisfy { $0.isFinite })
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
  }

  @Test(arguments: LirFigures.all)
  func exchangingThePropositionsNegatesTheRatios(figures: LirFigures) throws {
    let scores = try figures.scores()
    let (pav, swapped) = (PoolAdjacentViolators(scores), PoolAdjacentViolators(scores.swapped))
    for probe in LirFigures.probes + scores.h1 {
      expectSame(swapped.log10LikelihoodRatio(-probe), -pav.log10LikelihoodRatio(probe))
    }
  }

  @Test func addingANumberToAllScoresChangesNothing() throws {
    let scores = try LirFigures.all[1].scores()
    let pav = PoolAdjacentViolators(scores)
    let shifted = PoolAdjacentViolators(scores.map { $0 + 1024 })
    for probe in LirFigures.probes {
      expectSame(shifted.log10LikelihoodRatio(probe + 1024), pav.log10LikelihoodRatio(probe))
    }
  }

  @Test func theOrderOfComparisonsDoesNotMatter() throws {
    let scores = try LirFigures.all[1].scores()
    let reversed = try PropositionScores(h1: scores.h1.reversed(), h2: scores.h2.reversed())
    #expect(PoolAdjacentViolators(reversed) == PoolAdjacentViolators(scores))
  }

  @Test func scoresWithinTheTieWidthAreOne() throws {
    let close = try PropositionScores(h1: [0.1 + 0.2], h2: [0.3])
    #expect(PoolAdjacentViolators(close).blocks.count == 1)
    let apart = try PropositionScores(h1: [0.3 + 1e-14], h2: [0.3])
    #expect(PoolAdjacentViolators(apart).blocks.count == 2)
  }

  @Test func misleadingComparisonsBoundPerfectSeparation() throws {
    let scores = try PropositionScores(h1: [1, 2, 3], h2: [-1, -2, -3])
    #expect(PoolAdjacentViolators(scores).log10LikelihoodRatio(3) == .infinity)
    let misled = PoolAdjacentViolators(scores, addingMisleading: 1)
    #expect(abs(misled.log10LikelihoodRatio(3) - log10(3)) < 1e-15)
    #expect(abs(misled.log10LikelihoodRatio(-3) + log10(3)) < 1e-15)
  }
}

/// Equal to 1e-6, or the same infinity.
func expectSame(
  _ value: Double, _ golden: Double, within tolerance: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    value == golden || abs(value - golden) <= tolerance, "\(value) is not \(golden)",
    sourceLocation: sourceLocation)
}
