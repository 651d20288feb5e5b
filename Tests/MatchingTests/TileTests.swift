import LinearAlgebra
import Testing

@testable import Matching

struct TileTests {
  @Test func holdsTheProductsOfItsBatch() {
    let queries: [Float] = [1, 0, 0, 1, 2, 3]
    let references = Matrix<Float>([[9, 9], [1, 2], [3, 4], [9, 9]])
    var tile = Tile(queries: queries, columns: 2)
    tile.multiply(queries: [0, 2], with: references, rows: 1..<3)
    tile.withRow(0) { #expect($0[0] == 1 && $0[1] == 3) }
    tile.withRow(1) { #expect($0[0] == 8 && $0[1] == 18) }
  }

  /// One by one, put together from apart, and where they are: the same whole numbers.
  @Test(arguments: [[1], [0, 3], [0, 2, 3], [1, 2, 3], [0, 1, 2, 3]])
  func theWayOfMultiplyingChangesNoWholeNumber(batch: [Int]) {
    var numbers = Numbers(seed: 12)
    let queries = (0..<4 * 5).map { _ in Float(numbers.below(9) - 4) }
    let references = Matrix<Float>(
      rows: 6, columns: 5, elements: (0..<30).map { _ in Float(numbers.below(9) - 4) })
    var tile = Tile(queries: queries, columns: 5)
    tile.multiply(queries: batch[...], with: references, rows: 2..<6)
    for (row, query) in batch.enumerated() {
      tile.withRow(row) { products in
        for reference in 0..<4 {
          let expected = (0..<5).reduce(Float(0)) {
            $0 + queries[query * 5 + $1] * references[reference + 2, $1]
          }
          #expect(products[reference] == expected)
        }
      }
    }
  }
}
