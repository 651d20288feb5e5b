internal import LinearAlgebra

/// One search: the index, the number of neighbours and how queries are answered block by block.
///
/// For a block of queries the references are passed group by group. Each product of the two stays in
/// the cache and is compared with the queries' cut-offs at once, so the matrix of all distances never
/// exists. Unsafe code of the module is here and in the files that this one calls: tiles and rows are
/// addressed by pointers whose extents follow from the shapes checked by ``ReferenceIndex``.
///
/// A filter (only some origins, never the query's own group) belongs where a reference becomes a
/// candidate, in ``scan(_:halfNorms:places:into:)`` and ``allRows()``: a reference that is
/// not added there is neither ranked nor does it lower a cut-off.
struct Search: Sendable {
  private let index: ReferenceIndex
  private let screen: Screen
  private let k: Int
  private let options: SearchOptions
  /// One more than `k`, if there are so many: the next one tells whether a tie is cut.
  private let wanted: Int

  /// A search for `k` neighbours.
  ///
  /// - Parameters:
  ///   - index: the references.
  ///   - k: 1 to the number of references.
  ///   - options: what tests and benchmarks change.
  init(index: ReferenceIndex, k: Int, options: SearchOptions) {
    self.index = index
    screen = index.screen
    self.k = k
    self.options = options
    wanted = min(k + 1, index.count)
  }

  /// The neighbours of some rows of the queries, in their order.
  ///
  /// - Parameters:
  ///   - queries: all queries, with the columns of the references.
  ///   - rows: the block to answer.
  /// - Returns: `k` neighbours for each, nearest first, whether the last is tied with one left out,
  ///   and the number of products that it took.
  func answers(
    to queries: Matrix<Double>, rows: Range<Int>
  ) -> (elements: [Neighbour], cutsTie: [Bool], products: Int) {
    let columns = screen.rows.columns
    return queries.elements.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return ([], [], 0) }
      let first = values + rows.lowerBound * columns
      let (lists, products) = screened(first, count: rows.count)
      var elements: [Neighbour] = []
      elements.reserveCapacity(rows.count * k)
      var cutsTie: [Bool] = []
      for (offset, list) in lists.enumerated() {
        let candidates = list?.entries.map(\.row) ?? allRows()
        let ranked = ranked(candidates, query: first + offset * columns)
        elements += ranked.prefix(k)
        cutsTie.append(
          ranked.count > k && ranked[k].squaredDistance == ranked[k - 1].squaredDistance)
      }
      return (elements, cutsTie, products)
    }
  }

  /// The candidates of each query; `nil` where the screen cannot be used.
  ///
  /// A query first meets the groups about its nearest centre, which gives it a short reach, and then
  /// all others that have members within reach.
  private func screened(
    _ queries: UnsafePointer<Double>, count: Int
  ) -> (lists: [CandidateList?], products: Int) {
    let (columns, partition) = (screen.rows.columns, screen.partition)
    var lists: [CandidateList?] = []
    var rounded = [Float](repeating: 0, count: count * columns)
    var distances: [[Double]] = []
    var nearest: [Int] = []
    rounded.withUnsafeMutableBufferPointer { rounded in
      guard let rounded = rounded.baseAddress else { return }
      for query in 0..<count {
        let row = rounded + query * columns
        let norm = screen.round(queries + query * columns, into: row)
        let bound = ScreenBound(
          columns: columns, largestNorm: screen.largestNorm, squaredNorm: norm,
          scale: screen.scale, share: options.boundShare)
        lists.append(bound.isUsable ? CandidateList(wanted: wanted, bound: bound) : nil)
        let toCentres = partition.distances(of: row)
        nearest.append(toCentres.indices.min { toCentres[$0] < toCentres[$1] } ?? 0)
        distances.append(toCentres)
      }
    }
    var tile = Tile(queries: rounded, columns: columns)
    var products = 0
    for group in partition.groups {
      let near = (0..<count).filter { lists[$0] != nil && nearest[$0] == group.centre }
      products += near.count * group.places.count
      pass(group, against: near, tile: &tile, lists: &lists)
    }
    for group in partition.groups {
      let within = (0..<count).filter { query in
        guard let list = lists[query], nearest[query] != group.centre else { return false }
        guard options.prunes else { return true }
        let distance = distances[query][group.centre]
        return Partition.lowerBound(of: group, distance: distance) <= list.reach
      }
      products += within.count * group.places.count
      pass(group, against: within, tile: &tile, lists: &lists)
    }
    return (lists, products)
  }

  /// Multiplies some queries with the members of a group and adds to their candidates.
  ///
  /// - Parameter queries: their numbers in the block, all with a list, in batches of a tile.
  private func pass(
    _ group: Partition.Group, against queries: [Int], tile: inout Tile,
    lists: inout [CandidateList?]
  ) {
    for start in stride(from: 0, to: queries.count, by: Tile.rows) {
      let batch = queries[start..<min(start + Tile.rows, queries.count)]
      tile.multiply(queries: batch, with: screen.rows, rows: group.places)
      screen.halfNorms.withUnsafeBufferPointer { halfNorms in
        guard let halfNorms = halfNorms.baseAddress else { return }
        for (row, query) in batch.enumerated() {
          tile.withRow(row) { products in
            scan(
              products, halfNorms: halfNorms + group.places.lowerBound, places: group.places,
              into: &lists[query])
          }
          lists[query]?.tighten()
        }
      }
    }
  }

  /// Adds the references whose screen value is below the cut-off.
  ///
  /// Values are compared a chunk at a time; hardly ever is one below. `products` and `halfNorms` can
  /// be read up to a whole chunk; what stands beyond the places is never added.
  private func scan(
    _ products: UnsafePointer<Float>, halfNorms: UnsafePointer<Float>, places: Range<Int>,
    into list: inout CandidateList?
  ) {
    guard var cutoff = list?.cutoff else { return }
    for start in stride(from: 0, to: places.count, by: Screen.chunk) {
      let (products, halfNorms) = (products + start, halfNorms + start)
      guard isBelow(cutoff, products, halfNorms) else { continue }
      for offset in 0..<min(Screen.chunk, places.count - start) {
        let value = halfNorms[offset] - products[offset]
        guard value < cutoff else { continue }
        let place = places.lowerBound + start + offset
        list?.add(value: value, row: screen.partition.order[place])
        cutoff = list?.cutoff ?? cutoff
      }
    }
  }

  /// Whether any half norm of a chunk, less its product, is below the cut-off.
  @inline(__always)
  private func isBelow(
    _ cutoff: Float, _ products: UnsafePointer<Float>, _ halfNorms: UnsafePointer<Float>
  ) -> Bool {
    let (products, halfNorms) = (UnsafeRawPointer(products), UnsafeRawPointer(halfNorms))
    let limit = SIMD16<Float>(repeating: cutoff)
    var below = SIMDMask<SIMD16<Int32>>(repeating: false)
    for part in 0..<Screen.chunk / 16 {
      let value =
        halfNorms.loadUnaligned(fromByteOffset: 64 * part, as: SIMD16<Float>.self)
        - products.loadUnaligned(fromByteOffset: 64 * part, as: SIMD16<Float>.self)
      below = below .| (value .< limit)
    }
    return any(below)
  }

  /// Every reference, for queries that the screen cannot judge.
  private func allRows() -> [Int] { Array(0..<screen.rows.rows) }

  /// The nearest candidates in order, one more than `k` where there are more.
  ///
  /// This is the definition of the answer; all before it only keeps the list of candidates short.
  private func ranked(_ candidates: [Int], query: UnsafePointer<Double>) -> [Neighbour] {
    let neighbours =
      switch index.storage {
      case .single(let references): distances(candidates, references, query)
      case .double(let references): distances(candidates, references, query)
      }
    return Array(neighbours.sorted().prefix(wanted))
  }

  /// The candidates with their direct double-precision distances, in the given order.
  private func distances<Scalar: BLASScalar>(
    _ candidates: [Int], _ references: Matrix<Scalar>, _ query: UnsafePointer<Double>
  ) -> [Neighbour] {
    let columns = references.columns
    return references.elements.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return [] }
      return candidates.map { row in
        Neighbour(
          row: row,
          squaredDistance: squaredDistance(values + row * columns, query, count: columns))
      }
    }
  }
}
