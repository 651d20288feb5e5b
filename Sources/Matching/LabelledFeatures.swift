public import LinearAlgebra

/// Feature vectors of known origin, as a model is fitted on them.
///
/// Origins and groups are numbers here; their names are kept by whoever made the numbers. A group is
/// what must never be split between references and questioned material: the shots of one stone, the
/// stones of one parcel.
public struct LabelledFeatures: Sendable {
  /// `n x d`: one row for each item.
  public let features: Matrix<Double>
  /// The origin of each item, `0 ..< origins`.
  public let labels: [Int]
  /// The group of each item; every group belongs to one origin.
  public let groups: [Int]
  /// The number of origins, some of which may have no items.
  public let origins: Int

  /// Labelled features.
  ///
  /// Groups are renumbered `0, 1, …` in the order in which they appear; a group number that is used
  /// with two origins becomes two groups.
  ///
  /// - Precondition: one label and one group for each row, and labels below `origins`.
  public init(features: Matrix<Double>, labels: [Int], groups: [Int], origins: Int) {
    precondition(
      features.rows == labels.count && labels.count == groups.count,
      "One label and one group for each row.")
    precondition(labels.allSatisfy((0..<origins).contains), "Every label is one of the origins.")
    self.features = features
    self.labels = labels
    self.origins = origins
    self.groups = renumbered(zip(labels, groups).map(GroupOfOrigin.init))
  }

  /// The number of items.
  public var count: Int { labels.count }

  /// The given items in the given order.
  public func selecting(_ items: [Int]) -> LabelledFeatures {
    LabelledFeatures(
      features: features.selecting(rows: items), labels: items.map { labels[$0] },
      groups: items.map { groups[$0] }, origins: origins)
  }
}

/// A group's number together with its origin.
private struct GroupOfOrigin: Hashable {
  let label: Int
  let group: Int
}
