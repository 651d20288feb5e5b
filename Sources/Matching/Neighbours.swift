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
  /// The number of neighbours of each query.
  public let k: Int
  /// All neighbours, `k` for each query, query after query, each query's in ascending order.
  public let elements: [Neighbour]
  /// For every query, whether a reference that is left out is exactly as far away as the last one
  /// that is given.
  ///
  /// Then the rows alone decided which of them was given, and a vote should say so.
  public let cutsTie: [Bool]

  /// The number of queries.
  public var count: Int { cutsTie.count }

  /// The neighbours of one query, nearest first; its indices start anew at 0.
  public subscript(query: Int) -> [Neighbour] {
    Array(elements[query * k..<(query + 1) * k])
  }

  /// The rows of all neighbours, `k` for each query, query after query.
  public var rows: [Int] { elements.map(\.row) }

  /// The squared distances of all neighbours, in the order of ``rows``.
  public var squaredDistances: [Double] { elements.map(\.squaredDistance) }
}
