internal import GRDB
public import Matching
public import Specimens

/// How much a library, or one origin of it, holds.
public struct LibraryCounts: Sendable, Equatable {
  /// The number of reference items.
  public let items: Int
  /// The number of groups that are never split, such as stones or parcels.
  public let groups: Int
}

extension LibraryStore {
  /// What the library is.
  public var description: LibraryDescription {
    get throws(LibraryError) { try reading(ContentReader.description) }
  }

  /// What the items' values stand for, or `nil` when each item says so itself.
  public var axis: FeatureAxis? {
    get throws(LibraryError) { try reading(ContentReader.axis) }
  }

  /// The origins, in the order in which they were added.
  public var origins: [OriginRecord] {
    get throws(LibraryError) { try reading(ContentReader.origins) }
  }

  /// All reference items, in the order in which they were added.
  public var items: [ReferenceItem] {
    get throws(LibraryError) { try reading(ContentReader.items) }
  }

  /// The fitted model, or `nil` when none was fitted since items were last added.
  public var model: ModelArchive? {
    get throws(LibraryError) { try reading(ContentReader.model) }
  }

  /// Whether the library has a fitted model.
  public var hasModel: Bool {
    get throws(LibraryError) {
      try reading { db in try Row.fetchOne(db, sql: "SELECT 1 FROM model") != nil }
    }
  }

  /// All that the library holds, in one consistent state.
  public var contents: LibraryContents {
    get throws(LibraryError) {
      try reading { db in
        LibraryContents(
          description: try ContentReader.description(db), axis: try ContentReader.axis(db),
          origins: try ContentReader.origins(db),
          items: try ContentReader.items(db),
          validity: try ContentReader.validity(db), groupColumns: try LogCoding.groupColumns(db),
          model: try ContentReader.model(db))
      }
    }
  }

  /// Hands every reference item to `body`, in the order in which they were added, holding one at a
  /// time.
  ///
  /// Others cannot finish writing to the library meanwhile. `body` must not use this store.
  ///
  /// - Throws: a `LibraryError`, or whatever `body` throws, which ends the reading.
  public func forEachItem(_ body: (ReferenceItem) throws -> Void) throws {
    try streaming { db in try ContentReader.forEachItem(db, body) }
  }

  /// The numbers of items and groups of the whole library or of one origin of it.
  ///
  /// - Parameter origin: An origin as its record has it; those within it are not counted in.
  public func counts(of origin: Origin? = nil) throws(LibraryError) -> LibraryCounts {
    try reading { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), count(DISTINCT groupName) FROM item
          WHERE endEntry IS NULL
            AND (?1 IS NULL OR originId = (SELECT id FROM origin WHERE name = ?1))
          """, arguments: [origin?.name])
      guard let row else { throw Damage(reason: "the items cannot be counted") }
      return LibraryCounts(items: try row.checked(0), groups: try row.checked(1))
    }
  }

  /// Whether the library holds items of a file.
  ///
  /// - Parameter sha256: the SHA-256 of its bytes, in hexadecimal digits.
  public func holdsFile(sha256: String) throws(LibraryError) -> Bool {
    try reading { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT 1 FROM item JOIN sourceFile ON sourceFile.id = sourceFileId
          WHERE sha256 = ? AND endEntry IS NULL LIMIT 1
          """, arguments: [sha256])
      return row != nil
    }
  }

  /// The first and the last current item of each origin in the order of their identifiers.
  ///
  /// - Returns: a pair for each origin that has items; the same item twice where it has one.
  /// - Complexity: O(origins · log items), without reading other measurements.
  public func outermostItems() throws(LibraryError) -> [(first: ReferenceItem, last: ReferenceItem)]
  {
    try reading { db in
      try ContentReader.originNames(db).compactMap { id, _ in
        func end(_ order: String) throws -> ReferenceItem? {
          let row = try Int64.fetchOne(
            db,
            sql: """
              SELECT id FROM item WHERE originId = \(id) AND endEntry IS NULL
              ORDER BY identifier \(order) LIMIT 1
              """)
          return try row.flatMap { try ContentReader.item(db, at: $0) }
        }
        guard let first = try end("ASC"), let last = try end("DESC") else { return nil }
        return (first, last)
      }
    }
  }

  /// Every version of an item there ever was, first to last: what it said, and the numbers of the log's
  /// entries that brought and ended it.
  public func history(
    of identifier: String
  ) throws(LibraryError) -> [(item: ReferenceItem, entry: Int?, end: Int?)] {
    try reading { db in
      var versions: [(item: ReferenceItem, entry: Int?, end: Int?)] = []
      try ContentReader.forEachVersion(db) { item, entry, end in
        if item.identifier == identifier { versions.append((item, entry, end)) }
      }
      return versions
    }
  }
}
