/// Which references may be neighbours of which queries.
///
/// A filter rests on labels of the references (``ReferenceLabels``), which are sorted once for an
/// index. Two conditions can be set, and a reference must meet both:
///
/// ```swift
/// let index = try ReferenceIndex(Matrix<Float>([[0], [1], [2], [3]]))
/// let parcels = try ReferenceLabels([7, 7, 8, 9], of: index)
/// // Only some labels, for all queries:
/// let some = SearchFilter(parcels, admitting: [7, 8])
/// // Never the query's own one: here two queries, of which the second has none.
/// let others = SearchFilter(parcels, excluding: [7, nil])
/// let found = try index.neighbours(
///   of: Matrix<Float>([[0], [0]]), k: 2, admitting: others)
/// found[0].map(\.row)   // [2, 3]
/// found[1].map(\.row)   // [0, 1]
/// ```
///
/// The neighbours are exactly those among the admitted references. Where fewer than `k` are admitted
/// a query has fewer neighbours, none at all where none is. Groups of references of which none is
/// admitted are passed over unseen, and those out of reach are passed over as without a filter.
public struct SearchFilter: Sendable {
  /// The labels that it speaks of.
  let labels: ReferenceLabels
  /// Whether a label is admitted at all, by the number of the label.
  private let isAdmitted: [Bool]
  /// The number of each query's excluded label, -1 for none; `nil` when no query has one.
  private let excluded: [Int]?
  /// The number of admitted references in each group of the index, before exclusions.
  private let admittedInGroup: [Int]
  /// The number of admitted references, before exclusions.
  private let admittedCount: Int

  /// A filter of references by label.
  ///
  /// - Parameters:
  ///   - labels: the labels of an index's references.
  ///   - admitted: the labels that may be neighbours; all by default. Labels that no reference has
  ///     are allowed.
  ///   - excluded: for every query in their order a label that may not be a neighbour, `nil` where
  ///     all may; no query has one by default.
  /// - Complexity: O(labels in all groups of the index): a few thousand for a million references
  ///   unless nearly each has a label of its own.
  public init(
    _ labels: ReferenceLabels, admitting admitted: Set<Int>? = nil,
    excluding excluded: [Int?]? = nil
  ) {
    self.labels = labels
    let isAdmitted = labels.names.map { admitted?.contains($0) ?? true }
    self.isAdmitted = isAdmitted
    self.excluded = excluded?.map { $0.flatMap(labels.number(of:)) ?? -1 }
    admittedInGroup = labels.tallies.map { tally in
      tally.reduce(0) { $0 + (isAdmitted[$1.label] ? $1.count : 0) }
    }
    admittedCount = admittedInGroup.reduce(0, +)
  }

  /// The number of queries that it was made for; `nil` when it serves any.
  var queries: Int? { excluded?.count }

  /// Whether a reference may be a neighbour of a query.
  func admits(row: Int, query: Int) -> Bool {
    let label = labels.numbers[row]
    return isAdmitted[label] && excluded?[query] != label
  }

  /// How many references of the whole index may be neighbours of a query.
  func count(query: Int) -> Int {
    guard let own = admittedExclusion(of: query) else { return admittedCount }
    return admittedCount - labels.counts[own]
  }

  /// How many references of a group of the index may be neighbours of a query.
  func count(query: Int, group: Int) -> Int {
    let all = admittedInGroup[group]
    guard all > 0, let own = admittedExclusion(of: query) else { return all }
    return all - labels.count(of: own, group: group)
  }

  /// The label that is excluded for a query, unless it is admitted for none.
  private func admittedExclusion(of query: Int) -> Int? {
    guard let own = excluded?[query], own >= 0, isAdmitted[own] else { return nil }
    return own
  }
}
