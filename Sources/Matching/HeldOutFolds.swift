/// How reference material is held out inside the training groups, to choose parameters and calibrate.
package struct HeldOutFolds: Sendable {
  /// What was held out.
  package enum Units: String, Sendable, Codable {
    /// Whole groups, as a questioned stone is: honest.
    case wholeGroups = "whole groups"
    /// Contiguous blocks of items of the same groups, because hardly any origin has two groups:
    /// optimistic about a new stone, and reports must say so.
    case blocksOfGroups = "blocks of the same groups"
    /// Nothing: every group is one item and every origin one group.
    case nothing = "nothing"
  }

  /// The number of folds.
  package static let count = 8

  /// The fold of each item; `nil` for items that are always references.
  package let folds: [Int?]
  /// The unit of each item, numbered from 0: what is pooled into one held-out group.
  package let units: [Int]
  /// What the units are.
  package let kind: Units

  /// Holds out whole groups where at least two origins have two of them, else blocks.
  ///
  /// Groups go to folds in turn, origin by origin and in the order in which they appear, so that every
  /// fold leaves most origins with references. With more groups than folds another order of the groups
  /// therefore holds out others together; their names and the order of the items within them do not
  /// matter.
  package init(labels: [Int], groups: [Int]) {
    let groupsByLabel = Dictionary(
      grouping: renumberedFirsts(labels: labels, groups: groups), by: \.label)
    let several = groupsByLabel.keys.sorted().compactMap { label -> [Int]? in
      let members = groupsByLabel[label, default: []].map(\.group)
      return members.count > 1 ? members : nil
    }
    if several.count >= 2 {
      let sequence = several.flatMap(\.self)
      let folds = min(HeldOutFolds.count, sequence.count)
      let foldOfGroup = Dictionary(
        uniqueKeysWithValues: sequence.enumerated().map { ($1, $0 % folds) })
      self.folds = groups.map { foldOfGroup[$0] }
      units = groups
      kind = .wholeGroups
      return
    }
    var members: [Int: [Int]] = [:]
    for (item, group) in groups.enumerated() { members[group, default: []].append(item) }
    var folds = [Int?](repeating: nil, count: labels.count)
    var units = [[Int]](repeating: [], count: labels.count)
    for (group, items) in members {
      let blocks = min(HeldOutFolds.count, items.count)
      for (position, item) in items.enumerated() {
        let block = position * blocks / items.count
        if blocks > 1 { folds[item] = block }
        units[item] = [group, block]
      }
    }
    self.folds = folds
    self.units = renumbered(units)
    kind = folds.contains { $0 != nil } ? .blocksOfGroups : .nothing
  }
}

/// Each group once, with its origin, in the order in which the groups appear.
private func renumberedFirsts(labels: [Int], groups: [Int]) -> [(label: Int, group: Int)] {
  var seen: Set<Int> = []
  return zip(labels, groups).compactMap { label, group in
    seen.insert(group).inserted ? (label, group) : nil
  }
}
