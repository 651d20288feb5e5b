import Foundation
import LinearAlgebra
import Matching
import Testing

struct OriginClassifierAnswersTests {
  @Test(arguments: GoldenSample.all)
  func answersAreThoseOfTheIndependentProgram(golden: GoldenSample) throws {
    let sample = golden.sample
    let classifier = try OriginClassifier(fittedTo: sample.references)
    let two = sample.questioned.prefix(rows: 2)
    let items = classifier.itemProbabilities(of: two)
    #expect(largestDifference(items.flatMap(\.self), golden.itemProbabilities) < 1e-9)
    let confidence = try #require(classifier.items)
    #expect(
      largestDifference(
        items.flatMap { row in confidence.pValues(row.map { log($0) }) }, golden.itemPValues) < 1e-9
    )
    for expected in golden.groups {
      let rows = expected.size == 1 ? sample.firstRows : Array(sample.groups.indices)
      let answers = classifier.answers(
        for: sample.questioned.selecting(rows: rows), groups: rows.map { sample.groups[$0] })
      #expect(
        largestDifference(answers.flatMap(\.probabilities), expected.probabilities) < 1e-9)
      #expect(
        largestDifference(answers.flatMap { $0.typicalities ?? [] }, expected.typicalities) < 1e-9)
      #expect(largestDifference(answers.flatMap { $0.setValues ?? [] }, expected.setValues) < 1e-9)
      #expect(largestDifference(answers.compactMap(\.novelty), expected.novelties) < 1e-9)
    }
  }

  static let sample = GoldenSample.tall.sample

  /// The probabilities of items and of groups, one list.
  static func probabilities(
    _ references: LabelledFeatures, _ questioned: Matrix<Double>, _ groups: [Int],
    priors: [Double]? = nil
  ) throws -> [Double] {
    let classifier = try OriginClassifier(fittedTo: references)
    return classifier.itemProbabilities(of: questioned, priors: priors).flatMap(\.self)
      + classifier.answers(for: questioned, groups: groups, priors: priors)
      .flatMap(\.probabilities)
  }

  static func plain() throws -> [Double] {
    try probabilities(sample.references, sample.questioned, sample.groups)
  }

  /// The order of groups decides which are held out together only where there are more than folds.
  @Test(arguments: [1, 3, 5])
  func theOrderOfReferencesChangesNothing(step: Int) throws {
    let sample = Sample(seed: 21, groupCounts: [3, 2, 3], shots: 4, features: 12, questioned: 3)
    let plain = try OriginClassifierAnswersTests.probabilities(
      sample.references, sample.questioned, sample.groups)
    let blocks = (0..<32).map { $0 / 4 * step % 8 * 4 + $0 % 4 }
    let interleaved = (0..<32).map { $0 % 8 * step % 8 * 4 + $0 / 8 }
    for order in [blocks, interleaved] {
      let permuted = try OriginClassifierAnswersTests.probabilities(
        sample.references.selecting(order), sample.questioned, sample.groups)
      #expect(largestDifference(plain, permuted) < 1e-9)
    }
  }

  @Test func theOrderOfItemsWithinGroupsChangesNothing() throws {
    let references = OriginClassifierAnswersTests.sample.references
    let order = (0..<36).map { $0 / 4 * 4 + (3 - $0 % 4) }
    let whole = { (classifier: OriginClassifier) in
      // Confidence for few shots is calibrated on the first ones; that for all is not.
      classifier.groups.last.map { [$0.calibration.sharpness] + $0.ownDistances } ?? []
    }
    let (plain, permuted) = (
      try OriginClassifier(fittedTo: references),
      try OriginClassifier(fittedTo: references.selecting(order))
    )
    #expect(largestDifference(whole(plain), whole(permuted)) < 1e-9)
    let questioned = OriginClassifierAnswersTests.sample.questioned
    #expect(
      largestDifference(
        plain.itemProbabilities(of: questioned).flatMap(\.self),
        permuted.itemProbabilities(of: questioned).flatMap(\.self)) < 1e-9)
  }

  @Test func theOrderOfQuestionedItemsChangesNothing() throws {
    let sample = OriginClassifierAnswersTests.sample
    let classifier = try OriginClassifier(fittedTo: sample.references)
    let order = (0..<12).map { $0 * 5 % 12 }
    let plain = classifier.itemProbabilities(of: sample.questioned)
    let permuted = classifier.itemProbabilities(of: sample.questioned.selecting(rows: order))
    #expect(permuted == order.map { plain[$0] })
    let groups = classifier.answers(for: sample.questioned, groups: sample.groups)
    let other = classifier.answers(
      for: sample.questioned.selecting(rows: order), groups: order.map { sample.groups[$0] })
    #expect(
      largestDifference(groups.flatMap(\.probabilities), other.flatMap(\.probabilities)) < 1e-9)
  }

  @Test func oneQuestionedGroupDoesNotChangeAnother() throws {
    let sample = OriginClassifierAnswersTests.sample
    let classifier = try OriginClassifier(fittedTo: sample.references)
    let together = classifier.answers(for: sample.questioned, groups: sample.groups)
    let alone = classifier.answers(
      for: sample.questioned.selecting(rows: Array(4..<8)), groups: [0, 0, 0, 0])
    #expect(largestDifference(alone[0].probabilities, together[1].probabilities) < 1e-12)
  }

  @Test(arguments: [(1.0, 1e4), (1e-6, 0), (1e6, 0), (-3, 5)])
  func unitAndOriginOfTheFeaturesChangeNothing(scale: Double, shift: Double) throws {
    let sample = OriginClassifierAnswersTests.sample
    let moved = { (m: Matrix<Double>) in
      Matrix(rows: m.rows, columns: m.columns, elements: m.elements.map { $0 * scale + shift })
    }
    let other = try OriginClassifierAnswersTests.probabilities(
      sample.references.with(moved(sample.references.features)), moved(sample.questioned),
      sample.groups)
    #expect(largestDifference(try OriginClassifierAnswersTests.plain(), other) < 1e-8)
  }

  @Test func theOrderOfFeaturesChangesNothing() throws {
    let sample = OriginClassifierAnswersTests.sample
    let turned = { (m: Matrix<Double>) in
      Matrix((0..<m.rows).map { row in (0..<12).map { m[row, $0 * 5 % 12] } })
    }
    let other = try OriginClassifierAnswersTests.probabilities(
      sample.references.with(turned(sample.references.features)), turned(sample.questioned),
      sample.groups)
    #expect(largestDifference(try OriginClassifierAnswersTests.plain(), other) < 1e-9)
  }

  @Test func theNumbersOfGroupsChangeNothing() throws {
    let sample = OriginClassifierAnswersTests.sample
    let references = LabelledFeatures(
      features: sample.references.features, labels: sample.references.labels,
      groups: sample.references.groups.map { 1000 - 7 * $0 }, origins: 3)
    let other = try OriginClassifierAnswersTests.probabilities(
      references, sample.questioned, sample.groups)
    #expect(try OriginClassifierAnswersTests.plain() == other)
  }

  @Test func theNumbersOfOriginsOnlyExchangeColumns() throws {
    let sample = Sample(seed: 22, groupCounts: [3, 3], shots: 3, features: 6, questioned: 4)
    let exchanged = LabelledFeatures(
      features: sample.references.features, labels: sample.references.labels.map { 1 - $0 },
      groups: sample.references.groups, origins: 2)
    let plain = try OriginClassifierAnswersTests.probabilities(
      sample.references, sample.questioned, sample.groups)
    let other = try OriginClassifierAnswersTests.probabilities(
      exchanged, sample.questioned, sample.groups)
    #expect(largestDifference(plain, other.map { 1 - $0 }) < 1e-9)
  }

  @Test func itemsThatStandTwiceChangeLittle() throws {
    let sample = OriginClassifierAnswersTests.sample
    let twice = sample.references.selecting((0..<72).map { $0 / 2 })
    let other = try OriginClassifierAnswersTests.probabilities(
      twice, sample.questioned, sample.groups)
    let difference = largestDifference(try OriginClassifierAnswersTests.plain(), other)
    #expect(difference < 0.1)
    #expect(difference > 0)
  }

  @Test func singleItemsThatStandSeveralTimesStillGiveProbabilities() throws {
    let references = LabelledFeatures(
      features: Matrix((0..<12).map { [[0.1, 0.7], [0.3, 0.2]][$0 / 6] }),
      labels: (0..<12).map { $0 / 6 }, groups: (0..<12).map { $0 / 6 }, origins: 2)
    let classifier = try OriginClassifier(fittedTo: references)
    let answers = classifier.answers(for: Matrix([[0.12, 0.65], [0.3, 0.25]]), groups: [0, 1])
    #expect(answers[0].probabilities[0] > 0.8)
    #expect(answers[1].probabilities[1] > 0.8)
  }

  @Test func priorsMultiplyTheOddsExactly() throws {
    let priors = [0.5, 0.3, 0.2]
    let sample = OriginClassifierAnswersTests.sample
    let plain = try OriginClassifierAnswersTests.plain()
    let other = try OriginClassifierAnswersTests.probabilities(
      sample.references, sample.questioned, sample.groups, priors: priors)
    for start in stride(from: 0, to: plain.count, by: 3) {
      for origin in 1..<3 {
        let (before, after) = (
          plain[start + origin] / plain[start], other[start + origin] / other[start]
        )
        #expect(abs(after / before / (priors[origin] / priors[0]) - 1) < 1e-9)
      }
    }
  }

  @Test func priorsDoNotChangeWhatIsTypical() throws {
    let sample = OriginClassifierAnswersTests.sample
    let classifier = try OriginClassifier(fittedTo: sample.references)
    let (even, uneven) = (
      classifier.answers(for: sample.questioned, groups: sample.groups),
      classifier.answers(for: sample.questioned, groups: sample.groups, priors: [0.9, 0.05, 0.05])
    )
    #expect(even.map(\.typicalities) == uneven.map(\.typicalities))
    #expect(even.map(\.setValues) == uneven.map(\.setValues))
  }

  @Test func materialFarFromEveryReferenceIsNovel() throws {
    let sample = OriginClassifierAnswersTests.sample
    let classifier = try OriginClassifier(fittedTo: sample.references)
    let far = Matrix(
      rows: 1, columns: 12, elements: sample.questioned.row(0).map { 100 * $0 })
    let answer = classifier.answers(for: far, groups: [0])[0]
    #expect(answer.novelty == 0.1)
    #expect(answer.typicalities == [0.1, 0.1, 0.1])
  }

  @Test(arguments: [(1, 1), (2, 2), (4, 2), (5, 5), (99, 50), (100, 100), (5000, 100)])
  func confidenceIsThatOfTheLargestSizeNotAbove(count: Int, size: Int) throws {
    let classifier = try OriginClassifier(fittedTo: OriginClassifierAnswersTests.sample.references)
    #expect(classifier.confidence(forCount: count)?.size == size)
  }

  @Test func nothingQuestionedHasNoAnswers() throws {
    let classifier = try OriginClassifier(fittedTo: OriginClassifierAnswersTests.sample.references)
    let none = Matrix<Double>(rows: 0, columns: 12)
    #expect(classifier.answers(for: none, groups: []).isEmpty)
    #expect(classifier.itemProbabilities(of: none).isEmpty)
  }
}
