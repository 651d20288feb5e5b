import LinearAlgebra
import Matching
import Testing

struct OriginClassifierTests {
  @Test(arguments: GoldenSample.all)
  func everyChoiceIsThatOfTheIndependentProgram(golden: GoldenSample) throws {
    let classifier = try OriginClassifier(fittedTo: golden.sample.references)
    let features = golden.sample.references.features
    let rank = min(features.rows - 1, features.columns)
    #expect(classifier.metric.components == min(golden.components, rank))
    // References are kept in single precision about the mean of their origin.
    let items = try #require(classifier.items?.calibration)
    #expect(
      largestDifference(
        [items.weight, items.sharpness] + items.scales + [items.epsilon], golden.itemCalibration)
        < 1e-6)
    for expected in golden.groups {
      let group = try #require(classifier.groups.first { $0.size == expected.size }?.calibration)
      #expect(
        largestDifference(
          [group.weight, group.sharpness] + group.scales + [group.epsilon], expected.calibration)
          < 1e-6)
    }
  }

  @Test func whatWasHeldOutIsSaid() throws {
    #expect(
      try OriginClassifier(fittedTo: GoldenSample.tall.sample.references).heldOut == .wholeGroups)
    #expect(
      try OriginClassifier(fittedTo: GoldenSample.single.sample.references).heldOut
        == .blocksOfGroups)
  }

  @Test func confidenceIsCalibratedForEverySize() throws {
    let classifier = try OriginClassifier(fittedTo: GoldenSample.tall.sample.references)
    #expect(classifier.groups.map(\.size) == [1, 2, 5, 10, 20, 50, 100])
    for group in classifier.groups {
      #expect(group.truth.sorted() == [0, 0, 0, 1, 1, 1, 2, 2, 2])
    }
    // Four shots at most: all sizes from five up are the same.
    #expect(classifier.groups[2].calibration == classifier.groups[6].calibration)
    #expect(classifier.groups[0].calibration != classifier.groups[2].calibration)
    let surprises = try #require(classifier.items?.surprises)
    #expect(surprises.map(\.count) == [12, 12, 12])
    #expect(surprises.allSatisfy { $0 == $0.sorted() })
  }

  /// References that leave little or nothing to learn from.
  static let degenerate: [(name: String, groupCounts: [Int], shots: Int, features: Int)] = [
    ("two origins of one group", [1, 1], 5, 3), ("one group of several", [2, 1], 4, 3),
    ("two groups each", [2, 2], 3, 4), ("one-item groups", [4, 3], 1, 5),
    ("more features than items", [2, 2], 2, 40), ("one feature", [3, 3], 2, 1),
    ("two items an origin", [1, 1], 2, 3), ("an origin without references", [3, 0, 3], 2, 3),
    ("three items in all", [2, 1], 1, 4),
  ]

  @Test(arguments: degenerate.map(\.name))
  func fewReferencesGiveProbabilities(name: String) throws {
    let shape = try #require(OriginClassifierTests.degenerate.first { $0.name == name })
    let sample = Sample(
      seed: 11, groupCounts: shape.groupCounts, shots: shape.shots, features: shape.features,
      questioned: 3)
    let classifier = try OriginClassifier(fittedTo: sample.references)
    let answers = classifier.answers(for: sample.questioned, groups: sample.groups)
    let rows =
      answers.map(\.probabilities) + classifier.itemProbabilities(of: sample.questioned)
    #expect(rows.count == 3 + 3 * shape.shots)
    for row in rows {
      #expect(abs(row.reduce(0, +) - 1) < 1e-9)
      #expect(row.allSatisfy { (0...1).contains($0) })
    }
    let absent = shape.groupCounts.indices.filter { shape.groupCounts[$0] == 0 }
    for origin in absent { #expect(rows.allSatisfy { $0[origin] == 0 }) }
  }

  @Test func singleItemsOfEachOriginLeaveThePriors() throws {
    let sample = Sample(seed: 11, groupCounts: [1, 1, 1], shots: 1, features: 4, questioned: 2)
    let classifier = try OriginClassifier(fittedTo: sample.references)
    #expect(classifier.heldOut == .nothing)
    #expect(classifier.items == nil)
    #expect(classifier.groups.isEmpty)
    let priors = [0.5, 0.25, 0.25]
    let answers = classifier.answers(
      for: sample.questioned, groups: sample.groups, priors: priors)
    #expect(answers.allSatisfy { $0.probabilities == priors && $0.novelty == nil })
    #expect(
      classifier.itemProbabilities(of: sample.questioned, priors: priors) == [priors, priors])
  }

  @Test func constantFeaturesTellNothing() throws {
    let sample = Sample(seed: 11, groupCounts: [3, 3], shots: 2, features: 4, questioned: 2)
    let constant = sample.references.with(Matrix(rows: 12, columns: 4, repeating: 0.1))
    let classifier = try OriginClassifier(fittedTo: constant)
    let answers = classifier.answers(for: sample.questioned, groups: sample.groups)
    for answer in answers {
      #expect(largestDifference(answer.probabilities, [0.5, 0.5]) < 1e-12)
      #expect(answer.typicalities == [1, 1])
    }
  }

  @Test(arguments: [2, 3])
  func workersDoNotChangeABit(workers: Int) throws {
    let sample = GoldenSample.wide.sample
    let (one, several) = (
      try OriginClassifier(fittedTo: sample.references, workers: Workers(1)),
      try OriginClassifier(fittedTo: sample.references, workers: Workers(workers))
    )
    #expect(one.metric.projection == several.metric.projection)
    #expect(
      one.itemProbabilities(of: sample.questioned, workers: Workers(1))
        == several.itemProbabilities(of: sample.questioned, workers: Workers(workers)))
  }

  @Test func matricesAreStackedInTheirOrder() {
    #expect(
      stacked([Matrix([[1, 2]]), Matrix([[3, 4], [5, 6]])]) == Matrix([[1, 2], [3, 4], [5, 6]]))
    #expect(stacked([]) == Matrix(rows: 0, columns: 0))
  }
}
