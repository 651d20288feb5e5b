/// A label for every reference of an index, such as its origin or the parcel that it comes from.
///
/// Labels are prepared once for an index and then serve any number of filters:
///
/// ```swift
/// let index = try ReferenceIndex(Matrix<Float>([[0], [1], [2]]))
/// let labels = try ReferenceLabels([4, 4, 9], of: index)
/// labels.names   // [4, 9]
/// ```
///
/// One list of labels can carry origins and parcels at once: give every parcel a number and admit the
/// numbers of the wanted origins' parcels.
public struct ReferenceLabels: Sendable {
  /// How many members of a group have a label.
  struct Tally: Sendable {
    /// The number of the label.
    let label: Int
    /// How many, at least 1.
    let count: Int
  }

  /// The labels that occur, ascending; their places here are their numbers.
  public let names: [Int]
  /// The number of each reference's label, by row.
  let numbers: [Int]
  /// How many references have each label, by its number.
  let counts: [Int]
  /// For every group of the index which labels its members have, ascending.
  let tallies: [[Tally]]
  /// The order of the index's references, which a filter is only good for.
  private let order: [Int]

  /// Sorts out the labels of an index's references.
  ///
  /// - Parameters:
  ///   - labels: one for each reference, in the order of its rows; any numbers.
  ///   - index: the index.
  /// - Throws: ``MatchingError/labelCount(labels:items:)`` when there are more or fewer labels than
  ///   references.
  /// - Complexity: O(references · log labels).
  public init(_ labels: [Int], of index: ReferenceIndex) throws(MatchingError) {
    guard labels.count == index.count else {
      throw .labelCount(labels: labels.count, items: index.count)
    }
    let names = Set(labels).sorted()
    self.names = names
    numbers = labels.map { ReferenceLabels.place(of: $0, in: names) ?? 0 }
    order = index.screen.partition.order
    var counts = [Int](repeating: 0, count: names.count)
    for number in numbers { counts[number] += 1 }
    self.counts = counts
    var inGroup = [Int](repeating: 0, count: names.count)
    var tallies: [[Tally]] = []
    for group in index.screen.partition.groups {
      var met: [Int] = []
      for place in group.places {
        let number = numbers[order[place]]
        if inGroup[number] == 0 { met.append(number) }
        inGroup[number] += 1
      }
      met.sort()
      tallies.append(met.map { Tally(label: $0, count: inGroup[$0]) })
      for number in met { inGroup[number] = 0 }
    }
    self.tallies = tallies
  }

  /// Whether these are labels of the given index.
  ///
  /// - Complexity: O(1) for the index that they were made with and its copies.
  func belong(to index: ReferenceIndex) -> Bool { order == index.screen.partition.order }

  /// The number of a label; `nil` when no reference has it.
  func number(of label: Int) -> Int? { ReferenceLabels.place(of: label, in: names) }

  /// How many members of a group have the label of a number.
  ///
  /// - Complexity: O(log labels in the group).
  func count(of number: Int, group: Int) -> Int {
    let tally = tallies[group]
    let place = ReferenceLabels.firstPlace(below: tally.count) { tally[$0].label >= number }
    return place < tally.count && tally[place].label == number ? tally[place].count : 0
  }

  /// Where a label stands among ascending ones.
  private static func place(of label: Int, in names: [Int]) -> Int? {
    let place = firstPlace(below: names.count) { names[$0] >= label }
    return place < names.count && names[place] == label ? place : nil
  }

  /// The first place that meets a condition which all later ones meet, too; `count` if none does.
  private static func firstPlace(below count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
