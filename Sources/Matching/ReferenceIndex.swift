public import LinearAlgebra

/// Exact nearest neighbours among a fixed set of references, by squared Euclidean distance.
///
/// ```swift
/// let index = try ReferenceIndex(Matrix<Float>([[0, 0], [3, 4], [0, 1]]))
/// let found = try index.neighbours(of: Matrix<Float>([[0, 0]]), k: 2)
/// found.rows               // [0, 2]
/// found.squaredDistances   // [0, 1]
/// ```
///
/// The neighbours are the true ones: those with the smallest squared distances computed by direct
/// differences in double precision, equal distances ordered by row (``Neighbours/cutsTie`` says where
/// that decided who was left out). A product in single precision only screens the references, with
/// a bound on its rounding that never loses one. So the answer is the same for every number of
/// threads, every grouping and order of the queries, every BLAS kernel, and for a translation of both
/// sides that their numbers can represent. <doc:ExactNeighbours> has the proof and says what is not
/// promised about distances that differ by less than double precision resolves.
///
/// Both single- and double-precision references and queries are used as they are, unrounded, for the
/// ranking. The index holds them and a centred single-precision copy.
public struct ReferenceIndex: Sendable {
  /// The references as they were given.
  enum Storage: Sendable {
    case single(Matrix<Float>)
    case double(Matrix<Double>)
  }

  let storage: Storage
  let screen: Screen

  /// The number of references.
  public var count: Int { screen.rows.rows }
  /// The number of columns of the references and of every query.
  public var columns: Int { screen.rows.columns }

  /// An index of single-precision references.
  ///
  /// - Parameters:
  ///   - references: one reference per row.
  ///   - workers: threads; the index does not depend on them.
  /// - Throws: ``MatchingError`` when there are none or one holds NaN or an infinity.
  /// - Complexity: O(rows · columns · clusters), with at most 256 clusters.
  public init(
    _ references: Matrix<Float>, workers: Workers = .all
  ) throws(MatchingError) {
    try check(references, .references)
    storage = .single(references)
    screen = Screen(references, workers: workers)
  }

  /// An index of double-precision references.
  ///
  /// - Parameters:
  ///   - references: one reference per row.
  ///   - workers: threads; the index does not depend on them.
  /// - Throws: ``MatchingError`` when there are none, or one holds NaN, an infinity or a magnitude
  ///   beyond 1e150.
  /// - Complexity: O(rows · columns · clusters), with at most 256 clusters.
  public init(
    _ references: Matrix<Double>, workers: Workers = .all
  ) throws(MatchingError) {
    try check(references, .references)
    storage = .double(references)
    screen = Screen(references, workers: workers)
  }

  /// The `k` nearest references of every query.
  ///
  /// ```swift
  /// let parcels = try ReferenceLabels(parcelOfReference, of: index)
  /// let others = try index.neighbours(
  ///   of: queries, k: 10, admitting: SearchFilter(parcels, excluding: parcelOfQuery))
  /// ```
  ///
  /// - Parameters:
  ///   - queries: one query per row, with as many columns as the references.
  ///   - k: how many neighbours, from 1 to the number of references.
  ///   - filter: which references may be neighbours of which queries; all of all by default. A query
  ///     for which it leaves fewer than `k` has fewer neighbours.
  ///   - workers: threads over blocks of queries, or of references where there are fewer queries than
  ///     threads; the answer does not depend on them.
  /// - Throws: ``MatchingError`` when the queries are empty, have other columns or hold values that
  ///   an index refuses, when `k` is out of range, and when the filter excludes labels for more or
  ///   fewer queries.
  /// - Precondition: the filter's labels were made for this index.
  /// - Complexity: O(queries · references · columns) at worst; groups of references that are out of
  ///   reach, or of which none may be a neighbour, are passed over.
  public func neighbours<Scalar: BLASScalar>(
    of queries: Matrix<Scalar>, k: Int, admitting filter: SearchFilter? = nil,
    workers: Workers = .all
  ) throws(MatchingError) -> Neighbours {
    try search(
      queries, k: k, admitting: filter, workers: workers, options: SearchOptions()
    ).neighbours
  }

  /// The `k` nearest references of every query, with how much work that was.
  package func search<Scalar: BLASScalar>(
    _ queries: Matrix<Scalar>, k: Int, admitting filter: SearchFilter? = nil, workers: Workers,
    options: SearchOptions
  ) throws(MatchingError) -> (neighbours: Neighbours, work: SearchWork) {
    if queries.columns != columns, queries.rows > 0 {
      throw .columns(references: columns, queries: queries.columns)
    }
    try check(queries, .queries)
    guard k >= 1, k <= count else { throw .neighbourCount(asked: k, references: count) }
    if let filter {
      precondition(filter.labels.belong(to: self), "The filter's labels are of another index.")
      if let labels = filter.queries, labels != queries.rows {
        throw .labelCount(labels: labels, items: queries.rows)
      }
    }
    let search = Search(index: self, k: k, filter: filter, options: options)
    let widened = Matrix<Double>(
      rows: queries.rows, columns: columns, elements: queries.elements.map { $0.widened })
    let (blocks, inside) = blocks(of: queries.rows, largest: options.blockRows, workers)
    let parts = workers.map(blocks.count) { block in
      search.answers(to: widened, rows: blocks[block], workers: inside)
    }
    return (
      Neighbours(
        k: k, elements: parts.flatMap(\.elements), counts: parts.flatMap(\.counts),
        cutsTie: parts.flatMap(\.cutsTie)),
      SearchWork(
        products: parts.reduce(0) { $0 + $1.products }, possible: queries.rows * count)
    )
  }

  /// Multiplies every query with every reference, in the tiles of a search, and does nothing else.
  ///
  /// A search cannot be faster than this without passing references over; benchmarks print it beside.
  package func multiplyAll<Scalar: BLASScalar>(_ queries: Matrix<Scalar>, workers: Workers) {
    let (blocks, inside) = blocks(of: queries.rows, largest: SearchOptions().blockRows, workers)
    let groups = screen.partition.groups
    workers.forEach(blocks.count) { block in
      let rows = blocks[block]
      let values = queries.elements[rows.lowerBound * columns..<rows.upperBound * columns]
      let rounded = values.map { Float($0.widened) }
      inside.forEach(inside.count) { worker in
        var tile = Tile(queries: rounded, columns: columns)
        let range =
          groups.count * worker / inside.count..<groups.count * (worker + 1) / inside.count
        for group in groups[range] {
          for start in stride(from: 0, to: rows.count, by: Tile.rows) {
            tile.multiply(
              queries: Array(start..<min(start + Tile.rows, rows.count))[...], with: screen.rows,
              rows: group.places)
          }
        }
      }
    }
  }

  /// How queries are shared out, and how many threads work on one block of them.
  ///
  /// Few queries are shared out evenly. Where there are fewer than threads all are one block, and the
  /// threads share out the references. The answers do not depend on any of this.
  private func blocks(
    of queries: Int, largest: Int, _ workers: Workers
  ) -> (blocks: [Range<Int>], inside: Workers) {
    guard queries >= workers.count else { return ([0..<queries], workers) }
    let even = (queries + workers.count - 1) / workers.count
    let rows = max(1, min(largest, even))
    return (
      stride(from: 0, to: queries, by: rows).map { $0..<min($0 + rows, queries) }, Workers(1)
    )
  }
}

/// What tests and benchmarks change about a search; the answers are the same whatever it is.
package struct SearchOptions: Sendable {
  /// The largest number of queries in one block.
  package var blockRows = 1024
  /// The part of the rounding bound that is used: 1, or less to show that it is needed.
  package var boundShare = 1.0
  /// Whether groups of references out of reach are passed over.
  package var prunes = true

  /// What a search does by itself.
  package init() {}
}

/// How much of the work of a search was done.
package struct SearchWork: Sendable, Equatable {
  /// The products of a query with a reference that were computed.
  package let products: Int
  /// Those that there are.
  package let possible: Int

  /// The share that was passed over, 0 to 1.
  package var prunedShare: Double {
    possible == 0 ? 0 : 1 - Double(products) / Double(possible)
  }
}

/// Refuses an empty matrix and values that cannot be compared.
private func check<Scalar: BLASScalar>(
  _ matrix: Matrix<Scalar>, _ side: MatchingError.Side
) throws(MatchingError) {
  guard matrix.rows > 0, matrix.columns > 0 else { throw .empty(side) }
  guard
    let index = matrix.elements.firstIndex(where: { !(abs($0.widened) <= 1e150) })
  else { return }
  let (row, column) = index.quotientAndRemainder(dividingBy: matrix.columns)
  throw matrix.elements[index].isFinite
    ? .tooLarge(side, row: row, column: column) : .notFinite(side, row: row, column: column)
}
