import Foundation
import Matching
import Testing

struct ScoresTests {
  static let probabilities = [
    [0.7, 0.2, 0.1], [0.4, 0.5, 0.1], [0.34, 0.33, 0.33], [0.9, 0.1, 0], [0.2, 0.7, 0.1],
    [0.5, 0.25, 0.25], [0, 0, 1], [0.3, 0.4, 0.3], [0.1, 0.3, 0.6],
  ]
  static let truth = [0, 0, 0, 0, 1, 1, 2, 2, 2]

  /// Benchmarks/peers/golden_classifier.py, by scikit-learn.
  @Test func figuresAreThoseOfScikitLearn() {
    let scores = Scores(probabilities: ScoresTests.probabilities, truth: ScoresTests.truth)
    #expect(
      largestDifference(
        [scores.accuracy, scores.balancedAccuracy, scores.logLoss, scores.brier],
        [0.666666666667, 0.638888888889, 0.657211509555, 0.383155555556]) < 1e-11)
  }

  @Test func theOrderOfItemsChangesNothing() {
    let order = [8, 3, 1, 0, 7, 2, 5, 6, 4]
    let (one, two) = (
      Scores(probabilities: ScoresTests.probabilities, truth: ScoresTests.truth),
      Scores(
        probabilities: order.map { ScoresTests.probabilities[$0] },
        truth: order.map { ScoresTests.truth[$0] })
    )
    #expect(one.accuracy == two.accuracy && one.balancedAccuracy == two.balancedAccuracy)
    #expect(abs(one.logLoss - two.logLoss) < 1e-12 && abs(one.brier - two.brier) < 1e-12)
  }

  @Test func certaintyIsRewardedAndPunishedWithinBounds() {
    let right = Scores(probabilities: [[1, 0]], truth: [0])
    #expect(right == Scores(probabilities: [[1, 0]], truth: [0]))
    #expect([right.accuracy, right.balancedAccuracy, right.logLoss, right.brier] == [1, 1, 0, 0])
    let wrong = Scores(probabilities: [[1, 0]], truth: [1])
    #expect([wrong.accuracy, wrong.balancedAccuracy, wrong.brier] == [0, 0, 2])
    #expect(abs(wrong.logLoss - 15 * log(10)) < 1e-9)
  }

  @Test func theFirstOfEqualValuesIsTheLargest() {
    #expect(indexOfLargest([1, 3, 3]) == 1)
    #expect(indexOfLargest([-.infinity, -.infinity]) == 0)
    #expect(indexOfLargest([Double]()) == 0)
    #expect(indexOfLargest([9, 1, 2, 5][1...]) == 2)
  }
}
