import Foundation
import Matching
import Testing

/// The golden values are those of `lir`; see ``LirFigures``.
struct LogisticCalibrationTests {
  @Test(arguments: LirFigures.all)
  func ratiosAgreeWithLir(figures: LirFigures) throws {
    let line = try LogisticCalibration(try figures.scores())
    for (probe, golden) in zip(LirFigures.probes, figures.logistic) {
      expectSame(line.log10LikelihoodRatio(probe), golden)
    }
  }

  @Test(arguments: LirFigures.all.filter { !$0.unpenalised.isEmpty })
  func ratiosWithoutAPenaltyAgreeWithLir(figures: LirFigures) throws {
    let line = try LogisticCalibration(try figures.scores(), penalty: 0)
    for (probe, golden) in zip(LirFigures.probes, figures.unpenalised) {
      expectSame(line.log10LikelihoodRatio(probe), golden)
    }
  }

  @Test(arguments: LirFigures.all)
  func exchangingThePropositionsNegatesTheRatios(figures: LirFigures) throws {
    let scores = try figures.scores()
    let (line, swapped) = (
      try LogisticCalibration(scores), try LogisticCalibration(scores.swapped)
    )
    expectSame(swapped.slope, line.slope, within: 1e-9)
    expectSame(swapped.intercept, -line.intercept, within: 1e-9)
  }

  @Test(arguments: [1e-3, 1024, 1e6])
  func addingANumberToAllScoresMovesTheLine(offset: Double) throws {
    let scores = try LirFigures.all[0].scores()
    let line = try LogisticCalibration(scores)
    let moved = try LogisticCalibration(scores.map { $0 + offset })
    for probe in LirFigures.probes {
      expectSame(
        moved.log10LikelihoodRatio(probe + offset), line.log10LikelihoodRatio(probe), within: 1e-8)
    }
  }

  @Test(arguments: [1e-6, 1e6])
  func withoutAPenaltyTheUnitOfTheScoresDoesNotMatter(unit: Double) throws {
    let scores = try LirFigures.all[0].scores()
    let line = try LogisticCalibration(scores, penalty: 0)
    let scaled = try LogisticCalibration(scores.map { $0 * unit }, penalty: 0)
    for probe in LirFigures.probes {
      expectSame(
        scaled.log10LikelihoodRatio(probe * unit), line.log10LikelihoodRatio(probe), within: 1e-8)
    }
  }

  @Test func repeatingOnePropositionWithoutAPenaltyChangesNothing() throws {
    let scores = try LirFigures.all[0].scores()
    let line = try LogisticCalibration(scores, penalty: 0)
    let repeated = try LogisticCalibration(
      PropositionScores(h1: scores.h1 + scores.h1 + scores.h1, h2: scores.h2), penalty: 0)
    expectSame(repeated.slope, line.slope, within: 1e-9)
    expectSame(repeated.intercept, line.intercept, within: 1e-9)
  }

  @Test func separatedPropositionsNeedAPenalty() throws {
    let scores = try LirFigures.all[3].scores()
    #expect(throws: MatchingError.self) { try LogisticCalibration(scores, penalty: 0) }
    #expect(throws: MatchingError.self) { try LogisticCalibration(scores.swapped, penalty: 0) }
    let line = try LogisticCalibration(scores)
    #expect(line.slope > 0 && line.slope.isFinite)
  }

  @Test func equalScoresSayNothing() throws {
    let line = try LogisticCalibration(PropositionScores(h1: [7, 7, 7], h2: [7]), penalty: 0)
    #expect(line == LogisticCalibration(slope: 0, intercept: 0))
  }

  @Test(arguments: [1e-180, 1e-9, 1e9, 1e180])
  func scoresOfAnySizeGiveFiniteLines(size: Double) throws {
    let scores = try PropositionScores(h1: [2, 3, -1], h2: [-2, -3, 1]).map { $0 * size }
    let line = try LogisticCalibration(scores)
    #expect(line.slope.isFinite && line.intercept.isFinite && line.slope >= 0)
    #expect(line.log10LikelihoodRatio(3 * size) >= 0)
    let separated = try PropositionScores(h1: [2, 3], h2: [-2, -3]).map { $0 * size }
    let steep = try LogisticCalibration(separated)
    #expect(steep.slope.isFinite && steep.intercept.isFinite && steep.slope >= 0)
  }
}
