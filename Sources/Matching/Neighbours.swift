/// A reference near a query.
public struct Neighbour: Sendable, Equatable {
  /// The row of the reference, counted from 0; it is the reference's identifier.
  public let row: Int
  /// The squared Euclidean distance, in the squared unit of the data.
  public let squaredDistance: Double

  /// A neighbour at a squared distance.
  public init(row: Int, squaredDistance: Double) {
    self.row = row
    self.squaredDistance = squaredDistance
  }
}

extension Neighbour: Comparable {
  /// Whether the left one is nearer, or equally near with the smaller row.
  ///
  /// This is the order of every ranking: no two neighbours of a query are equal in it.
  public static func < (left: Neighbour, right: Neighbour) -> Bool {
    left.squaredDistance < right.squaredDistance
      || (left.squaredDistance == right.squaredDistance && left.row < right.row)
  }
}

/// The nearest references of every query, nearest first.
///
/// ```swift
/// let found = try index.neighbours(of: queries, k: 2)
/// found[0].first?.row   // the nearest reference of the first query
/// found.cutsTie[0]      // whether a third reference is exactly as near as the second
/// ```
public struct Neighbours: Sendable, Equatable {
  /// The number of neighbours that were asked for.
  public let k: Int
  /// All neighbours, query after query, each query's in ascending order: `k` for each, or fewer where
  /// a ``SearchFilter`` admitted fewer.
  public let elements: [Neighbour]
  /// For every query, whether a reference that is left out is exactly as far away as the last one
  /// that is given.
  ///
  /// Then the rows alone decided which of them was given, and a vote should say so.
  public let cutsTie: [Bool]
  /// Where each query's neighbours begin in ``elements``, and where the last one's end.
  private let starts: [Int]

  /// Neighbours of some queries.
  ///
  /// - Parameters:
  ///   - k: how many were asked for.
  ///   - elements: those of one query after another.
  ///   - counts: how many each query has, at most `k`.
  ///   - cutsTie: for every query.
  init(k: Int, elements: [Neighbour], counts: [Int], cutsTie: [Bool]) {
    self.k = k
    self.elements = elements
    self.cutsTie = cutsTie
    var starts = [0]
    starts.reserveCapacity(counts.count + 1)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    self.starts = starts
  }

  /// The number of queries.
  public var count: Int { cutsTie.count }

  /// The neighbours of one query, nearest first; its indices start anew at 0.
  public subscript(query: Int) -> [Neighbour] {
    Array(elements[starts[query]..<starts[query + 1]])
  }

  /// The rows of all neighbours, in the order of ``elements``.
  public var rows: [Int] { elements.map(\.row) }

  /// The squared distances of all neighbours, in the order of ``rows``.
  public var squaredDistances: [Double] { elements.map(\.squaredDistance) }
}
