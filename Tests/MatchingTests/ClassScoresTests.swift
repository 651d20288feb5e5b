import LinearAlgebra
import Matching
import Testing

struct ClassScoresTests {
  static func references(_ sample: Sample) throws -> (DiscriminantMetric, ScoredReferences) {
    let (space, metric) = try DiscriminantMetricTests.metric(sample.references, components: 10)
    return (metric, ScoredReferences(space, metric: metric, workers: Workers(1)))
  }

  @Test(arguments: GoldenSample.all)
  func scoresAreThoseOfPlainDistances(golden: GoldenSample) throws {
    let sample = golden.sample
    let (metric, references) = try ClassScoresTests.references(sample)
    let questioned = metric.scores(of: sample.questioned)
    let scores = references.scores(of: questioned.prefix(rows: 2), workers: Workers(1))
    #expect(largestDifference(scores.gaussian.elements, golden.gaussian) < 1e-9)
    // References are kept in single precision about the mean of their origin.
    #expect(largestDifference(scores.neighbours.elements, golden.neighbours) < 1e-5)
    let means = GroupMeans(of: questioned, groups: sample.groups).means
    #expect(
      largestDifference(references.groupScores(of: means).elements, golden.nearestGroups) < 1e-9)
  }

  @Test(arguments: GoldenSample.all)
  func aReferenceIsWhereItsFeaturesAre(golden: GoldenSample) throws {
    let (metric, references) = try ClassScoresTests.references(golden.sample)
    let again = metric.scores(of: golden.sample.references.features)
    let labels = golden.sample.references.labels
    let order = labels.indices.sorted { (labels[$0], $0) < (labels[$1], $1) }
    for (place, item) in order.enumerated() {
      let origin = labels[item]
      #expect(references.itemsOfOrigin[origin].contains(place))
      let kept = zip(references.deviations.row(place), references.means.row(origin))
        .map { Double($0) + $1 }
      let distance = squaredDistance(again.row(item), kept[...]).squareRoot()
      #expect(distance < 1e-5)
    }
  }

  /// The items of two origins on a line, and a third without any.
  static func line(_ items: [Double], _ others: [Double]) -> ScoredReferences {
    ScoredReferences(
      items: Matrix((items + others).map { [$0] }),
      labels: items.map { _ in 0 } + others.map { _ in 2 },
      groupMeans: Matrix([[items[0]], [others[0]]]), groupLabels: [0, 2],
      means: Matrix([[0], [0], [5]]))
  }

  @Test(arguments: [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3), (30, 3), (70, 7), (71, 8)])
  func aTenthRoundedUpAreNeighbours(items: Int, wanted: Int) {
    let positions = (1...items).map { Double($0 * 7 % (items * 7 + 1)) }.sorted()
    let references = ClassScoresTests.line(positions.reversed(), [1])
    let scores = references.scores(of: Matrix([[0]]), workers: Workers(1))
    let expected = positions.prefix(wanted).reduce(0, +) / Double(wanted)
    #expect(abs(scores.neighbours[0, 0] + expected) <= 1e-6 * expected)
    #expect(scores.neighbours[0, 1] == -.infinity)
    #expect(scores.gaussian.elements == [0, -.infinity, -12.5])
    #expect(references.groupScores(of: Matrix([[2]]))[0, 1] == -.infinity)
  }

  @Test(arguments: [2, 3, 5])
  func workersDoNotChangeABit(workers: Int) throws {
    var numbers = Numbers(seed: 5)
    let references = ScoredReferences(
      items: numbers.matrix(50, 3), labels: (0..<50).map { $0 % 2 },
      groupMeans: numbers.matrix(4, 3),
      groupLabels: [0, 1, 0, 1], means: numbers.matrix(2, 3))
    let questioned: Matrix<Double> = numbers.matrix(200, 3)
    let one = references.scores(of: questioned, workers: Workers(1))
    let several = references.scores(of: questioned, workers: Workers(workers))
    #expect(one == several)
    #expect(one.gaussian.rows == 200)
  }

  @Test func nothingQuestionedHasNoScores() {
    let scores = ClassScoresTests.line([1], [2]).scores(
      of: Matrix(rows: 0, columns: 1), workers: Workers(2))
    #expect(scores.gaussian == Matrix(rows: 0, columns: 3))
  }

  @Test func squaredDistancesAreSumsOfSquaredDifferences() {
    #expect(squaredDistance([0, 3, 1][1...], [1, 5, 1][0..<2]) == 20)
    #expect(squaredDistance([][...], [][...]) == 0)
  }
}
