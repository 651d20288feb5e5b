internal import Foundation
internal import GRDB

/// How a library's file, or a register's, keeps its log.
enum LogCoding {
  /// The table of the entries, as migrations make it; never edited.
  static let table = """
    CREATE TABLE entry (
      number INTEGER PRIMARY KEY CHECK (number > 0),
      time TEXT NOT NULL,
      who TEXT NOT NULL,
      action TEXT NOT NULL,
      why TEXT NOT NULL,
      detail TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE
    ) STRICT;
    """

  /// Adds an entry behind the last.
  @discardableResult
  static func append(
    _ action: LogEntry.Action, note: ChangeNote, details: [String: String], to db: Database
  ) throws -> LogEntry {
    let entry = LogEntry(after: try last(db), note: note, action: action, details: details)
    try db.execute(
      sql: """
        INSERT INTO entry (number, time, who, action, why, detail, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        entry.number, note.time, note.who, action.rawValue, note.why, try text(details),
        entry.previous, entry.hash,
      ])
    return entry
  }

  /// The last entry.
  static func last(_ db: Database) throws -> LogEntry? {
    try Row.fetchOne(db, sql: "\(columns) ORDER BY number DESC LIMIT 1").map(entry)
  }

  /// All entries, first to last.
  static func all(_ db: Database) throws -> [LogEntry] {
    var entries: [LogEntry] = []
    let rows = try Row.fetchCursor(db, sql: "\(columns) ORDER BY number")
    while let row = try rows.next() { entries.append(try entry(row)) }
    return entries
  }

  /// Refuses a log whose entries do not follow from one another.
  static func requireChain(_ log: [LogEntry]) throws {
    var previous = ""
    for (index, entry) in log.enumerated() {
      guard entry.number == index + 1, entry.previous == previous, entry.isIntact else {
        throw Damage(reason: "entry \(index + 1) of its log was changed, put in or taken out")
      }
      previous = entry.hash
    }
  }

  /// The columns that named the groups of the last table added, where the log says so.
  static func groupColumns(_ db: Database) throws -> [String] {
    try all(db).last { $0.details["group"] != nil }?.details["group"]?
      .split(separator: ",").map(String.init) ?? []
  }

  /// What an entry keeps of the columns that name groups.
  static func details(groupColumns: [String]) -> [String: String] {
    groupColumns.isEmpty ? [:] : ["group": groupColumns.joined(separator: ",")]
  }

  /// Named texts as JSON, with the names in order.
  static func text(_ fields: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(fields), as: UTF8.self)
  }

  /// Named texts from JSON.
  static func fields(_ text: String) throws -> [String: String] {
    guard let fields = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    else { throw Damage(reason: "a record cannot be read") }
    return fields
  }

  /// The digest of the records that an entry brought, as the log has it.
  static func content(of digests: [ContentDigest]) -> String {
    ContentDigest(of: digests, tag: "adamas.content/1").hexadecimal
  }

  /// The digest of the names of the items that an entry ended, as the log has it.
  static func names(_ names: [String]) -> String {
    var record = CanonicalRecord("adamas.names/1")
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      record.add(name)
    }
    return record.digest.hexadecimal
  }

  private static let columns =
    "SELECT number, time, who, action, why, detail, previous, hash FROM entry"

  private static func entry(_ row: Row) throws -> LogEntry {
    LogEntry(
      number: try row.checked(0),
      note: ChangeNote(who: try row.checked(2), time: try row.checked(1), why: try row.checked(4)),
      action: try row.checkedCase(3), details: try fields(try row.checked(5)),
      previous: try row.checked(6), hash: try row.checked(7, as: String.self))
  }
}

extension Provenance {
  /// The fields by their names in files.
  var named: [String: String] {
    Dictionary(uniqueKeysWithValues: fields.map { ($0.key.rawValue, $0.value) })
  }

  /// The record that a file keeps.
  init(record: String) throws {
    var fields: [Field: String] = [:]
    for (name, value) in try LogCoding.fields(record) {
      guard let field = Field(rawValue: name) else {
        throw Damage(reason: "a record of who measured cannot be read")
      }
      fields[field] = value
    }
    self.init(fields)
  }
}
