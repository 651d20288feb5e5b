import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct ShotPlanTests {
  private func confidence(
    size: Int, truth: [Int], surprises: [Double], own: [Double], nearest: [Double]
  ) -> GroupConfidence {
    GroupConfidence(
      size: size, calibration: Calibration(weight: 1, sharpness: 1, scales: [1, 1], epsilon: 0.1),
      truth: truth, ownDistances: own, nearestDistances: nearest, surprises: surprises,
      residuals: [Double](repeating: 1, count: truth.count))
  }

  @Test(arguments: [(0.05, 19), (0.01, 99), (0.1, 9), (0.5, 1), (0.03, 33)])
  func groupsNeededReachThePValueAndOneLessDoesNot(alpha: Double, expected: Int) {
    let groups = ShotPlan.groups(forPValue: alpha)
    #expect(groups == expected)
    let zeros = { [Double](repeating: 0, count: $0) }
    #expect(conformalPValue(1, among: zeros(groups)) <= alpha + 1e-12)
    #expect(conformalPValue(1, among: zeros(groups - 1)) > alpha)
  }

  @Test func aPointCountsWhatIsCertainAndWhatIsPossible() {
    let point = ShotPlan.Point(
      confidence(
        size: 5, truth: [0, 1, 2, 0], surprises: [0.1, 0.9, 2, 0.5], own: [1, 2, 3, 1],
        nearest: [1, 2, 1, 1]), origins: 3)
    #expect(point.shots == 5)
    #expect(point.surelyRight.count == 2)  // 0.1 and 0.5 are below ln 2
    #expect(point.possiblyRight.count == 3)  // 0.9 is below ln 3
    #expect(point.nearestRight.count == 3)
    #expect(abs(point.logLoss - 0.875) < 1e-12)
    // 0.8180 / 2, by hand: squares 0.600625 + 0.000625 + 1.265625 + 0.140625 over 3 and 4.
    #expect(abs(point.logLossError - (2.0075 / 12).squareRoot()) < 1e-12)
  }

  @Test func moreShotsHelpOnPlantedGroups() throws {
    let sample = Sample(
      seed: 5, groupCounts: [12, 12, 12], shots: 10, features: 12, questioned: 0, effect: 0.4)
    let model = try OriginModel(fittedTo: sample.material, workers: Workers(2))
    let plan = ShotPlan(model)
    #expect(plan.points.map(\.shots) == OriginClassifier.groupSizes)
    #expect(plan.points[3].logLoss < plan.points[0].logLoss)
    #expect(plan.shotsPerGroup == 10)
    #expect(plan.heldOutGroups == 36 && plan.pooledGroups == 19)
    #expect(plan.origins.map(\.missing) == [7, 7, 7])
    #expect(plan.sentences.contains { $0.contains("CI 7, GH 7, RU 7") })
    #expect(plan.sentences.contains { $0.contains("figures from 20 shots up") })
    for point in plan.points {
      #expect(point.surelyRight.count <= point.possiblyRight.count)
    }
    let strict = ShotPlan(model, alpha: 0.01)
    #expect(strict.pooledGroups == 99 && strict.sentences.contains { $0.contains("only 36") })
  }

  @Test func aLibraryThatCannotHoldOutSaysSo() throws {
    let sample = Sample(
      seed: 5, groupCounts: [1, 1], shots: 1, features: 4, questioned: 0)
    let model = try OriginModel(fittedTo: sample.material, workers: Workers(1))
    let plan = ShotPlan(model)
    #expect(plan.needed == nil && plan.points.isEmpty)
    #expect(plan.sentences.count == 1 && plan.sentences[0].contains("could be held out"))
  }
}
