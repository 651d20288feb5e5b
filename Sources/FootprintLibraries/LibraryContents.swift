public import Matching

/// Everything that a library holds, in memory.
///
/// For the libraries that Adamas classifies with, thousands of items; a library of millions is
/// added in parts and read item by item (`LibraryStore.forEachItem`).
public struct LibraryContents: Sendable, Equatable {
  /// What the library is.
  public var description: LibraryDescription
  /// What the items' values stand for, where it is the same for all.
  public var axis: FeatureAxis?
  /// The origins, in the order in which they were added.
  public var origins: [OriginRecord]
  /// The reference items, in the order in which they were added.
  public var items: [ReferenceItem]
  /// The conditions of use; `nil` where none were stated.
  public var validity: Validity?
  /// The columns of the last table added that together named its groups, such as `stone`.
  ///
  /// Questioned rows that agree in them are taken for one specimen.
  public var groupColumns: [String]
  /// The model fitted on them, where one was fitted.
  public var model: ModelArchive?

  /// Puts the items into the order of their identifiers' UTF-8, in which a model is fitted to them.
  ///
  /// So the model is the same in whatever order files were added, and that of a pack is the library's.
  public mutating func sortItems() {
    func precedes(_ a: ReferenceItem, _ b: ReferenceItem) -> Bool {
      a.identifier.utf8.lexicographicallyPrecedes(b.identifier.utf8)
    }
    guard !zip(items, items.dropFirst()).allSatisfy({ !precedes($1, $0) }) else { return }
    items.sort(by: precedes)
  }

  /// A library's contents.
  public init(
    description: LibraryDescription, axis: FeatureAxis? = nil, origins: [OriginRecord] = [],
    items: [ReferenceItem] = [], validity: Validity? = nil, groupColumns: [String] = [],
    model: ModelArchive? = nil
  ) {
    self.description = description
    self.axis = axis
    self.origins = origins
    self.items = items
    self.validity = validity
    self.groupColumns = groupColumns
    self.model = model
  }
}
