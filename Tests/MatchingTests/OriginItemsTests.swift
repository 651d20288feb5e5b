import LinearAlgebra
import Testing

@testable import Matching

struct OriginItemsTests {
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

  @Test(arguments: [1, 9, 150, 1200])
  func distancesAreThoseOfDifferences(count: Int) {
    var numbers = Numbers(seed: count)
    let items: Matrix<Double> = numbers.matrix(count, 5)
    let questioned: Matrix<Double> = numbers.matrix(70, 5)
    let cloud = OriginItems(items, about: columnMeans(items)[...], averaging: 0.1)
    #expect(cloud.wanted == (count + 9) / 10)
    let found = cloud.meanDistances(from: questioned)
    let expected = OriginItemsTests.plain(items, questioned, wanted: cloud.wanted)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * $1 })
  }

  /// Products of far points leave nothing of the distance of near ones.
  @Test(arguments: [0, 1e-9, 1e-3])
  func nearDuplicatesFarFromTheCentreKeepTheirDistance(step: Double) {
    var numbers = Numbers(seed: 3)
    let items = shifted(numbers.matrix(40, 3), by: 1e4)
    let questioned = shifted(items.selecting(rows: [0, 7, 39]), by: step)
    let cloud = OriginItems(items, about: [0, 0, 0], averaging: 0.01)
    let found = cloud.meanDistances(from: questioned)
    let expected = OriginItemsTests.plain(items, questioned, wanted: 1)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * $1 })
  }

  @Test func theOrderOfTheQuestionedItemsChangesNothing() {
    var numbers = Numbers(seed: 9)
    let items: Matrix<Double> = numbers.matrix(900, 4)
    let questioned: Matrix<Double> = numbers.matrix(100, 4)
    let order = (0..<100).map { $0 * 37 % 100 }
    let cloud = OriginItems(items, about: [0, 0, 0, 0], averaging: 0.1)
    let found = cloud.meanDistances(from: questioned)
    let permuted = cloud.meanDistances(from: questioned.selecting(rows: order))
    #expect(zip(order, permuted).allSatisfy { abs(found[$0] - $1) <= 1e-14 * $1 })
  }

  @Test func withoutItemsEveryDistanceIsInfinite() {
    let cloud = OriginItems(Matrix(rows: 0, columns: 2), about: [0, 0], averaging: 0.1)
    #expect(cloud.meanDistances(from: Matrix([[1, 2]])) == [.infinity])
  }
}
