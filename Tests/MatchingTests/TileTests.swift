import LinearAlgebra
import Testing

@testable import Matching

struct TileTests {
  @Test func holdsTheProductsOfItsBatch() {
    let queries: [Float] = [1, 0, 0, 1, 2, 3]
    let references = Matrix<Float>([[9, 9], [1, 2], [3, 4], [9, 9]])
    var tile = Tile(queries: queries, columns: 2)
    tile.multiply(queries: [2, 0], with: references, rows: 1..<3)
    tile.withRow(0) { #expect($0[0] == 8 && $0[1] == 18) }
    tile.withRow(1) { #expect($0[0] == 1 && $0[1] == 3) }
  }
}
