public import Specimens

/// Which items are questioned together while the rest are the references.
public struct FoldPlan: Sendable, Equatable {
  /// The fold of each item, numbered from 0.
  public let folds: [Int]
  /// The number of folds.
  public let count: Int
  /// How the folds were made, in words.
  public let description: String

  /// The most groups that are left out one by one.
  public static let mostSingleGroups = 50

  /// Folds that are the values of a column of the table.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` when a value is empty, a group stands in two
  ///   folds, or there is only one.
  public init(
    values: [String], named name: String, keepingWhole groups: [String]
  ) throws(MatchingError) {
    precondition(values.count == groups.count, "One group for each item.")
    if let empty = values.firstIndex(of: "") {
      throw .material(
        reason: "row \(empty + 1) of the table has no \(name)",
        mend: "fill it in, or leave the row out with --where")
    }
    let known = Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard known.count > 1 else {
      throw .material(
        reason: "the column \(name) has one value only, so nothing would be left as references",
        mend: "name a column that splits the table, or leave --fold out")
    }
    var foldOfGroup: [String: String] = [:]
    for (group, value) in zip(groups, values) {
      if let before = foldOfGroup[group], before != value {
        throw .material(
          reason: "the group \(group) stands in the folds \(before) and \(value)",
          mend: "name a --fold column that keeps groups whole, or leave --fold out")
      }
      foldOfGroup[group] = value
    }
    let numbers = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
    folds = values.compactMap { numbers[$0] }
    count = known.count
    description = "\(known.count) folds, the values of \(name)"
  }

  /// Folds of whole groups: each by itself up to fifty groups, else ten folds.
  ///
  /// Groups go to the ten folds in turn, origin by origin, so that no order of the table's rows puts
  /// all groups of an origin into one fold.
  ///
  /// - Parameters:
  ///   - groups: the group of each item.
  ///   - labels: the origin of each item.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when there is only one group.
  public init(wholeGroups groups: [String], of labels: [Origin]) throws(MatchingError) {
    precondition(labels.count == groups.count, "One origin for each item.")
    let numbers = renumbered(groups)
    let groupCount = (numbers.max() ?? -1) + 1
    guard groupCount > 1 else {
      throw .material(
        reason: "the table has one group only, so nothing would be left as references",
        mend: "name columns with --group that tell its groups apart")
    }
    if groupCount <= FoldPlan.mostSingleGroups {
      self.init(
        folds: numbers, count: groupCount,
        description: "each of \(groupCount) groups left out in turn")
    } else {
      self.init(wholeGroups: groups, of: labels, count: 10)
    }
  }

  private init(folds: [Int], count: Int, description: String) {
    self.folds = folds
    self.count = count
    self.description = description
  }

  /// A number of folds of whole groups, which go to the folds in turn, origin by origin.
  ///
  /// - Parameters:
  ///   - groups: the group of each item.
  ///   - labels: the origin of each item.
  ///   - count: the number of folds.
  init(wholeGroups groups: [String], of labels: [Origin], count: Int) {
    let numbers = renumbered(groups)
    let groupCount = (numbers.max() ?? -1) + 1
    var origins = [Origin](repeating: Origin(""), count: groupCount)
    for (number, label) in zip(numbers, labels).reversed() { origins[number] = label }
    let sequence = (0..<groupCount).sorted { (origins[$0], $0) < (origins[$1], $1) }
    var turns = [Int](repeating: 0, count: groupCount)
    for (turn, number) in sequence.enumerated() { turns[number] = turn }
    folds = numbers.map { turns[$0] % count }
    self.count = count
    description = "\(count) folds of whole groups"
  }

  /// Five folds over items, whatever their groups: the leaky protocol that honest figures are
  /// compared with.
  public init(leakyOver items: Int) {
    // A multiplicative hash of the item's number, the same on every machine.
    folds = (0..<items).map { item in
      Int(((UInt64(item) &+ 1) &* 0x9E37_79B9_7F4A_7C15) >> 33) % 5
    }
    count = 5
    description = "5 random folds over items, groups split"
  }
}
