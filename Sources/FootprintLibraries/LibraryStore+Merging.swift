internal import GRDB
internal import Specimens

extension LibraryStore {
  /// Adds what another library or a pack holds; items that are there already are passed over.
  ///
  /// Its conditions of use are taken where the library states none.
  ///
  /// - Parameters:
  ///   - contents: The other one's content; its model and name are not taken.
  ///   - action: How the log calls it: `merge` or `import`.
  ///   - note: Who adds it, when and why.
  ///   - details: What else the log keeps, such as the other one's revision.
  /// - Returns: the log's entry, or `nil` when everything was there already.
  /// - Throws: a sentence when the other one is of another kind or has other columns, or when an item of
  ///   the same name says something else.
  @discardableResult
  public func merge(
    _ contents: LibraryContents, as action: LogEntry.Action, note: ChangeNote,
    details: [String: String] = [:]
  ) throws(LibraryError) -> LogEntry? {
    try writing { db in
      let kind = try ContentReader.description(db).kind
      guard contents.description.kind == kind else {
        throw LibraryError(
          .conflict, path: path,
          reason: "it is a library of \(kind.rawValue), and the one to be added is of "
            + contents.description.kind.rawValue,
          mend: "merge libraries of one kind")
      }
      var writer = try ContentWriter(db, path: path)
      if let axis = contents.axis { try writer.setAxis(axis) }
      for record in contents.origins { try writer.add(record) }
      // Read before anything is added: the items that both have.
      let names = Set(contents.items.map(\.identifier))
      var known: [String: ContentDigest] = [:]
      try ContentReader.forEachItem(db) { item in
        if names.contains(item.identifier) { known[item.identifier] = item.contentDigest }
      }
      for item in contents.items {
        guard let own = known[item.identifier] else {
          try writer.add(item)
          continue
        }
        guard own == item.contentDigest else {
          throw LibraryError(
            .conflict, path: path,
            reason: "the item \"\(item.identifier)\" is there with another content",
            mend: "withdraw one of the two with adamas library remove")
        }
      }
      if let validity = contents.validity, try ContentReader.validity(db) == nil {
        try writer.add(LibraryRecord(kind: .validity, text: validity.record), dropsModel: true)
      }
      return try writer.finish(
        action, note: note,
        details: details.merging(LogCoding.details(groupColumns: contents.groupColumns)) { $1 })
    }
  }
}
