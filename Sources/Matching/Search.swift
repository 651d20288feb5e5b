internal import LinearAlgebra

/// One search: the index, the number of neighbours, the filter, and how candidates are ranked.
///
/// Queries are answered block by block (``SearchBlock``). A single-precision screen finds a few
/// candidates for each; the ranking here is the definition of the answer, and all before it only keeps
/// the list of candidates short.
struct Search: Sendable {
  let screen: Screen
  let filter: SearchFilter?
  let options: SearchOptions
  private let storage: ReferenceIndex.Storage
  private let k: Int

  /// What a block of queries was answered.
  struct Answers: Sendable {
    /// The neighbours of one query after another, nearest first.
    var elements: [Neighbour] = []
    /// How many each query has.
    var counts: [Int] = []
    /// Whether the last of each is tied with one left out.
    var cutsTie: [Bool] = []
    /// The number of products that it took.
    var products = 0
  }

  /// A search for `k` neighbours.
  ///
  /// - Parameters:
  ///   - index: the references.
  ///   - k: 1 to the number of references.
  ///   - filter: which references may be neighbours; all for `nil`.
  ///   - options: what tests and benchmarks change.
  init(index: ReferenceIndex, k: Int, filter: SearchFilter?, options: SearchOptions) {
    storage = index.storage
    screen = index.screen
    self.k = k
    self.filter = filter
    self.options = options
  }

  /// How many candidates a query needs: one more than `k`, if there are so many that may be neighbours.
  ///
  /// The next one tells whether a tie is cut.
  func wanted(query: Int) -> Int {
    min(k + 1, filter?.count(query: query) ?? screen.rows.rows)
  }

  /// The neighbours of some rows of the queries, in their order.
  ///
  /// - Parameters:
  ///   - queries: all queries, with the columns of the references.
  ///   - rows: the block to answer.
  ///   - workers: threads over parts of the references; more than one pays for few queries only.
  func answers(
    to queries: Matrix<Double>, rows: Range<Int>, workers: Workers
  ) -> Answers {
    queries.elements.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return Answers() }
      let first = values + rows.lowerBound * queries.columns
      var block = SearchBlock(self, queries: first, first: rows.lowerBound, count: rows.count)
      var tile = block.tile
      block.meetNearest(&tile)
      let groups = screen.partition.groups.count
      if workers.count == 1 {
        block.meetRest(of: 0..<groups, &tile)
      } else {
        let start = block
        let parts = workers.map(workers.count) { worker in
          var part = start.part()
          var tile = part.tile
          part.meetRest(
            of: groups * worker / workers.count..<groups * (worker + 1) / workers.count, &tile)
          return part
        }
        for part in parts { block.join(part) }
      }
      var answers = Answers()
      answers.elements.reserveCapacity(rows.count * k)
      answers.products = block.products
      for (offset, list) in block.lists.enumerated() {
        let candidates =
          block.isScreened[offset]
          ? list.entries.map(\.row) : admitted(query: rows.lowerBound + offset)
        let ranked = ranked(candidates, query: first + offset * queries.columns)
        answers.elements += ranked.prefix(k)
        answers.counts.append(min(k, ranked.count))
        answers.cutsTie.append(
          ranked.count > k && ranked[k].squaredDistance == ranked[k - 1].squaredDistance)
      }
      return answers
    }
  }

  /// Every reference that may be a neighbour, for queries that the screen cannot judge.
  private func admitted(query: Int) -> [Int] {
    let rows = 0..<screen.rows.rows
    guard let filter else { return Array(rows) }
    return rows.filter { filter.admits(row: $0, query: query) }
  }

  /// The nearest candidates in order, one more than `k` where there are more.
  private func ranked(_ candidates: [Int], query: UnsafePointer<Double>) -> [Neighbour] {
    let neighbours =
      switch storage {
      case .single(let references): distances(candidates, references, query)
      case .double(let references): distances(candidates, references, query)
      }
    return Array(neighbours.sorted().prefix(k + 1))
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
