import LinearAlgebra
import Matching
import Testing

struct DiscriminantMetricTests {
  static func metric(
    _ references: LabelledFeatures, components: Int
  ) throws -> (space: ReferenceSpace, metric: DiscriminantMetric) {
    let space = try ReferenceSpace(references, limit: 240, workers: Workers(1))
    return (space, try DiscriminantMetric(in: space, components: components, workers: Workers(1)))
  }

  @Test(arguments: GoldenSample.all)
  func shrinkageAndDistancesAreThoseOfTheGeneralisedEigenproblem(golden: GoldenSample) throws {
    let references = golden.sample.references
    let (_, metric) = try DiscriminantMetricTests.metric(references, components: 10)
    #expect(largestDifference([metric.shrinkage], golden.shrinkage) < 1e-9)
    let scores = metric.scores(of: references.features)
    #expect(scores.columns == references.origins - 1)
    #expect(largestDifference(distances(scores), golden.distancesInTheMetric) < 1e-9)
  }

  @Test func theNumberOfComponentsIsThatOfTheSpaceAtMost() throws {
    let references = GoldenSample.tall.sample.references
    #expect(try DiscriminantMetricTests.metric(references, components: 10).metric.components == 10)
    #expect(try DiscriminantMetricTests.metric(references, components: 99).metric.components == 12)
  }

  @Test func distancesDoNotDependOnTheUnitOfTheFeaturesOrWhereTheyBegin() throws {
    let references = GoldenSample.tall.sample.references
    let other = references.with(
      Matrix(rows: 36, columns: 12, elements: references.features.elements.map { 3e5 * $0 + 4e5 }))
    let before = try DiscriminantMetricTests.metric(references, components: 10).metric
    let after = try DiscriminantMetricTests.metric(other, components: 10).metric
    #expect(
      largestDifference(
        distances(before.scores(of: references.features)),
        distances(after.scores(of: other.features))) < 1e-9)
    #expect(abs(before.shrinkage - after.shrinkage) < 1e-9)
  }

  @Test func singleItemsOfEachOriginAreComparedByPlainDistance() throws {
    let references = LabelledFeatures(
      features: Matrix([[0, 0], [3, 4]]), labels: [0, 1], groups: [0, 1], origins: 2)
    let (_, metric) = try DiscriminantMetricTests.metric(references, components: 10)
    #expect(metric.shrinkage == 1)
    let scores = metric.scores(of: references.features)
    #expect(abs(abs(scores[0, 0] - scores[1, 0]) - 5) < 1e-12)
  }

  /// Values that centring does not bring to exactly zero, each several times.
  @Test func whatRepeatedItemsLeaveByRoundingIsNoUnitOfDistance() throws {
    let rows = [[0.1, 0.7, 1.3], [0.3, 0.1, 0.2], [1.1, 0.9, 0.3]]
    let references = LabelledFeatures(
      features: Matrix((0..<21).map { rows[$0 / 7] }), labels: (0..<21).map { $0 / 7 },
      groups: (0..<21).map { $0 / 7 }, origins: 3)
    let (_, metric) = try DiscriminantMetricTests.metric(references, components: 10)
    let scores = metric.scores(of: Matrix(rows))
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
      let plain = squaredDistance(rows[a][...], rows[b][...])
      #expect(abs(squaredDistance(scores.row(a), scores.row(b)) - plain) < 1e-9)
    }
  }

  @Test func directionsInWhichNoMeansDifferAreLeftOut() throws {
    // Three origins on a line: their means span one direction of the two that three could.
    let rows = (0..<12).map { item -> [Double] in
      let (step, side) = (Double(item % 2), Double(item / 2 % 2))
      return [Double(item / 4) + step, side]
    }
    let references = LabelledFeatures(
      features: Matrix(rows),
      labels: (0..<12).map { $0 / 4 }, groups: Array(0..<12), origins: 3)
    let (_, metric) = try DiscriminantMetricTests.metric(references, components: 10)
    #expect(metric.projection.columns == 1)
  }

  @Test func originsThatDoNotDifferAtAllGiveFiniteScores() throws {
    let references = LabelledFeatures(
      features: Matrix((0..<8).map { [Double($0 % 2), Double($0 / 2 % 2)] }),
      labels: (0..<8).map { $0 / 4 }, groups: Array(0..<8), origins: 2)
    let (_, metric) = try DiscriminantMetricTests.metric(references, components: 10)
    #expect(metric.projection.columns == 1)
    #expect(metric.projection.elements.allSatisfy { $0.isFinite })
  }

  @Test func withoutComponentsEveryScoreIsEmpty() throws {
    let references = LabelledFeatures(
      features: Matrix(rows: 4, columns: 2, repeating: 5), labels: [0, 0, 1, 1],
      groups: [0, 1, 2, 3], origins: 2)
    let (_, metric) = try DiscriminantMetricTests.metric(references, components: 10)
    #expect(metric.components == 0)
    #expect(metric.scores(of: references.features) == Matrix(rows: 4, columns: 0))
  }
}
