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
      surprises: [], residuals: Array(repeating: 2, count: count) + [6])
  }

  @Test func anOriginWithEnoughGroupsIsComparedWithItsOwn() {
    let many = ConfidenceTests.groups(ofFirst: 19)
    #expect(many.pValues([5, 5], among: many.ownDistances) == [1.0 / 20, 2.0 / 21])
    let few = ConfidenceTests.groups(ofFirst: 18)
    #expect(few.pValues([5, 5], among: few.ownDistances) == [2.0 / 20, 2.0 / 20])
    #expect(few.pValues([5, .infinity], among: few.ownDistances) == [2.0 / 20, 0])
  }

  /// Groups whose logarithms have mean 0 and standard deviation 1, within and outside.
  static let standard: GroupConfidence = {
    let values = [exp(-1.5.squareRoot()), exp(1.5.squareRoot()), 1, 1]
    return GroupConfidence(
      size: 1, calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      truth: [0, 0, 0, 0], ownDistances: values, nearestDistances: values,
      surprises: [1, 1, 1, 1], residuals: values)
  }()

  /// Distance and residual as logarithms, and how strange they are together.
  static let strangeness: [(distance: Double, residual: Double, sum: Double)] = [
    (0, 0, 0), (1, 0, 1), (-2, 0, -2),
    // Outside the directions only what is beyond two standard deviations counts.
    (0, 2, 0), (0, 3, 1), (1, 5, 4), (0, -9, 0),
  ]

  @Test(arguments: strangeness)
  func strangenessAddsWhatIsFarOutsideTheDirections(
    distance: Double, residual: Double, sum: Double
  ) {
    let found = ConfidenceTests.standard.strangeness(
      distance: exp(distance), residual: exp(residual))
    #expect(abs(found - sum) < 1e-12)
  }

  @Test func groupsWithoutSpreadDivideByATwentieth() {
    let equal = GroupConfidence(
      size: 1, calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      truth: [0], ownDistances: [1], nearestDistances: [1], surprises: [0], residuals: [0])
    #expect(equal.strangeness(distance: 1, residual: 0) == 0)
    #expect(abs(equal.strangeness(distance: exp(0.1), residual: 0) - 2) < 1e-12)
  }

  @Test func typicalitiesAndNoveltyAreThePValuesOfStrangeness() {
    let groups = ConfidenceTests.standard
    // As strange as the strangest of four, stranger than all; an origin may have no references.
    #expect(
      groups.typicalities(distances: [exp(1.2), exp(2), .infinity], residual: 1)
        == [2.0 / 5, 1.0 / 5, 0])
    #expect(groups.typicalities(distances: [1], residual: exp(9)) == [1.0 / 5])
    #expect(groups.novelty(distance: exp(-9), residual: 1) == 1)
    #expect(groups.novelty(distance: 1, residual: exp(9)) == 1.0 / 5)
  }

  @Test func oneNumberAnswersForBothTests() {
    let groups = GroupConfidence(
      size: 1, calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      truth: Array(repeating: 0, count: 19),
      ownDistances: Array(repeating: 1, count: 18) + [9],
      nearestDistances: Array(repeating: 1, count: 19),
      surprises: Array(repeating: 1, count: 18) + [3],
      residuals: Array(repeating: 2, count: 19))
    // One of the nineteen groups is the strangest and the most surprising: its product is 1/400.
    #expect(groups.jointPValues(setValues: [1, 1], typicalities: [1, 0.05]) == [1, 2.0 / 20])
    #expect(groups.jointPValues(setValues: [0.04], typicalities: [0.05]) == [1.0 / 20])
  }
}
