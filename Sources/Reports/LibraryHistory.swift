public import Foundation

/// The log of a library, as `adamas library log` prints it.
public struct LibraryHistory: Sendable, Equatable {
  /// One entry.
  public struct Entry: Sendable, Equatable, Encodable {
    /// Its place, from 1.
    public let number: Int
    /// When, as ISO 8601.
    public let time: String
    /// Who.
    public let who: String
    /// What was done.
    public let action: String
    /// Why.
    public let why: String
    /// What it did, by name.
    public let details: [String: String]
    /// The hash of the entry and all before it.
    public let hash: String

    /// An entry.
    public init(
      number: Int, time: String, who: String, action: String, why: String,
      details: [String: String], hash: String
    ) {
      self.number = number
      self.time = time
      self.who = who
      self.action = action
      self.why = why
      self.details = details
      self.hash = hash
    }
  }

  /// The entries, first to last.
  public let entries: [Entry]

  /// A log of the given entries.
  public init(entries: [Entry]) { self.entries = entries }

  /// The log as a person reads it: a paragraph for each entry, and that all of them hold.
  public func text(style: TextStyle) -> String {
    var lines: [String] = []
    for entry in entries {
      lines.append(
        style.strong("\(entry.number)  \(entry.action)") + "  \(entry.time)  \(entry.who)")
      if !entry.why.isEmpty { lines.append(style.wrapped(entry.why, first: "   Why", indent: 12)) }
      for (name, label) in LibraryHistory.labels {
        guard let value = entry.details[name] else { continue }
        lines.append(style.wrapped(value, first: "   \(label)", indent: 12))
      }
      lines += [style.wrapped(entry.hash, first: "   Hash", indent: 12), ""]
    }
    let count = entries.count == 1 ? "The entry holds" : "All \(entries.count) entries hold"
    lines.append(
      entries.isEmpty
        ? "The library has no log: an earlier version made it."
        : "\(count): none was changed, and the records that they brought are those that are there.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a person wants to see of an entry's details, and how it is called.
  private static let labels = [
    ("file", "File"), ("library", "Library"), ("pack", "Pack"), ("signedBy", "Signers"),
    ("items", "Items"),
    ("ended", "Ended"), ("validity", "Validity"), ("from", "From"), ("to", "To"),
    ("identifier", "Item"), ("revision", "Revision"),
    ("replaces", "Replaces"),
  ]

  /// The log as JSON with the schema `adamas.log/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data {
    struct File: Encodable {
      let schema: String
      let entries: [Entry]
    }
    return try encoded(File(schema: "adamas.log/1", entries: entries))
  }
}
