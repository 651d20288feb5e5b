import Foundation
import LinearAlgebra
import Matching
import Testing

struct ConfidenceTests {
  @Test(arguments: [
    (0.5, 1.0), (1.0, 1.0), (1.0 + 5e-13, 1.0), (1.5, 0.75), (2.0, 0.75), (2.5, 0.5), (3, 0.5),
    (4, 0.25), (.infinity, 0.25),
  ])
  func thePValueCountsReferencesAtLeastAsLargeAndTheQuestionedOne(value: Double, expected: Double) {
    #expect(conformalPValue(value, among: [1, 2, 3]) == expected)
  }

  @Test func equalReferencesCountTogether() {
    #expect(conformalPValue(2, among: [1, 2, 2, 2, 3]) == 5.0 / 6)
  }

  @Test func withoutReferencesNothingIsExcluded() {
    #expect(conformalPValue(1e9, among: []) == 1)
  }

  /// For values that are exchangeable with the references, p ≤ a at most as often as a.
  @Test func pValuesOfExchangeableValuesAreNotTooSmall() {
    var numbers = Numbers(seed: 77)
    let trials = (0..<2000).map { _ in
      let values = (0..<20).map { _ in numbers.unit() }
      return conformalPValue(values[19], among: values.dropLast().sorted())
    }
    for alpha in [0.05, 0.1, 0.2, 0.5] {
      let share = Double(trials.count { $0 <= alpha }) / 2000
      #expect(share <= alpha + 0.02)
      #expect(share >= alpha - 0.02)
    }
  }

  @Test func anItemIsComparedWithHeldOutItemsOfEachOrigin() {
    let confidence = ItemConfidence(
      calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      surprises: [[0.1, 0.2, 0.3], [0.5], []])
    #expect(confidence.pValues([-0.25, -0.6, -2]) == [0.5, 0.5, 1])
  }

  @Test func surprisesAreThoseOfTheOwnOriginInAscendingOrder() {
    let calibration = Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1)
    let scores = Matrix<Double>([[0, 1], [1, 0], [0, 3]])
    let confidence = ItemConfidence(
      calibration,
      scores: HeldOutScores(first: scores, second: scores, truth: [0, 0, 1], units: [0, 1, 2]))
    let expected = [(1, 0), (0, 0), (2, 1)].map { row, origin in
      -calibration.logPosterior(scores.row(row), scores.row(row))[origin]
    }
    #expect(confidence.surprises == [Array(expected.prefix(2)), [expected[2]]])
    #expect(expected[0] < expected[1])
  }

  /// Held-out groups of two origins, of which the first has as many as given.
  static func groups(ofFirst count: Int) -> GroupConfidence {
    GroupConfidence(
      size: 1, calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      truth: Array(repeating: 0, count: count) + [1],
      ownDistances: Array(repeating: 1, count: count) + [9],
      nearestDistances: Array(repeating: 1, count: count) + [9],
      surprises: [], residuals: Array(repeating: 2, count: count) + [6], directions: 3)
  }

  @Test func anOriginWithEnoughGroupsIsComparedWithItsOwn() {
    let many = ConfidenceTests.groups(ofFirst: 19)
    #expect(many.pValues([5, 5], among: many.ownDistances) == [1.0 / 20, 2.0 / 21])
    let few = ConfidenceTests.groups(ofFirst: 18)
    #expect(few.pValues([5, 5], among: few.ownDistances) == [2.0 / 20, 2.0 / 20])
    #expect(few.pValues([5, .infinity], among: few.ownDistances) == [2.0 / 20, 0])
  }

  @Test func strangenessWeighsDistancesByDirectionsInUnitsOfTheirMedians() {
    let groups = ConfidenceTests.groups(ofFirst: 4)
    #expect(groups.strangeness(distance: 1, residual: 2) == 1)
    #expect(groups.strangeness(distance: 0, residual: 0) == 0)
    // Three directions weigh six times as much as the residual: √((6 · 3² + 4²) / 7).
    #expect(abs(groups.strangeness(distance: 3, residual: 8) - 10.squareRoot()) < 1e-12)
  }

  @Test func mediansOfNothingOrZeroAreNoUnits() {
    let empty = GroupConfidence(
      size: 1, calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      truth: [0], ownDistances: [0], nearestDistances: [0], surprises: [0], residuals: [0],
      directions: 1)
    #expect(empty.strangeness(distance: 0, residual: 0) == 0)
    #expect(abs(empty.strangeness(distance: 1, residual: 1) - 1) < 1e-15)
  }

  @Test func typicalitiesAndNoveltyAreThePValuesOfStrangeness() {
    let groups = ConfidenceTests.groups(ofFirst: 4)
    // Stranger than the four usual groups, less so than the fifth; an origin may have no references.
    #expect(
      groups.typicalities(distances: [2, 1, .infinity], residual: 2.5)
        == [2.0 / 6, 2.0 / 6, 0])
    #expect(groups.novelty(distance: 1, residual: 2) == 1)
    #expect(groups.novelty(distance: 1, residual: 200) == 1.0 / 6)
  }

  @Test func oneNumberAnswersForBothTests() {
    let groups = GroupConfidence(
      size: 1, calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      truth: Array(repeating: 0, count: 19),
      ownDistances: Array(repeating: 1, count: 18) + [9],
      nearestDistances: Array(repeating: 1, count: 19),
      surprises: Array(repeating: 1, count: 18) + [3],
      residuals: Array(repeating: 2, count: 19), directions: 2)
    // One of the nineteen groups is the strangest and the most surprising: its product is 1/400.
    #expect(groups.jointPValues(setValues: [1, 1], typicalities: [1, 0.05]) == [1, 2.0 / 20])
    #expect(groups.jointPValues(setValues: [0.04], typicalities: [0.05]) == [1.0 / 20])
  }
}
