import Foundation
import Matching
import Testing

/// The golden values are those of `lir`; see ``LirFigures``.
struct EmpiricalBoundsTests {
  @Test(arguments: LirFigures.all)
  func boundsAgreeWithLir(figures: LirFigures) throws {
    let scores = try figures.scores()
    let raw = EmpiricalBounds(ofLog10: scores)
    expectSame(raw.lower, figures.elub[0], within: 0.01 + 1e-9)
    expectSame(raw.upper, figures.elub[1], within: 0.01 + 1e-9)
    let line = try LogisticCalibration(scores)
    let calibrated = EmpiricalBounds(ofLog10: scores.map(line.log10LikelihoodRatio))
    expectSame(calibrated.lower, figures.elubCalibrated[0], within: 0.01 + 1e-9)
    expectSame(calibrated.upper, figures.elubCalibrated[1], within: 0.01 + 1e-9)
  }

  @Test func theExampleOfTheDocumentationHolds() throws {
    let ratios = try PropositionScores(
      h1: Array(repeating: 3, count: 9), h2: Array(repeating: -3, count: 9))
    let bounds = EmpiricalBounds(ofLog10: ratios)
    expectSame(bounds.upper, 0.95, within: 1e-12)
    expectSame(bounds.lower, -0.95, within: 1e-12)
    #expect(bounds.upper <= log10(9) && log10(9) < bounds.upper + 0.01)
  }

  @Test(arguments: LirFigures.all)
  func exchangingThePropositionsExchangesTheBounds(figures: LirFigures) throws {
    let scores = try figures.scores()
    let (bounds, swapped) = (
      EmpiricalBounds(ofLog10: scores), EmpiricalBounds(ofLog10: scores.swapped)
    )
    expectSame(swapped.upper, -bounds.lower, within: 0.01 + 1e-9)
    expectSame(swapped.lower, -bounds.upper, within: 0.01 + 1e-9)
  }

  @Test func moreComparisonsWidenTheBounds() throws {
    let widths = try [5, 50, 500, 5000].map { count in
      EmpiricalBounds(
        ofLog10: try PropositionScores(
          h1: Array(repeating: 9, count: count), h2: Array(repeating: -9, count: count))
      ).upper
    }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
    #expect(widths[3] > 3.6 && widths[3] < log10(5001))
  }

  @Test func misleadingRatiosLeaveNoRoom() throws {
    let backwards = try PropositionScores(h1: [-2, -1, -3], h2: [2, 1, 3])
    #expect(EmpiricalBounds(ofLog10: backwards) == EmpiricalBounds(lower: 0, upper: 0))
    let equal = try PropositionScores(h1: [0, 0], h2: [0, 0, 0])
    #expect(EmpiricalBounds(ofLog10: equal) == EmpiricalBounds(lower: 0, upper: 0))
  }

  @Test(arguments: [1e300, -1e300])
  func ratiosFarOnOneSideAreNoTrap(ratio: Double) throws {
    let bounds = EmpiricalBounds(ofLog10: try PropositionScores(h1: [ratio], h2: [ratio]))
    #expect(bounds.lower >= -0.31 && bounds.upper <= 0.31)
  }

  @Test func fewGroupsLimitTheBoundsFurther() {
    let bounds = EmpiricalBounds(lower: -3, upper: 3)
    #expect(bounds.limited(h1: 9, h2: 99) == EmpiricalBounds(lower: -1, upper: 2))
    #expect(bounds.limited(h1: 0, h2: 0) == EmpiricalBounds(lower: 0, upper: 0))
    #expect(bounds.limited(h1: 100_000, h2: 100_000) == bounds)
  }

  @Test func valuesBeyondABoundBecomeIt() {
    let bounds = EmpiricalBounds(lower: -1, upper: 2)
    #expect([-.infinity, -1, 0.5, 2.1].map(bounds.clamped) == [-1, -1, 0.5, 2])
  }
}
