import Foundation
import Matching
import Testing

struct LikelihoodRatioModelTests {
  /// Held-out log posteriors of groups from `origins` bell-shaped origins `distance` apart on a line,
  /// each multiplied by `overstated`.
  private func groups(
    _ count: Int, origins: Int = 3, distance: Double = 1.5, overstated: Double = 1, seed: Int
  ) throws -> DeclaredOriginScores {
    var numbers = Numbers(seed: seed)
    let truth = (0..<count).map { $0 % origins }
    let logs = truth.map { origin in
      // Twelve uniform numbers on -1 to 1 have variance 4.
      let noise = (0..<12).reduce(0) { sum, _ in sum + numbers.unit() } / 2
      let value = Double(origin) * distance + noise
      return (0..<origins).map { other in
        let difference = value - Double(other) * distance
        return -overstated * difference * difference / 2
      }
    }
    return try DeclaredOriginScores(logPosteriors: logs, truth: truth)
  }

  @Test func honestScoresAreLeftAsTheyAreAndOverstatedOnesMended() throws {
    let honest = try LikelihoodRatioModel(fittedTo: groups(3000, seed: 1))
    expectSame(honest.calibration.slope, 1, within: 0.1)
    expectSame(honest.calibration.intercept, 0, within: 0.1)
    let overstated = try LikelihoodRatioModel(fittedTo: groups(3000, overstated: 4, seed: 1))
    #expect(overstated.calibration.slope > 0.15 && overstated.calibration.slope < 0.45)
  }

  @Test func ratiosOfNewGroupsCostLessThanTheScores() throws {
    let model = try LikelihoodRatioModel(fittedTo: groups(300, overstated: 4, seed: 2))
    let new = try groups(600, overstated: 4, seed: 3)
    let mended = LikelihoodRatioFigures(ofLog10: model.log10LikelihoodRatios(of: new))
    let stated = LikelihoodRatioFigures(ofLog10: new.scores.map { $0 / log(10) })
    #expect(mended.cllr < stated.cllr - 0.1)
    #expect(mended.cllrCal < 0.05)
    #expect(mended.cllr < 1)
  }

  @Test(arguments: [6, 30, 300])
  func noRatioExceedsWhatTheGroupsAllow(count: Int) throws {
    let model = try LikelihoodRatioModel(fittedTo: groups(count, distance: 20, seed: 4))
    #expect(model.groups == count)
    let limit = log10(Double(count + 1))
    for score in [-1e9, -30, 0, 30, 1e9] {
      #expect(abs(model.log10LikelihoodRatio(ofScore: score)) <= limit)
    }
    // Separated groups reach nearly what their number allows.
    #expect(model.bounds.upper > limit - 0.15 && model.bounds.lower < -limit + 0.15)
  }

  @Test func theNumberOfGroupsLimitsNotThatOfComparisons() throws {
    // Twenty origins: 40 groups give 760 comparisons under H2, but only 40 observations.
    let model = try LikelihoodRatioModel(fittedTo: groups(40, origins: 20, distance: 20, seed: 5))
    #expect(model.bounds.upper <= log10(41))
  }

  @Test func ratiosNeverFallWithTheScore() throws {
    let model = try LikelihoodRatioModel(fittedTo: groups(60, seed: 6))
    let ratios = stride(from: -30.0, through: 30, by: 0.1).map(model.log10LikelihoodRatio)
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(ratios.first == model.bounds.lower && ratios.last == model.bounds.upper)
  }

  @Test func scoresThatPointTheWrongWaySayNothing() throws {
    let model = try LikelihoodRatioModel(fittedTo: groups(60, overstated: -1, seed: 7))
    #expect(model.bounds == EmpiricalBounds(lower: 0, upper: 0))
    #expect([-9, 0, 9].allSatisfy { model.log10LikelihoodRatio(ofScore: $0) == 0 })
  }

  @Test func scoresThatAreAllEqualSayNothing() throws {
    let model = try LikelihoodRatioModel(
      fittedTo: DeclaredOriginScores(
        logPosteriors: Array(repeating: [0, 0], count: 8), truth: [0, 1, 0, 1, 0, 1, 0, 1]))
    #expect([-9, 0, 9].allSatisfy { model.log10LikelihoodRatio(ofScore: $0) == 0 })
  }

  @Test func theRatioStatesBothPropositionsAndWhatItRestsOn() throws {
    let model = LikelihoodRatioModel(
      calibration: LogisticCalibration(slope: log(10), intercept: 0),
      bounds: EmpiricalBounds(lower: -1, upper: 1.5), groups: 40)
    let ratio = model.likelihoodRatio(ofScore: 1, declared: "CI/Séguéla")
    expectSame(ratio.log10, 1, within: 1e-12)
    #expect(!ratio.isAtBound && model.likelihoodRatio(ofScore: 9, declared: "CI").isAtBound)
    #expect(ratio.groups == 40 && ratio.lowerBound == -1 && ratio.upperBound == 1.5)
    #expect(
      ratio.propositions.h1
        == "the questioned material comes from the same origin as the references of CI/Séguéla")
    #expect(
      ratio.propositions.h2 == "it comes from one of the other reference origins in this library")
  }

  @Test(
    arguments: [
      [], [1, 0, -1, 1], [1, 0, 0.1, 1, 9], [1, 0, -1, -0.1, 9], [1, 0, -1, 1, 9.5],
      [1, 0, -1, 1, 0],
      [.nan, 0, -1, 1, 9], [1, 0, -1, .infinity, 9],
    ] as [[Double]])
  func numbersThatAreNoModelAreRefused(numbers: [Double]) {
    #expect(throws: MatchingError.self) { try LikelihoodRatioModel(numbers: numbers) }
  }

  @Test func aModelSurvivesItsNumbersAndJSON() throws {
    let model = try LikelihoodRatioModel(fittedTo: groups(60, seed: 8))
    #expect(try LikelihoodRatioModel(numbers: model.numbers) == model)
    let data = try JSONEncoder().encode(model)
    #expect(try JSONDecoder().decode(LikelihoodRatioModel.self, from: data) == model)
  }
}
