public import Foundation
public import Specimens

/// What a library holds, as `adamas library show` prints it.
public struct LibrarySummary: Sendable, Equatable {
  /// One origin of a library.
  public struct Entry: Sendable, Equatable {
    /// The origin.
    public let origin: Origin
    /// The grade of its footprint.
    public let grade: Grade
    /// By whom, when and how it was measured.
    public let source: String
    /// The number of stones or parcels.
    public let groups: Int
    /// The number of shots, rows or parcels.
    public let items: Int

    /// An origin with its counts.
    public init(origin: Origin, grade: Grade, source: String, groups: Int, items: Int) {
      self.origin = origin
      self.grade = grade
      self.source = source
      self.groups = groups
      self.items = items
    }
  }

  /// The state of a library's log.
  public struct Log: Sendable, Equatable, Encodable {
    /// The number of entries.
    public let entries: Int
    /// The hash of the last one.
    public let last: String

    /// A log of some entries.
    public init(entries: Int, last: String) {
      self.entries = entries
      self.last = last
    }
  }

  /// The library's name.
  public let name: String
  /// The kind of evidence.
  public let kind: EvidenceKind
  /// What its makers want to be known.
  public let notes: String
  /// A digest of its content, in hexadecimal.
  public let revision: String
  /// Whether it holds a fitted model.
  public let isFitted: Bool
  /// When and for what it may be used, in words; `nil` where nothing is stated.
  public let validity: String?
  /// The log; `nil` for a library from before there was one.
  public let log: Log?
  /// Its origins, sorted by name.
  public let origins: [Entry]

  /// A summary.
  public init(
    name: String, kind: EvidenceKind, notes: String = "", revision: String, isFitted: Bool,
    validity: String? = nil, log: Log? = nil, origins: [Entry]
  ) {
    self.name = name
    self.kind = kind
    self.notes = notes
    self.revision = revision
    self.isFitted = isFitted
    self.validity = validity
    self.log = log
    self.origins = origins
  }

  /// The summary as a person reads it.
  public func text(style: TextStyle) -> String {
    var lines = [
      style.strong(name),
      style.wrapped(kind.rawValue, first: "Kind", indent: 12),
    ]
    if !notes.isEmpty { lines.append(style.wrapped(notes, first: "Notes", indent: 12)) }
    lines += [
      style.wrapped(revision, first: "Revision", indent: 12),
      style.wrapped(
        isFitted ? "yes" : "no: it cannot classify before adamas library fit", first: "Fitted",
        indent: 12),
    ]
    if let validity { lines.append(style.wrapped(validity, first: "Validity", indent: 12)) }
    if let log {
      let entries = log.entries == 1 ? "1 entry" : "\(log.entries) entries"
      lines.append(style.wrapped("\(entries), the last \(log.last)", first: "Log", indent: 12))
    }
    let width = max(12, (origins.map(\.origin.name.count).max() ?? 0) + 2)
    if !origins.isEmpty {
      lines += ["", "Origin".padded(to: width) + "Groups  Items   Grade      Source"]
    }
    for entry in origins {
      lines.append(
        entry.origin.name.padded(to: width) + "\(entry.groups)".padded(to: 8)
          + "\(entry.items)".padded(to: 8) + entry.grade.rawValue.padded(to: 11) + entry.source)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The summary as JSON with the schema `adamas.library/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data {
    try encoded(
      LibraryFile(
        schema: "adamas.library/1", name: name, kind: kind.rawValue, notes: notes,
        revision: revision, fitted: isFitted, validity: validity, log: log,
        origins: origins.map {
          LibraryFile.Entry(
            origin: $0.origin.name, grade: $0.grade.rawValue, source: $0.source,
            groups: $0.groups, items: $0.items)
        }))
  }
}

/// The JSON form of a summary.
private struct LibraryFile: Encodable {
  struct Entry: Encodable {
    let origin: String
    let grade: String
    let source: String
    let groups: Int
    let items: Int
  }

  let schema: String
  let name: String
  let kind: String
  let notes: String
  let revision: String
  let fitted: Bool
  let validity: String?
  let log: LibrarySummary.Log?
  let origins: [Entry]
}
