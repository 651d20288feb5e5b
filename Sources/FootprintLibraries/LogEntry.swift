/// Who changes a library or a register, when and why.
public struct ChangeNote: Sendable, Hashable {
  /// The person who answers for the change.
  public var who: String
  /// When, as ISO 8601 in UTC.
  public var time: String
  /// The reason.
  public var why: String

  /// A note.
  public init(who: String, time: String, why: String) {
    self.who = who
    self.time = time
    self.why = why
  }
}

/// One line of the log of a library or a register: who did what, when and why, and what it did to the content.
///
/// Each entry's hash covers the hash of the entry before, so that no entry can be changed, taken out or
/// put in without every later hash changing. Who keeps the last hash outside the library (a signed pack, a
/// report) can tell that nothing before it was rewritten; the file alone cannot prove that, because whoever
/// can write all of it can write all hashes anew.
public struct LogEntry: Sendable, Hashable {
  /// What was done.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// The library was made.
    case create
    /// Reference items were added.
    case add
    /// An item was put in the place of an earlier one, which is kept.
    case amend
    /// Items were withdrawn; they are kept.
    case withdraw
    /// The items of another library were added.
    case merge
    /// The items of a pack were added.
    case `import`
    /// A model was fitted.
    case fit
    /// The conditions of use were stated.
    case validity
    /// A mapping between instruments was added.
    case transfer
    /// A manifest was screened; only a register has it.
    case screen
    /// It was found out how a screened parcel stood; only a register has it.
    case outcome
  }

  /// Its place in the log, from 1.
  public let number: Int
  /// Who, when and why.
  public let note: ChangeNote
  /// What was done.
  public let action: Action
  /// What it did, by name: `items`, `file`, `sha256`, and `content`, the digest of all records it added.
  public let details: [String: String]
  /// The hash of the entry before; empty in the first.
  public let previous: String
  /// The hash of this entry, 64 hexadecimal digits.
  public let hash: String

  /// The entry that follows another one.
  init(
    after last: LogEntry?, note: ChangeNote, action: Action, details: [String: String]
  ) {
    self.init(
      number: (last?.number ?? 0) + 1, note: note, action: action, details: details,
      previous: last?.hash ?? "", hash: nil)
  }

  /// An entry as it stands in a file, or with the hash that it ought to have where none is given.
  init(
    number: Int, note: ChangeNote, action: Action, details: [String: String], previous: String,
    hash: String?
  ) {
    self.number = number
    self.note = note
    self.action = action
    self.details = details
    self.previous = previous
    self.hash =
      hash
      ?? LogEntry.hash(
        number: number, note: note, action: action, details: details, previous: previous)
  }

  /// Whether the hash is that of the entry.
  var isIntact: Bool {
    hash
      == LogEntry.hash(
        number: number, note: note, action: action, details: details, previous: previous)
  }

  private static func hash(
    number: Int, note: ChangeNote, action: Action, details: [String: String], previous: String
  ) -> String {
    var record = CanonicalRecord("adamas.log/1")
    record.add("\(number)")
    for text in [note.time, note.who, action.rawValue, note.why] { record.add(text) }
    for (name, value) in details.sorted(by: { $0.key < $1.key }) {
      record.add(name)
      record.add(value)
    }
    record.add(previous)
    return record.digest.hexadecimal
  }
}
