import Foundation
import Matching
import Testing

/// The golden values are those of `lir`; see ``LirFigures``.
struct LikelihoodRatioFiguresTests {
  @Test(arguments: LirFigures.all)
  func costsAgreeWithLir(golden: LirFigures) throws {
    let figures = LikelihoodRatioFigures(ofLog10: try golden.scores())
    expectSame(figures.cllr, golden.cllr, within: 1e-9)
    expectSame(figures.cllrMin, golden.cllrMin, within: 1e-9)
    expectSame(figures.cllrCal, golden.cllrCal, within: 1e-9)
    expectSame(figures.lowerBound, golden.elub[0], within: 0.02)
    expectSame(figures.upperBound, golden.elub[1], within: 0.02)
  }

  @Test(arguments: LirFigures.all)
  func tippettCurvesAgreeWithTheirDefinition(golden: LirFigures) throws {
    let scores = try golden.scores()
    let tippett = LikelihoodRatioFigures(ofLog10: scores, limit: 11).tippett
    #expect(tippett.thresholds.first == scores.range.lowerBound)
    #expect(tippett.thresholds.last == scores.range.upperBound)
    for (index, threshold) in tippett.thresholds.enumerated() {
      let share1 = Double(scores.h1.count { $0 >= threshold }) / Double(scores.h1.count)
      let share2 = Double(scores.h2.count { $0 >= threshold }) / Double(scores.h2.count)
      #expect(tippett.h1[index] == share1 && tippett.h2[index] == share2)
    }
  }

  /// The shares that lir's Tippett plot draws, at ratios from -3 to 2.5 on both sides.
  @Test(arguments: LirFigures.all)
  func tippettSharesAgreeWithLir(golden: LirFigures) throws {
    let scores = try golden.scores()
    for (index, probe) in LirFigures.probes.enumerated() {
      // Two thresholds only: the smallest score, and the probe as the largest.
      let capped = try PropositionScores(
        h1: scores.h1.map { min($0, probe) } + [probe], h2: scores.h2.map { min($0, probe) })
      let tippett = LikelihoodRatioFigures(ofLog10: capped, limit: 2).tippett
      let count = Double(scores.h1.count)
      let share1 = (try #require(tippett.h1.last) * (count + 1) - 1) / count
      expectSame(share1, golden.tippett1[index])
      expectSame(try #require(tippett.h2.last), golden.tippett2[index])
    }
  }

  @Test func silenceCostsOneBitAndPerfectionNothing() throws {
    let silent = LikelihoodRatioFigures(ofLog10: try PropositionScores(h1: [0, 0], h2: [0]))
    #expect(silent.cllr == 1 && silent.cllrMin == 1 && silent.cllrCal == 0)
    #expect(silent.misleadingH1 == 0 && silent.misleadingH2 == 0)
    #expect(silent.tippett.thresholds == [0])
    let perfect = LikelihoodRatioFigures(
      ofLog10: try PropositionScores(h1: [400, 500], h2: [-400]))
    #expect(perfect.cllr == 0 && perfect.cllrMin == 0)
  }

  @Test func hugeMisleadingRatiosHaveAFiniteCost() throws {
    let figures = LikelihoodRatioFigures(ofLog10: try PropositionScores(h1: [-400], h2: [400]))
    expectSame(figures.cllr, 400 * log2(10), within: 1e-6)
    #expect(figures.misleadingH1 == 1 && figures.misleadingH2 == 1)
  }

  @Test(arguments: LirFigures.all)
  func exchangingThePropositionsKeepsTheCosts(golden: LirFigures) throws {
    let scores = try golden.scores()
    let (figures, swapped) = (
      LikelihoodRatioFigures(ofLog10: scores), LikelihoodRatioFigures(ofLog10: scores.swapped)
    )
    expectSame(swapped.cllr, figures.cllr, within: 1e-12)
    expectSame(swapped.cllrMin, figures.cllrMin, within: 1e-12)
    #expect(swapped.misleadingH1 == figures.misleadingH2)
  }

  @Test func recalibratingChangesCllrButNotCllrMin() throws {
    let scores = try LirFigures.all[2].scores()
    let stated = LikelihoodRatioFigures(ofLog10: scores)
    let modest = LikelihoodRatioFigures(ofLog10: scores.map { $0 / 8 })
    #expect(modest.cllr < stated.cllr - 1)
    expectSame(modest.cllrMin, stated.cllrMin, within: 1e-12)
  }

  @Test func curvesAreLimitedAndKeepTheirEnds() throws {
    let scores = try LirFigures.all[0].scores()
    let whole = LikelihoodRatioFigures(ofLog10: scores, limit: 1000)
    let short = LikelihoodRatioFigures(ofLog10: scores, limit: 5)
    #expect(whole.pav.count > 5 && short.pav.count == 5 && short.tippett.h1.count == 5)
    #expect(short.pav.first == whole.pav.first && short.pav.last == whole.pav.last)
    #expect(whole.pav.first?.calibrated == nil && whole.pav.last?.calibrated == nil)
    #expect(whole.pav.reduce(0) { $0 + $1.h1 } == 60)
    #expect(short.cllrMin == whole.cllrMin)
  }

  @Test func figuresSurviveJSON() throws {
    let figures = LikelihoodRatioFigures(ofLog10: try LirFigures.all[3].scores())
    let data = try JSONEncoder().encode(figures)
    #expect(try JSONDecoder().decode(LikelihoodRatioFigures.self, from: data) == figures)
  }
}
