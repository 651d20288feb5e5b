public import Specimens

/// One piece of reference material with its raw measurement: a shot, a stone, a parcel.
public struct ReferenceItem: Sendable, Equatable {
  /// A further column of the table that the item came from.
  public struct Attribute: Sendable, Equatable {
    /// The column's name.
    public var name: String
    /// The item's value in it, as written.
    public var value: String

    /// A name and its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The file that an item was read from.
  public struct SourceFile: Sendable, Hashable {
    /// The path as it was given.
    public var path: String
    /// The SHA-256 of the file's bytes in hexadecimal digits, where it is known.
    public var sha256: String?

    /// A file and its hash.
    public init(path: String, sha256: String? = nil) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// The item's name, which no other item of the library has.
  public var identifier: String
  /// Where it comes from; the library has a record of this origin.
  public var origin: Origin
  /// What must never be split between fitting and testing: the stone of a shot, the parcel of a
  /// stone.
  public var group: String
  /// The other columns of the table, in its order.
  public var attributes: [Attribute]
  /// The raw measurement: one value for each feature of the library's axis, where it has one.
  public var values: Measurements
  /// What the values mean, as JSON, where that differs from item to item.
  ///
  /// The size classes of a parcel, for example. The store keeps the text as it is.
  public var definition: String?
  /// The file that the item was read from.
  public var sourceFile: SourceFile?
  /// Who measured it, with what and how.
  public var provenance: Provenance

  /// An item.
  public init(
    identifier: String, origin: Origin, group: String, attributes: [Attribute] = [],
    values: Measurements, definition: String? = nil, sourceFile: SourceFile? = nil,
    provenance: Provenance = Provenance()
  ) {
    self.identifier = identifier
    self.origin = origin
    self.group = group
    self.attributes = attributes
    self.values = values
    self.definition = definition
    self.sourceFile = sourceFile
    self.provenance = provenance
  }
}
