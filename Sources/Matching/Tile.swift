internal import LinearAlgebra

/// The products of some queries with the members of one group, in memory that is used again and again.
///
/// A tile of 256 x 1,024 takes a megabyte: half of a present processor's second-level cache.
struct Tile {
  /// The largest number of queries in a tile.
  static let rows = 256
  /// Up to so many queries are multiplied one by one: a product of matrices would first copy the
  /// references into an order of its own, which costs more than it gains.
  static let direct = 2

  private let queries: [Float]
  private let columns: Int
  private var gathered: [Float]
  private var products: [Float]

  /// A tile for the given queries, row after row.
  init(queries: [Float], columns: Int) {
    self.queries = queries
    self.columns = columns
    let rows = min(Tile.rows, queries.count / max(1, columns))
    gathered = Array(repeating: 0, count: rows * columns)
    products = Array(repeating: 0, count: rows * Partition.groupSize)
  }

  /// Computes the products of some queries with consecutive references.
  ///
  /// Queries that follow one another are used where they are; others are first put together.
  ///
  /// - Parameters:
  ///   - batch: the numbers of at most ``rows`` queries, each above the one before it.
  ///   - references: `n x d`.
  ///   - places: at most ``Partition/groupSize`` rows of the references.
  mutating func multiply(
    queries batch: ArraySlice<Int>, with references: Matrix<Float>, rows places: Range<Int>
  ) {
    precondition(
      batch.count * columns <= gathered.count && places.count <= Partition.groupSize
        && places.upperBound <= references.rows && references.columns == columns,
      "A tile holds the products of its batch.")
    let first = batch.first ?? 0
    products.withUnsafeMutableBufferPointer { products in
      references.elements.withUnsafeBufferPointer { references in
        queries.withUnsafeBufferPointer { queries in
          gathered.withUnsafeMutableBufferPointer { gathered in
            guard
              let products = products.baseAddress, let references = references.baseAddress,
              let queries = queries.baseAddress, let gathered = gathered.baseAddress
            else { return }
            let members = references + places.lowerBound * columns
            if batch.count <= Tile.direct {
              for (row, query) in batch.enumerated() {
                Float.multiply(
                  rows: members, count: places.count, columns: columns,
                  by: queries + query * columns, into: products + row * Partition.groupSize)
              }
              return
            }
            var rows = queries + first * columns
            if (batch.last ?? 0) - first + 1 != batch.count {
              for (row, query) in batch.enumerated() {
                (gathered + row * columns).update(from: queries + query * columns, count: columns)
              }
              rows = UnsafePointer(gathered)
            }
            Float.multiply(
              rows, transposed: false, members, transposed: true, into: products,
              shape: (batch.count, places.count, columns),
              leading: (columns, columns, Partition.groupSize), alpha: 1, beta: 0)
          }
        }
      }
    }
  }

  /// Lends the products of one query of the batch: ``Partition/groupSize`` values, of which those
  /// beyond the group are left from earlier.
  func withRow(_ row: Int, _ body: (UnsafePointer<Float>) -> Void) {
    products.withUnsafeBufferPointer { products in
      guard let products = products.baseAddress else { return }
      body(products + row * Partition.groupSize)
    }
  }
}
