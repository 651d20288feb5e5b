internal import Foundation
internal import GRDB
public import Matching
internal import Specimens

extension LibraryStore {
  /// Adds origins and reference items, all of them or, when one does not fit, none.
  ///
  /// Nothing is overwritten. Whenever an origin or an item is added, the fitted model is dropped: a
  /// library never answers with a model that has not seen all of its references.
  ///
  /// ```swift
  /// let entry = try store.add(
  ///   origins: [birim], items: items, axis: .wavelengths(axis),
  ///   note: ChangeNote(who: "A. B.", time: "2026-11-22T09:00:00Z", why: "second campaign"))
  /// ```
  ///
  /// - Parameters:
  ///   - origins: What is said of the items' origins; an origin that the library has already may get
  ///     another grade and source (``OriginRecord``).
  ///   - items: The items, read once and in order; a lazy sequence need not fit into memory.
  ///   - axis: What the items' values stand for. It is needed with the first items, unless each
  ///     brings its own definition, and must not differ later.
  ///   - groupColumns: The columns that named the items' groups.
  ///   - action: How the log calls it: `add`, `merge` or `import`.
  ///   - note: Who adds them, when and why.
  ///   - details: What else the log keeps, such as the file and its hash.
  /// - Returns: the log's entry, or `nil` when everything was there already.
  /// - Throws: a sentence when an identifier is there already, an origin has no record, an item has too
  ///   many or too few values, or the axis is not the library's.
  /// - Complexity: O(n log m) for n items and a library of m.
  @discardableResult
  public func add(
    origins: [OriginRecord] = [], items: some Sequence<ReferenceItem> = [ReferenceItem](),
    axis: FeatureAxis? = nil, groupColumns: [String] = [], as action: LogEntry.Action = .add,
    note: ChangeNote, details: [String: String] = [:]
  ) throws(LibraryError) -> LogEntry? {
    try writing { db in
      var writer = try ContentWriter(db, path: path)
      if let axis { try writer.setAxis(axis) }
      for record in origins { try writer.add(record) }
      for item in items { try writer.add(item) }
      return try writer.finish(
        action, note: note,
        details: details.merging(LogCoding.details(groupColumns: groupColumns)) { $1 })
    }
  }

  /// Puts an item in the place of the one of the same name, which is kept with its end in the log.
  ///
  /// - Parameters:
  ///   - identifier: The item's name.
  ///   - change: Gives the item its new record; its name, values and file stay as they are.
  ///   - note: Who amends it, when and why.
  /// - Returns: the log's entry, or `nil` when nothing is changed.
  /// - Throws: a sentence when there is no such item, or its new origin has no record.
  @discardableResult
  public func amend(
    _ identifier: String, note: ChangeNote, change: (inout ReferenceItem) -> Void
  ) throws(LibraryError) -> LogEntry? {
    try writing { db in
      guard let old = try ContentReader.item(db, named: identifier) else {
        throw LibraryError(
          .conflict, path: path, reason: "there is no item \"\(identifier)\"",
          mend: "look for its name with adamas library list")
      }
      var new = old
      change(&new)
      (new.identifier, new.values) = (old.identifier, old.values)
      (new.definition, new.sourceFile) = (old.definition, old.sourceFile)
      guard new != old else { return nil }
      var writer = try ContentWriter(db, path: path)
      try writer.end([identifier])
      try writer.add(new)
      return try writer.finish(.amend, note: note, details: ["identifier": identifier])
    }
  }

  /// Withdraws items: they stay in the file and in the log, and are references no more.
  ///
  /// - Parameters:
  ///   - identifiers: Their names.
  ///   - note: Who withdraws them, when and why.
  /// - Returns: the log's entry, or `nil` when no name is given.
  /// - Throws: a sentence when there is no such item.
  @discardableResult
  public func withdraw(
    _ identifiers: [String], note: ChangeNote
  ) throws(LibraryError) -> LogEntry? {
    try writing { db in
      var writer = try ContentWriter(db, path: path)
      try writer.end(identifiers)
      return try writer.finish(.withdraw, note: note, details: [:])
    }
  }

  /// Puts a fitted model in the place of the one before.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - note: Who fitted it, when and why.
  ///   - details: What else the log keeps, such as the revision that it was fitted to.
  /// - Throws: a sentence when the library cannot be written.
  public func replaceModel(
    _ model: ModelArchive, note: ChangeNote, details: [String: String] = [:]
  ) throws(LibraryError) {
    try writing { db in
      let parameters = try ModelCoding.text(model.parameters)
      try db.execute(sql: "DELETE FROM model")
      try db.execute(
        sql: "INSERT INTO model (id, parameters) VALUES (1, ?)", arguments: [parameters])
      for (name, array) in model.arrays.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          sql:
            "INSERT INTO modelArray (name, modelId, rows, columns, scalar) VALUES (?, 1, ?, ?, ?)",
          arguments: [name, array.shape.rows, array.shape.columns, array.scalar.rawValue])
        for (part, elements) in ModelCoding.parts(array).enumerated() {
          try db.execute(
            sql: "INSERT INTO modelPart (arrayName, part, elements) VALUES (?, ?, ?)",
            arguments: [name, part, elements])
        }
      }
      try LogCoding.append(.fit, note: note, details: details, to: db)
    }
  }
}
