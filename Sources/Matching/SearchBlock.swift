internal import LinearAlgebra

/// A block of queries on its way past the references, with what may still be near each of them.
///
/// A query first meets the clusters about its nearest centres, as many as hold the neighbours that
/// are wanted, which gives it a short reach; then all other groups that have members within reach.
/// Members of a group are multiplied with all queries that meet it at once. The product stays in the
/// cache and is compared with the queries' cut-offs at once, so the matrix of all distances never
/// exists.
///
/// Unsafe code of the module is here, in ``Search`` and in the files that they call: tiles and rows
/// are addressed by pointers whose extents follow from the shapes checked by ``ReferenceIndex``.
struct SearchBlock {
  private let screen: Screen
  private let filter: SearchFilter?
  private let prunes: Bool
  /// The number of the first query among all.
  private let first: Int
  /// The queries as the screen sees them.
  private let rounded: [Float]
  /// The distance of each query from each centre.
  private let distances: [Double]
  /// Whether a query has met a cluster in the first round.
  private var isMet: [Bool]
  /// The candidates of each query; empty where there can be none or the screen cannot be used.
  private(set) var lists: [CandidateList]
  /// Whether the screen can judge a query.
  let isScreened: [Bool]
  /// The products that were computed.
  private(set) var products = 0
  /// How far each query still looks, below 0 for those that do not: what their lists say, side by side.
  private var reaches: [Double]
  /// The screen value below which a reference is a candidate, likewise.
  private var cutoffs: [Float]

  /// Rounds queries and finds their nearest centres.
  ///
  /// - Parameters:
  ///   - search: the index, the number of neighbours, the filter.
  ///   - queries: `count` rows as given.
  ///   - first: the number of the first one among all queries.
  init(_ search: Search, queries: UnsafePointer<Double>, first: Int, count: Int) {
    let (screen, partition) = (search.screen, search.screen.partition)
    let (columns, centres) = (screen.rows.columns, partition.centres.rows)
    var lists: [CandidateList] = []
    var isScreened: [Bool] = []
    var rounded = [Float](repeating: 0, count: count * columns)
    var distances = [Double](repeating: 0, count: count * centres)
    rounded.withUnsafeMutableBufferPointer { rounded in
      distances.withUnsafeMutableBufferPointer { distances in
        guard let rounded = rounded.baseAddress, let distances = distances.baseAddress
        else { return }
        for query in 0..<count {
          let row = rounded + query * columns
          let norm = screen.round(queries + query * columns, into: row)
          let bound = ScreenBound(
            columns: columns, largestNorm: screen.largestNorm, squaredNorm: norm,
            scale: screen.scale, share: search.options.boundShare)
          let wanted = search.wanted(query: first + query)
          isScreened.append(bound.isUsable)
          lists.append(CandidateList(wanted: bound.isUsable ? wanted : 0, bound: bound))
          partition.distances(of: row, into: distances + query * centres)
        }
      }
    }
    self.screen = screen
    filter = search.filter
    prunes = search.options.prunes
    self.first = first
    self.rounded = rounded
    self.distances = distances
    self.lists = lists
    self.isScreened = isScreened
    isMet = Array(repeating: false, count: count * centres)
    reaches = lists.map { $0.wanted == 0 ? -1 : .infinity }
    cutoffs = lists.map { $0.wanted == 0 ? -.infinity : .infinity }
  }

  /// Memory for the products of this block.
  var tile: Tile { Tile(queries: rounded, columns: screen.rows.columns) }

  /// Lets every query meet the clusters about its nearest centres.
  mutating func meetNearest(_ tile: inout Tile) {
    let partition = screen.partition
    let centres = partition.centres.rows
    var meeting = [[Int]](repeating: [], count: centres)
    for query in lists.indices {
      let wanted = lists[query].wanted
      let start = query * centres
      var members = 0
      while members < wanted {
        var (nearest, least) = (-1, Double.infinity)
        for centre in 0..<centres
        where !isMet[start + centre] && distances[start + centre] < least {
          (nearest, least) = (centre, distances[start + centre])
        }
        guard nearest >= 0 else { break }
        isMet[start + nearest] = true
        meeting[nearest].append(query)
        for group in partition.clusters[nearest] { members += admitted(query, in: group) }
      }
    }
    for centre in 0..<centres where !meeting[centre].isEmpty {
      for group in partition.clusters[centre] {
        pass(group, against: meeting[centre].filter { admitted($0, in: group) > 0 }, tile: &tile)
      }
    }
    tighten()
  }

  /// Lets every query meet what is left of some groups and within its reach.
  mutating func meetRest(of groups: Range<Int>, _ tile: inout Tile) {
    let partition = screen.partition
    let centres = partition.centres.rows
    var meeting: [Int] = []
    for index in groups {
      let group = partition.groups[index]
      meeting.removeAll(keepingCapacity: true)
      for query in reaches.indices {
        let place = query * centres + group.centre
        guard
          reaches[query] >= 0, !isMet[place],
          !prunes
            || Partition.lowerBound(of: group, distance: distances[place]) <= reaches[query],
          admitted(query, in: index) > 0
        else { continue }
        meeting.append(query)
      }
      pass(index, against: meeting, tile: &tile)
    }
    tighten()
  }

  /// The same block before anything was found beyond what it knows of its reach, for a part of the
  /// groups.
  func part() -> SearchBlock {
    var part = self
    part.lists = lists.map { $0.emptied() }
    part.products = 0
    return part
  }

  /// Takes over what a part has found.
  mutating func join(_ part: SearchBlock) {
    products += part.products
    for query in lists.indices where reaches[query] >= 0 { lists[query].join(part.lists[query]) }
  }

  /// How many members of a group may be neighbours of a query of the block.
  private func admitted(_ query: Int, in group: Int) -> Int {
    filter?.count(query: first + query, group: group) ?? screen.partition.groups[group].places.count
  }

  /// Lowers all cut-offs as far as possible.
  private mutating func tighten() {
    for query in lists.indices where reaches[query] >= 0 {
      lists[query].tighten()
      reaches[query] = lists[query].reach
      cutoffs[query] = lists[query].cutoff
    }
  }

  /// Multiplies some queries with the members of a group and adds to their candidates.
  ///
  /// - Parameter queries: their numbers in the block, ascending, all with a list.
  private mutating func pass(_ index: Int, against queries: [Int], tile: inout Tile) {
    let places = screen.partition.groups[index].places
    products += queries.count * places.count
    for start in stride(from: 0, to: queries.count, by: Tile.rows) {
      let batch = queries[start..<min(start + Tile.rows, queries.count)]
      tile.multiply(queries: batch, with: screen.rows, rows: places)
      screen.halfNorms.withUnsafeBufferPointer { halfNorms in
        guard let halfNorms = halfNorms.baseAddress else { return }
        for (row, query) in batch.enumerated() {
          tile.withRow(row) { products in
            scan(products, halfNorms: halfNorms + places.lowerBound, places: places, query: query)
          }
        }
      }
    }
  }

  /// Adds the references whose screen value is below the cut-off.
  ///
  /// Values are compared a chunk at a time; hardly ever is one below. `products` and `halfNorms` can
  /// be read up to a whole chunk; what stands beyond the places is never added.
  private mutating func scan(
    _ products: UnsafePointer<Float>, halfNorms: UnsafePointer<Float>, places: Range<Int>,
    query: Int
  ) {
    var start = 0
    while true {
      let cutoff = cutoffs[query]
      var hits: UInt64
      (start, hits) = DifferenceScan.firstChunk(
        below: cutoff, of: halfNorms, less: products, from: start, to: places.count)
      guard start < places.count else { return }
      while hits != 0 {
        let offset = start + hits.trailingZeroBitCount
        hits &= hits - 1
        guard offset < places.count else { break }
        let value = halfNorms[offset] - products[offset]
        // Additions since the chunk was compared may have lowered the cut-off.
        guard value < lists[query].cutoff else { continue }
        let row = screen.partition.order[places.lowerBound + offset]
        guard filter?.admits(row: row, query: first + query) ?? true else { continue }
        lists[query].add(value: value, row: row)
      }
      cutoffs[query] = lists[query].cutoff
      reaches[query] = lists[query].reach
      start += Screen.chunk
    }
  }
}
