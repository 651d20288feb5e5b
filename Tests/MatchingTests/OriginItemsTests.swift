import LinearAlgebra
import Testing

@testable import Matching

struct OriginItemsTests {
  /// Items as a library keeps them, among others, and the same in double precision.
  static func cloud(
    _ items: Matrix<Double>, about centre: [Double], averaging share: Double
  ) -> (cloud: OriginItems, items: Matrix<Double>) {
    let width = items.columns
    let kept = subtracting(centre, from: items).elements.map { Float($0) }
    let others = [Float](repeating: 3, count: 2 * width)
    let all = Matrix(
      rows: items.rows + 3, columns: width, elements: others + kept + others.prefix(width))
    let exact = kept.enumerated().map { Double($1) + centre[$0 % width] }
    return (
      OriginItems(all, rows: 2..<items.rows + 2, about: centre, averaging: share),
      Matrix(rows: items.rows, columns: width, elements: exact)
    )
  }

  /// The mean of the smallest distances, from differences and a sort.
  static func plain(
    _ items: Matrix<Double>, _ questioned: Matrix<Double>, wanted: Int
  ) -> [Double] {
    (0..<questioned.rows).map { row in
      let distances = (0..<items.rows)
        .map { squaredDistance(items.row($0), questioned.row(row)).squareRoot() }.sorted()
      return distances.prefix(wanted).reduce(0, +) / Double(wanted)
    }
  }

  /// Up to more items than factors are made of at a time.
  @Test(arguments: [1, 9, 150, 1200, 40_000])
  func distancesAreThoseOfDifferences(count: Int) {
    var numbers = Numbers(seed: count)
    let drawn: Matrix<Double> = numbers.matrix(count, 5)
    let questioned: Matrix<Double> = numbers.matrix(count > 1200 ? 3 : 70, 5)
    let (cloud, items) = OriginItemsTests.cloud(
      drawn, about: columnMeans(drawn), averaging: 0.1)
    #expect(cloud.wanted == (count + 9) / 10)
    let found = cloud.meanDistances(from: questioned)
    let expected = OriginItemsTests.plain(items, questioned, wanted: cloud.wanted)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * $1 })
  }

  /// Products of far points leave nothing of the distance of near ones.
  @Test(arguments: [0, 1e-9, 1e-3])
  func nearDuplicatesFarFromTheCentreKeepTheirDistance(step: Double) {
    var numbers = Numbers(seed: 3)
    let (cloud, items) = OriginItemsTests.cloud(
      shifted(numbers.matrix(40, 3), by: 1e4), about: [0, 0, 0], averaging: 0.01)
    let questioned = shifted(items.selecting(rows: [0, 7, 39]), by: step)
    let found = cloud.meanDistances(from: questioned)
    let expected = OriginItemsTests.plain(items, questioned, wanted: 1)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * $1 })
  }

  @Test func theNearestAreThoseThatAreAveragedOver() {
    var numbers = Numbers(seed: 4)
    let (cloud, items) = OriginItemsTests.cloud(
      numbers.matrix(60, 3), about: [0, 1, 2], averaging: 0.1)
    let score = Array(items.row(5))
    let near = cloud.nearest(to: score[...])
    #expect(near.count == 6 && near[0] == score)
    let mean = near.reduce(0) { $0 + squaredDistance($1[...], score[...]).squareRoot() } / 6
    #expect(abs(cloud.meanDistances(from: Matrix([score]))[0] - mean) <= 1e-12 * mean)
  }

  @Test func theOrderOfTheQuestionedItemsChangesNothing() {
    var numbers = Numbers(seed: 9)
    let items: Matrix<Double> = numbers.matrix(900, 4)
    let questioned: Matrix<Double> = numbers.matrix(100, 4)
    let order = (0..<100).map { $0 * 37 % 100 }
    let (cloud, _) = OriginItemsTests.cloud(items, about: [0, 0, 0, 0], averaging: 0.1)
    let found = cloud.meanDistances(from: questioned)
    let permuted = cloud.meanDistances(from: questioned.selecting(rows: order))
    #expect(zip(order, permuted).allSatisfy { abs(found[$0] - $1) <= 1e-14 * $1 })
  }

  @Test func withoutItemsEveryDistanceIsInfinite() {
    let (cloud, _) = OriginItemsTests.cloud(
      Matrix(rows: 0, columns: 2), about: [0, 0], averaging: 0.1)
    #expect(cloud.meanDistances(from: Matrix([[1, 2]])) == [.infinity])
  }
}
