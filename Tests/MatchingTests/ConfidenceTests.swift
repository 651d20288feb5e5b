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
      ownDistances: Array(repeating: 1, count: count) + [9], nearestDistances: [],
      surprises: Array(repeating: 1, count: count) + [3],
      residuals: Array(repeating: 2, count: count + 1), directions: 2)
  }

  @Test func anOriginWithEnoughGroupsIsComparedWithItsOwn() {
    let many = ConfidenceTests.groups(ofFirst: 19)
    #expect(many.pValues([5, 5], among: many.ownDistances) == [1.0 / 20, 2.0 / 21])
    let few = ConfidenceTests.groups(ofFirst: 18)
    #expect(few.pValues([5, 5], among: few.ownDistances) == [2.0 / 20, 2.0 / 20])
    #expect(few.pValues([5, .infinity], among: few.ownDistances) == [2.0 / 20, 0])
  }

  @Test func strangenessCountsDistancesWithinAndOutsideTheDirections() {
    let confidence = ConfidenceTests.groups(ofFirst: 18)
    #expect(confidence.strangeness(distance: 1, residual: 2) == 1)
    // Two directions weigh four, what is outside weighs one.
    #expect(confidence.strangeness(distance: 2, residual: 2) == (17.0 / 5).squareRoot())
    #expect(confidence.strangeness(distance: 1, residual: 20) == (104.0 / 5).squareRoot())
  }

  @Test func oneNumberAnswersForBothTests() {
    let confidence = ConfidenceTests.groups(ofFirst: 18)
    // One of the nineteen groups is the strangest and the most surprising: its product is 1/400.
    #expect(confidence.jointPValues(setValues: [1, 1], typicalities: [1, 0.05]) == [1, 2.0 / 20])
    #expect(confidence.jointPValues(setValues: [0.04], typicalities: [0.05]) == [1.0 / 20])
  }

  @Test func whatIsStrangeOutsideTheDirectionsIsTypicalOfNoOrigin() {
    let confidence = ConfidenceTests.groups(ofFirst: 18)
    let usual = confidence.typicalities(distances: [1, 9], residual: 2)
    let strange = confidence.typicalities(distances: [1, 9], residual: 200)
    #expect(usual[0] == 1)
    #expect(strange == [1.0 / 20, 1.0 / 20])
  }
}
