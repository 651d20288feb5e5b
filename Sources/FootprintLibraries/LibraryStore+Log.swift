internal import GRDB

extension LibraryStore {
  /// The log, first entry to last.
  public var log: [LogEntry] {
    get throws(LibraryError) { try reading(LogCoding.all) }
  }

  /// Checks that the library is as its log says: each entry follows from the one before, and what each
  /// brought and ended is what is there.
  ///
  /// A changed measurement, an item put in or taken out by other means and a changed entry are all
  /// found. What cannot be found is a file of which everything, log and hashes, was made anew; for that,
  /// give a hash that was noted elsewhere.
  ///
  /// - Parameter known: the hash of an entry as it was noted outside the library, which the log must hold.
  /// - Throws: a sentence that names the first entry that does not hold.
  /// - Complexity: reads every item there ever was.
  public func verifyLog(holding known: String? = nil) throws(LibraryError) {
    try reading { db in
      let log = try LogCoding.all(db)
      try LogCoding.requireChain(log)
      if let known, !log.contains(where: { $0.hash == known }) {
        throw Damage(reason: "its log holds no entry with the hash \(known)")
      }
      var brought: [Int: [ContentDigest]] = [:]
      var ended: [Int: [String]] = [:]
      for (entry, statement) in try ContentReader.statements(db) {
        if let entry { brought[entry, default: []].append(statement.contentDigest) }
      }
      for (entry, record) in try ContentReader.records(db) {
        if let entry { brought[entry, default: []].append(record.contentDigest) }
      }
      try ContentReader.forEachVersion(db) { item, entry, end in
        if let entry { brought[entry, default: []].append(item.contentDigest) }
        if let end { ended[end, default: []].append(item.identifier) }
      }
      let description = try ContentReader.description(db).contentDigest.hexadecimal
      let axis = try ContentReader.axis(db)?.contentDigest.hexadecimal
      for entry in log {
        guard (entry.details["description"] ?? description) == description else {
          throw Damage(
            reason: "its name, kind or notes are not those of entry \(entry.number) of its log")
        }
        guard entry.details["axis"].map({ $0 == axis }) ?? true else {
          throw Damage(reason: "its columns are not those of entry \(entry.number) of its log")
        }
        let content = brought[entry.number].map(LogCoding.content)
        let names = ended[entry.number].map(LogCoding.names)
        guard content == entry.details["content"], names == entry.details["endedItems"] else {
          throw Damage(
            reason: "the records of entry \(entry.number) of its log are not those that are there")
        }
      }
      guard brought.keys.allSatisfy(log.indices.map { $0 + 1 }.contains) else {
        throw Damage(reason: "records refer to an entry that its log does not have")
      }
    }
  }
}
