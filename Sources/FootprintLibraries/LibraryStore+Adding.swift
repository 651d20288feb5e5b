internal import Foundation
internal import GRDB
public import Matching
internal import Specimens

extension LibraryStore {
  /// Adds origins and reference items, all of them or, when one does not fit, none.
  ///
  /// An origin that the library has already may be given again with the same grade and source.
  /// Nothing is overwritten. Whenever an origin or an item is added, the fitted model is dropped: a
  /// library never answers with a model that has not seen all of its references.
  ///
  /// - Parameters:
  ///   - origins: The records of the items' origins that the library does not have yet.
  ///   - items: The items, read once and in order; a lazy sequence need not fit into memory.
  ///   - axis: What the items' values stand for. It is needed with the first items, unless each
  ///     brings its own definition, and must not differ later.
  /// - Throws: a sentence when an identifier is there already, an origin has no record or another
  ///   one, an item has too many or too few values, or the axis is not the library's.
  /// - Complexity: O(n log m) for n items and a library of m; measured, a million items of 64
  ///   numbers with an attribute each take 28 s.
  public func add(
    origins: [OriginRecord] = [], items: some Sequence<ReferenceItem> = [ReferenceItem](),
    axis: FeatureAxis? = nil
  ) throws(LibraryError) {
    try writing { db in
      var writer = try ContentWriter(db, path: path)
      if let axis { try writer.setAxis(axis) }
      for record in origins { try writer.add(record) }
      for item in items { try writer.add(item) }
    }
  }

  /// Puts a fitted model in the place of the one before.
  ///
  /// - Throws: a sentence when the library cannot be written.
  public func replaceModel(_ model: ModelArchive) throws(LibraryError) {
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
    }
  }
}

/// Refuses numbers that do not fit into one value of SQLite.
private func requireStorable(_ values: Measurements, name: String, path: String) throws {
  // SQLite's own limit is 1,000,000,000 bytes; a row holds a little besides the numbers.
  guard values.count <= 124_000_000 else {
    throw LibraryError(
      .conflict, path: path,
      reason: "\"\(name)\" has \(values.count) numbers, more than 124 million",
      mend: "split it")
  }
}

/// Writes contents within one transaction, with the statements prepared and the names known.
private struct ContentWriter {
  private let db: Database
  private let path: String
  private let insertItem: Statement
  private let insertAttribute: Statement
  private var axis: FeatureAxis?
  private var hasItems: Bool
  private var hasModel: Bool
  private var origins: [Origin: (id: Int64, record: OriginRecord)] = [:]
  private var attributeNames: [String: Int64] = [:]
  private var sourceFiles: [ReferenceItem.SourceFile: Int64] = [:]

  /// Prepares to write, knowing what the library already has.
  init(_ db: Database, path: String) throws {
    self.db = db
    self.path = path
    insertItem = try db.makeStatement(
      sql: """
        INSERT INTO item
          (identifier, originId, groupName, scalar, measurement, definition, sourceFileId)
        VALUES (?, ?, ?, ?, coalesce(?, x''), ?, ?)
        """)
    insertAttribute = try db.makeStatement(
      sql: "INSERT INTO itemAttribute (itemId, position, nameId, value) VALUES (?, ?, ?, ?)")
    axis = try ContentReader.axis(db)
    hasItems = try Row.fetchOne(db, sql: "SELECT 1 FROM item LIMIT 1") != nil
    hasModel = try Row.fetchOne(db, sql: "SELECT 1 FROM model LIMIT 1") != nil
    for (id, record) in try ContentReader.origins(db) { origins[record.origin] = (id, record) }
    for (id, name) in try ContentReader.attributeNames(db) { attributeNames[name] = id }
    for (id, file) in try ContentReader.sourceFiles(db) { sourceFiles[file] = id }
  }

  /// Gives the library its axis, or makes sure that it has this one.
  mutating func setAxis(_ new: FeatureAxis) throws {
    if axis == new { return }
    guard axis == nil, !hasItems else {
      throw conflict(
        "its items have other columns than those to be added", "bring both to the same columns")
    }
    guard new.count > 0 else {
      throw conflict("the axis to be added has no columns", "add items with a definition each")
    }
    let insert = try db.makeStatement(
      sql: "INSERT INTO feature (position, name, wavelength, segment) VALUES (?, ?, ?, ?)")
    switch new {
    case .named(let names):
      for (position, name) in names.enumerated() {
        try insert.execute(arguments: [position, name, nil, nil])
      }
    case .wavelengths(let axis):
      for (number, segment) in axis.segments.enumerated() {
        for position in segment {
          try insert.execute(arguments: [position, nil, axis.wavelengths[position], number])
        }
      }
    }
    axis = new
  }

  /// Adds an origin, or makes sure that the library says the same of it.
  mutating func add(_ record: OriginRecord) throws {
    if let known = origins[record.origin] {
      guard known.record == record else {
        throw conflict(
          "the origin \"\(record.origin)\" is there with another grade or source",
          "add it as the library has it, or to another library")
      }
      return
    }
    try dropModel()
    try db.execute(
      sql: "INSERT INTO origin (name, grade, source) VALUES (?, ?, ?)",
      arguments: [record.origin.name, record.grade.rawValue, record.source])
    origins[record.origin] = (db.lastInsertedRowID, record)
  }

  /// Adds an item.
  mutating func add(_ item: ReferenceItem) throws {
    guard let origin = origins[item.origin] else {
      throw conflict(
        "the item \"\(item.identifier)\" is of the origin \"\(item.origin)\", which has no record",
        "say what grade it has and where it comes from")
    }
    if let axis, axis.count != item.values.count {
      throw conflict(
        "the item \"\(item.identifier)\" has \(item.values.count) values for \(axis.count) columns",
        "give one value for each column")
    }
    try requireStorable(item.values, name: item.identifier, path: path)
    try dropModel()
    insertItem.setUncheckedArguments([
      item.identifier, origin.id, item.group, item.values.scalar.rawValue, item.values.bytes,
      item.definition, try item.sourceFile.map { try sourceFileID($0) },
    ])
    do {
      try insertItem.execute()
    } catch DatabaseError.SQLITE_CONSTRAINT_UNIQUE {
      throw conflict(
        "the item \"\(item.identifier)\" is there already", "give each item its own identifier")
    }
    hasItems = true
    let id = db.lastInsertedRowID
    for (position, attribute) in item.attributes.enumerated() {
      let name = try attributeNameID(attribute.name)
      insertAttribute.setUncheckedArguments([id, position, name, attribute.value])
      try insertAttribute.execute()
    }
  }

  /// Takes away a model that has not seen what is added.
  private mutating func dropModel() throws {
    guard hasModel else { return }
    try db.execute(sql: "DELETE FROM model")
    hasModel = false
  }

  private mutating func attributeNameID(_ name: String) throws -> Int64 {
    if let id = attributeNames[name] { return id }
    try db.execute(sql: "INSERT INTO attributeName (name) VALUES (?)", arguments: [name])
    attributeNames[name] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }

  private mutating func sourceFileID(_ file: ReferenceItem.SourceFile) throws -> Int64 {
    if let id = sourceFiles[file] { return id }
    try db.execute(
      sql: "INSERT INTO sourceFile (path, sha256) VALUES (?, ?)",
      arguments: [file.path, file.sha256])
    sourceFiles[file] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }

  private func conflict(_ reason: String, _ mend: String) -> LibraryError {
    LibraryError(.conflict, path: path, reason: reason, mend: mend)
  }
}
