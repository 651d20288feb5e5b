internal import LinearAlgebra

/// References sorted into clusters of near ones, so that whole groups of far ones need not be looked at.
///
/// The distance of a query to a cluster's centre, less the radius of a group about it, is never more
/// than its distance to any member. A group for which that exceeds the query's reach is passed over
/// unseen. Which references lie together is a matter of speed only: any partition gives the same
/// neighbours, and data without clusters are searched as fast as without one.
struct Partition: Sendable {
  /// References that one product is made with: they follow one another and have one centre.
  struct Group: Sendable {
    /// The members, as places in ``Partition/order``.
    let places: Range<Int>
    /// The number of the centre.
    let centre: Int
    /// At least the largest distance of a member from the centre.
    let radius: Double
  }

  /// The largest number of references in a group: a tile of 256 queries by as many references fits the
  /// second-level cache.
  static let groupSize = 1024
  /// There is a cluster for about so many references.
  static let clusterSize = 256
  /// There are never more clusters than this.
  static let largestCount = 256
  /// Up to so many clusters are made of half as many references each, so that a library of a few
  /// thousand still has one for each of some fifty origins.
  static let usualCount = 64

  /// The number of clusters for so many rows.
  static func clusterCount(rows: Int) -> Int {
    let small = min(usualCount, 2 * rows / clusterSize)
    return max(1, min(largestCount, max(small, rows / clusterSize)))
  }

  /// The row of the reference at each place; the clusters follow one another.
  let order: [Int]
  /// The groups, in the order of their places.
  let groups: [Group]
  /// The groups of each cluster, as places in ``groups``.
  let clusters: [Range<Int>]
  /// The centres of the clusters: `c x d`, in the unit of the rows.
  let centres: Matrix<Double>

  /// Sorts rows into ``clusterCount(rows:)`` clusters.
  ///
  /// Seeds are chosen one after another, each the farthest from those before it (Gonzalez, 1985,
  /// doi:10.1016/0304-3975(85)90224-5), among scattered rows. Every row goes to its nearest seed, and
  /// the centre of a cluster is the mean of its rows.
  ///
  /// - Parameters:
  ///   - rows: `n x d`, finite, with squares that a `Float` can hold.
  ///   - workers: threads over blocks of rows.
  /// - Complexity: O(n · d · clusters).
  init(_ rows: Matrix<Float>, workers: Workers = Workers(1)) {
    let seeds = Partition.seeds(of: rows, count: Partition.clusterCount(rows: rows.rows))
    let owners = Partition.nearest(rows, seeds, workers)
    var starts = [Int](repeating: 0, count: seeds.rows + 1)
    for cluster in owners { starts[cluster + 1] += 1 }
    for cluster in 0..<seeds.rows { starts[cluster + 1] += starts[cluster] }
    var order = [Int](repeating: 0, count: rows.rows)
    var next = starts
    for (row, cluster) in owners.enumerated() {
      order[next[cluster]] = row
      next[cluster] += 1
    }
    let (sorted, bounds) = (order, starts)
    let parts = workers.map(seeds.rows) { cluster in
      let members = sorted[bounds[cluster]..<bounds[cluster + 1]]
      let centre = columnMeans(rows, rows: Array(members))
      let starts = stride(from: members.startIndex, to: members.endIndex, by: Partition.groupSize)
      let groups = starts.map { start in
        let places = start..<min(start + Partition.groupSize, members.endIndex)
        return Group(
          places: places, centre: cluster,
          radius: Partition.radius(of: rows, sorted[places], about: centre))
      }
      return (centre: centre, groups: groups)
    }
    var clusters: [Range<Int>] = []
    for part in parts {
      let first = clusters.last?.upperBound ?? 0
      clusters.append(first..<first + part.groups.count)
    }
    self.order = order
    groups = parts.flatMap(\.groups)
    self.clusters = clusters
    centres = Matrix(
      rows: seeds.rows, columns: rows.columns, elements: parts.flatMap(\.centre))
  }

  /// The rows in the order of their places, gathered on several threads.
  func sorted(_ rows: Matrix<Float>, workers: Workers) -> Matrix<Float> {
    let columns = rows.columns
    let elements = [Float](unsafeUninitializedCapacity: rows.elements.count) { buffer, count in
      count = rows.elements.count
      rows.elements.withUnsafeBufferPointer { values in
        guard let from = values.baseAddress, let into = buffer.baseAddress else { return }
        let (source, target) = (SharedReadPointer(from), SharedPointer(into))
        workers.forEach(groups.count) { group in
          for place in groups[group].places {
            (target.address + place * columns).initialize(
              from: source.address + order[place] * columns, count: columns)
          }
        }
      }
    }
    return Matrix(rows: rows.rows, columns: columns, elements: elements)
  }

  /// The distances of a row from all centres, each within 2⁻²¹ of the true one, relatively.
  ///
  /// - Parameters:
  ///   - row: `d` values.
  ///   - output: room for a distance from each centre.
  func distances(of row: UnsafePointer<Float>, into output: UnsafeMutablePointer<Double>) {
    centres.elements.withUnsafeBufferPointer { centres in
      guard let centres = centres.baseAddress else { return }
      let columns = self.centres.columns
      for centre in 0..<self.centres.rows {
        output[centre] =
          squaredDistance(row, centres + centre * columns, count: columns).squareRoot()
      }
    }
  }

  /// A lower bound of the distances of all members of a group from a row.
  ///
  /// - Parameter distance: the row's distance from the group's centre, from ``distances(of:into:)``.
  static func lowerBound(of group: Group, distance: Double) -> Double {
    distance * (1 - 0x1p-20) - group.radius
  }

  /// The largest distance of the given rows from a point, rounded up.
  private static func radius(
    of rows: Matrix<Float>, _ members: ArraySlice<Int>, about centre: [Double]
  ) -> Double {
    let largest = rows.elements.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return 0.0 }
      return members.reduce(0.0) { largest, row in
        max(largest, squaredDistance(values + row * rows.columns, centre, count: rows.columns))
      }
    }
    return largest.squareRoot() * (1 + 0x1p-20) + 0x1p-500
  }

  /// Rows that lie far from each other, fewer than asked for when no more differ.
  private static func seeds(of rows: Matrix<Float>, count: Int) -> Matrix<Float> {
    let sampleCount = min(rows.rows, 32 * count)
    // Scattered by the golden ratio: even steps would meet one origin only where tables interleave
    // origins.
    let sample = (0..<sampleCount).map { Int(UInt64($0) &* 0x9E37_79B1 % UInt64(rows.rows)) }
    var nearest = [Double](repeating: .infinity, count: sampleCount)
    var seeds = [sample[0]]
    while seeds.count < count, let last = seeds.last {
      let seed = rows.row(last).map(Double.init)
      var farthest = 0
      rows.elements.withUnsafeBufferPointer { values in
        guard let values = values.baseAddress else { return }
        for (index, row) in sample.enumerated() {
          let square = squaredDistance(values + row * rows.columns, seed, count: rows.columns)
          nearest[index] = min(nearest[index], square)
          if nearest[index] > nearest[farthest] { farthest = index }
        }
      }
      guard nearest[farthest] > 0 else { break }
      seeds.append(sample[farthest])
    }
    return rows.selecting(rows: seeds)
  }

  /// The number of the nearest seed for every row, as single precision sees it.
  private static func nearest(
    _ rows: Matrix<Float>, _ seeds: Matrix<Float>, _ workers: Workers
  ) -> [Int] {
    guard seeds.rows > 1 else { return Array(repeating: 0, count: rows.rows) }
    let halfNorms = (0..<seeds.rows).map { seed in
      seeds.row(seed).reduce(Float(0)) { $0 + $1 * $1 } / 2
    }
    let blocks = workers.map((rows.rows + groupSize - 1) / groupSize) { block in
      let start = block * groupSize
      let end = min(start + groupSize, rows.rows)
      let products = product(
        rows.selecting(rows: start..<end), seeds, .plain, .transposed
      ).elements
      return (0..<end - start).map { row in
        var (best, bestValue) = (0, Float.infinity)
        for seed in 0..<seeds.rows {
          let value = halfNorms[seed] - products[row * seeds.rows + seed]
          if value < bestValue { (best, bestValue) = (seed, value) }
        }
        return best
      }
    }
    return blocks.flatMap(\.self)
  }
}
