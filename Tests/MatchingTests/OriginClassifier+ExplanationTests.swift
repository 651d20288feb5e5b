import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct OriginClassifierExplanationTests {
  static let sample = GoldenSample.tall.sample

  /// The first questioned group's items, as many as asked for.
  static func group(_ count: Int) -> Matrix<Double> {
    sample.questioned.selecting(
      rows: Array(sample.groups.indices.filter { sample.groups[$0] == 0 }.prefix(count)))
  }

  @Test(arguments: [1, 2, 4], [(0, 1), (1, 2), (2, 0)])
  func theLogOddsAreThoseOfTheAnswer(count: Int, pair: (Int, Int)) throws {
    let classifier = try OriginClassifier(
      fittedTo: OriginClassifierExplanationTests.sample.references)
    let features = OriginClassifierExplanationTests.group(count)
    let found = try #require(
      classifier.contributions(of: features, for: pair.0, against: pair.1))
    let answer = classifier.answers(
      for: features, groups: Array(repeating: 0, count: count))[0]
    let calibration = try #require(classifier.confidence(forCount: count)?.calibration)
    let logs = try #require(answer.logPosterior)
    // The probability without the even share that bounds it.
    let plain = logs.map {
      log((exp($0) - calibration.epsilon / Double(logs.count)) / (1 - calibration.epsilon))
    }
    #expect(abs(found.logOdds - (plain[pair.0] - plain[pair.1])) < 1e-7)
    let back = try #require(
      classifier.contributions(of: features, for: pair.1, against: pair.0))
    #expect(abs(back.logOdds + found.logOdds) < 1e-9)
    #expect(largestDifference(back.values.map { -$0 }, found.values) < 1e-9)
  }

  @Test func whatLiesBetweenTheMeansLeavesNoRest() throws {
    let sample = OriginClassifierExplanationTests.sample
    let classifier = try OriginClassifier(fittedTo: sample.references)
    let middle = Matrix(
      rows: 1, columns: 12,
      elements: (0..<12).map { 0.6 * classifier.centres[0, $0] + 0.4 * classifier.centres[1, $0] })
    let found = try #require(classifier.contributions(of: middle, for: 0, against: 1))
    #expect(abs(found.values.reduce(0, +) - found.logOdds) < 1e-9)
  }

  @Test func theOnlyFeatureThatDiffersSpeaks() throws {
    let sample = Sample(
      seed: 5, groupCounts: [4, 4], shots: 3, features: 6, questioned: 2, effect: 0)
    var moved = sample.references.features
    for row in 0..<moved.rows where sample.references.labels[row] == 1 { moved[row, 2] += 4 }
    let classifier = try OriginClassifier(fittedTo: sample.references.with(moved))
    let found = try #require(
      classifier.contributions(of: sample.questioned.prefix(rows: 1), for: 0, against: 1))
    #expect(found.logOdds > 0)
    #expect(found.values[2] > 0.8 * found.values.map { abs($0) }.reduce(0, +))
  }

  @Test func anExplanationKeepsTheLargestPartsAndTheRest() {
    let parts = [("a", 1.0), ("b", -3), ("c", 0), ("d", 0.25)].map {
      Explanation.Contribution(part: $0.0, value: $0.1)
    }
    let explanation = Explanation(
      first: Origin("CI"), second: Origin("GH"), logOdds: -1.5, parts: parts, keeping: 2)
    #expect(explanation.contributions.map(\.part) == ["b", "a"])
    #expect(explanation.rest == 0.5)
  }
}
