public import Specimens

/// Material of known origin, item by item, with the groups that must never be split.
public struct LabelledMaterial: Sendable, Equatable {
  /// The specimens.
  public let material: Material
  /// The origin of each item.
  public let labels: [Origin]
  /// The group of each item: the stone of a shot, the parcel of a stone.
  public let groups: [String]

  /// Labelled material.
  ///
  /// - Precondition: one label and one group for each item.
  public init(material: Material, labels: [Origin], groups: [String]) {
    precondition(
      labels.count == material.count && groups.count == material.count,
      "One label and one group for each item.")
    self.material = material
    self.labels = labels
    self.groups = groups
  }

  /// Takes origins and groups from columns of the material's own table.
  ///
  /// - Parameters:
  ///   - label: the column that names the origin.
  ///   - groups: the columns that together name a group; without any, every item is a group.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when a column is not there or an origin is
  ///   empty.
  public init(
    _ material: Material, label: String, groups: [String]
  ) throws(MatchingError) {
    let metadata = material.metadata
    let labels = try metadata.column(label)
    if let empty = labels.firstIndex(of: "") {
      throw .material(
        reason: "row \(empty + 1) of the table has no \(label)",
        mend: "fill it in, or leave the row out with --where")
    }
    self.init(
      material: material, labels: labels.map(Origin.init),
      groups: try metadata.keys(of: groups))
  }

  /// The number of items.
  public var count: Int { labels.count }

  /// The origins, sorted by name.
  public var origins: [Origin] { Set(labels).sorted() }

  /// The given items in the given order.
  public func selecting(_ items: [Int]) -> LabelledMaterial {
    LabelledMaterial(
      material: material.selecting(items), labels: items.map { labels[$0] },
      groups: items.map { groups[$0] })
  }
}

extension LabelledMaterial {
  /// Several labelled materials, one after another; `nil` when they are of different kinds or do not
  /// have the same channels, elements and further columns.
  public init?(joining parts: [LabelledMaterial]) {
    guard let material = Material(joining: parts.map(\.material)) else { return nil }
    self.init(
      material: material, labels: parts.flatMap(\.labels), groups: parts.flatMap(\.groups))
  }
}

extension Metadata {
  /// The values of a column that must be there.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` that names the columns there are.
  public func column(_ name: String) throws(MatchingError) -> [String] {
    if let column = self[name] { return column }
    let known = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
    throw .material(
      reason: "the table has no column \(name); \(known)", mend: "name one that is there")
  }

  /// What several columns together say of each row, joined by a slash; the row's number where no
  /// columns are named.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` when a column is not there.
  public func keys(of columns: [String]) throws(MatchingError) -> [String] {
    guard !columns.isEmpty else { return (0..<rows).map { "row \($0 + 1)" } }
    var values: [[String]] = []
    for name in columns { values.append(try column(name)) }
    return (0..<rows).map { row in values.map { $0[row] }.joined(separator: "/") }
  }
}
