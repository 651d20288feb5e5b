internal import Foundation
internal import GRDB

/// Something that a library keeps besides its references, as JSON.
struct LibraryRecord: Equatable {
  /// What it is.
  enum Kind: String {
    /// The conditions of use, of which the last holds.
    case validity
    /// A mapping between two instruments.
    case transfer
  }

  /// What it is.
  let kind: Kind
  /// The JSON.
  let text: String

  /// The digest that the log's entry covers.
  var contentDigest: ContentDigest {
    var record = CanonicalRecord("record")
    record.add(kind.rawValue)
    record.add(text)
    return record.digest
  }
}

extension LibraryStore {
  /// The conditions under which the library may be used; `nil` where none were ever stated.
  public var validity: Validity? {
    get throws(LibraryError) { try reading(ContentReader.validity) }
  }

  /// States the conditions under which the library may be used; the model is dropped, which did not know
  /// them, and earlier conditions are kept in the file.
  ///
  /// - Throws: a sentence when the library cannot be written.
  @discardableResult
  public func state(_ validity: Validity, note: ChangeNote) throws(LibraryError) -> LogEntry? {
    try writing { db in
      guard try ContentReader.validity(db) != validity else { return nil }
      var writer = try ContentWriter(db, path: path)
      try writer.add(LibraryRecord(kind: .validity, text: validity.record), dropsModel: true)
      return try writer.finish(
        .validity, note: note, details: ["validity": validity.sentence])
    }
  }

  /// The mappings between instruments that the library keeps, as JSON, in the order in which they were
  /// added.
  public var transfers: [String] {
    get throws(LibraryError) {
      try reading { db in
        try ContentReader.records(db).filter { $0.record.kind == .transfer }.map(\.record.text)
      }
    }
  }

  /// Keeps a mapping between instruments, unless it is there already.
  ///
  /// - Parameters:
  ///   - json: the mapping; the store keeps the text as it is.
  ///   - note: Who fitted it, when and why.
  ///   - details: What else the log keeps, such as the instruments.
  /// - Throws: a sentence when the library cannot be written.
  @discardableResult
  public func addTransfer(
    _ json: String, note: ChangeNote, details: [String: String] = [:]
  ) throws(LibraryError) -> LogEntry? {
    try writing { db in
      let record = LibraryRecord(kind: .transfer, text: json)
      guard try !ContentReader.records(db).contains(where: { $0.record == record }) else {
        return nil
      }
      var writer = try ContentWriter(db, path: path)
      try writer.add(record, dropsModel: false)
      return try writer.finish(.transfer, note: note, details: details)
    }
  }
}
