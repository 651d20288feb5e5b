public import Foundation
public import Specimens

/// The reference items of a library, as `adamas library list` prints them.
public struct ItemList: Sendable, Equatable {
  /// One item.
  public struct Item: Sendable, Equatable {
    /// Its name.
    public let identifier: String
    /// Where it comes from.
    public let origin: Origin
    /// Its stone or parcel.
    public let group: String
    /// How many numbers it holds.
    public let values: Int
    /// The name of the file that it was read from; empty where it is not known.
    public let file: String

    /// An item.
    public init(identifier: String, origin: Origin, group: String, values: Int, file: String) {
      self.identifier = identifier
      self.origin = origin
      self.group = group
      self.values = values
      self.file = file
    }
  }

  /// The items, in the order in which they were added.
  public var items: [Item]

  /// A list.
  public init(items: [Item] = []) { self.items = items }

  /// The list as lines, with tabs between the columns: for a person, and for `cut` and `grep`.
  public var text: String {
    let rows = items.map { [$0.identifier, $0.origin.name, $0.group, "\($0.values)", $0.file] }
    return ([["item", "origin", "group", "values", "file"]] + rows)
      .map { $0.map { $0.replacing("\t", with: " ") }.joined(separator: "\t") + "\n" }.joined()
  }

  /// The list as JSON with the schema `adamas.items/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data {
    struct File: Encodable {
      struct Item: Encodable {
        let identifier: String
        let origin: String
        let group: String
        let values: Int
        let file: String
      }

      let schema: String
      let items: [Item]
    }
    return try encoded(
      File(
        schema: "adamas.items/1",
        items: items.map {
          File.Item(
            identifier: $0.identifier, origin: $0.origin.name, group: $0.group,
            values: $0.values, file: $0.file)
        }))
  }
}
