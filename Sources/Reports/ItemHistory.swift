public import Foundation
public import Specimens

/// Every version of an item of a library, as `adamas library show --item` prints it.
public struct ItemHistory: Sendable {
  /// What the library said of the item between two entries of its log.
  public struct Version: Sendable {
    private let origin: Origin
    private let group: String
    private let file: String?
    private let sha256: String?
    private let values: Int
    private let fields: [(name: String, text: String)]
    private let entry: Int?
    private let end: Int?

    /// A version.
    ///
    /// - Parameters:
    ///   - origin: where the item comes from.
    ///   - group: its stone or parcel.
    ///   - file: the name of the file that it was read from.
    ///   - sha256: the hash of the file.
    ///   - values: how many numbers it holds.
    ///   - fields: its attributes and provenance.
    ///   - entry: the log's entry that brought it; `nil` before the log began.
    ///   - end: the one that ended it; `nil` while it stands.
    public init(
      origin: Origin, group: String, file: String?, sha256: String?, values: Int,
      fields: [(name: String, text: String)], entry: Int?, end: Int?
    ) {
      self.origin = origin
      self.group = group
      self.file = file
      self.sha256 = sha256
      self.values = values
      self.fields = fields
      self.entry = entry
      self.end = end
    }

    /// Everything that is said, by name.
    fileprivate var all: [(name: String, text: String)] {
      var all = [("origin", origin.name), ("group", group), ("values", "\(values)")]
      if let file { all.append(("file", file)) }
      if let sha256 { all.append(("sha256", sha256)) }
      // A table's own columns of origin and group say no more than that.
      return all + fields.filter { field in !field.text.isEmpty && !all.contains { $0 == field } }
    }

    /// When it stood, in words.
    fileprivate var standing: String {
      let start = entry.map { "from entry \($0) of the log" } ?? "from before the log began"
      return start + (end.map { " to entry \($0), which ended it" } ?? ", and stands")
    }

    fileprivate var document: File.Version {
      File.Version(
        entry: entry, end: end, fields: Dictionary(all.map { ($0.name, $0.text) }) { a, _ in a })
    }
  }

  private let identifier: String
  private let versions: [Version]

  /// The versions of an item, first to last.
  public init(identifier: String, versions: [Version]) {
    self.identifier = identifier
    self.versions = versions
  }

  /// The versions as a person reads them.
  public func text(style: TextStyle) -> String {
    var lines = [style.strong(identifier)]
    for version in versions {
      lines += ["", "It stood \(version.standing)."]
      let width = (version.all.map(\.name.count).max() ?? 0) + 4
      for (name, text) in version.all {
        lines.append(style.wrapped(text, first: "  \(name)", indent: width))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The versions as JSON with the schema `adamas.item/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data {
    try encoded(
      File(schema: "adamas.item/1", identifier: identifier, versions: versions.map(\.document)))
  }

  fileprivate struct File: Encodable {
    struct Version: Encodable {
      let entry: Int?
      let end: Int?
      let fields: [String: String]
    }

    let schema: String
    let identifier: String
    let versions: [Version]
  }
}
