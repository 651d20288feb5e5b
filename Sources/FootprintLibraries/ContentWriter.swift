internal import Foundation
internal import GRDB
internal import Specimens

/// Writes contents within one transaction, with the statements prepared and the names known.
struct ContentWriter {
  private let db: Database
  private let path: String
  private let insertItem: Statement
  private let insertAttribute: Statement
  private let endItem: Statement
  /// The number of the log's entry that the transaction ends with.
  private let entry: Int
  private var axis: FeatureAxis?
  private var hasItems: Bool
  private var hasModel: Bool
  private var origins: [Origin: Int64] = [:]
  private var statements: [Origin: [OriginStatement]] = [:]
  private var attributeNames: [String: Int64] = [:]
  private var sourceFiles: [ReferenceItem.SourceFile: Int64] = [:]
  private var provenances: [Provenance: Int64] = [:]
  /// The digests of the records written, and the names of the items that ended.
  private var written: [ContentDigest] = []
  private var newAxis: FeatureAxis?
  private var items = 0
  private var ended: [String] = []

  /// Prepares to write, knowing what the library already has.
  init(_ db: Database, path: String) throws {
    self.db = db
    self.path = path
    insertItem = try db.makeStatement(
      sql: """
        INSERT INTO item
          (identifier, originId, groupName, scalar, measurement, definition, sourceFileId,
            provenanceId, entry)
        VALUES (?, ?, ?, ?, coalesce(?, x''), ?, ?, ?, ?)
        """)
    insertAttribute = try db.makeStatement(
      sql: "INSERT INTO itemAttribute (itemId, position, nameId, value) VALUES (?, ?, ?, ?)")
    endItem = try db.makeStatement(
      sql: "UPDATE item SET endEntry = ? WHERE identifier = ? AND endEntry IS NULL")
    entry = (try LogCoding.last(db)?.number ?? 0) + 1
    axis = try ContentReader.axis(db)
    hasItems = try Row.fetchOne(db, sql: "SELECT 1 FROM item LIMIT 1") != nil
    hasModel = try Row.fetchOne(db, sql: "SELECT 1 FROM model LIMIT 1") != nil
    for (id, origin) in try ContentReader.originNames(db) { origins[origin] = id }
    statements = Dictionary(
      grouping: try ContentReader.statements(db).map(\.statement), by: \.origin)
    for (id, name) in try ContentReader.attributeNames(db) { attributeNames[name] = id }
    for (id, file) in try ContentReader.sourceFiles(db) { sourceFiles[file] = id }
    for (id, provenance) in try ContentReader.provenances(db) { provenances[provenance] = id }
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
    newAxis = new
  }

  /// Adds what is said of an origin, unless that changes nothing.
  mutating func add(_ record: OriginRecord) throws {
    let (known, new) = (statements[record.origin] ?? [], record.statement)
    guard
      OriginStatement.record(of: record.origin, known + [new])
        != OriginStatement.record(of: record.origin, known)
    else { return }
    try dropModel()
    try db.execute(
      sql: "INSERT INTO originStatement (originId, grade, source, entry) VALUES (?, ?, ?, ?)",
      arguments: [try originID(record.origin), new.grade.rawValue, new.source, entry])
    statements[record.origin, default: []].append(new)
    written.append(new.contentDigest)
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
    try requireStorable(item.values, name: item.identifier)
    try dropModel()
    insertItem.setUncheckedArguments([
      item.identifier, origin, item.group, item.values.scalar.rawValue, item.values.bytes,
      item.definition, try item.sourceFile.map { try sourceFileID($0) },
      try provenanceID(item.provenance), entry,
    ])
    do {
      try insertItem.execute()
    } catch DatabaseError.SQLITE_CONSTRAINT_UNIQUE {
      throw conflict(
        "the item \"\(item.identifier)\" is there already", "give each item its own identifier")
    }
    hasItems = true
    items += 1
    written.append(item.contentDigest)
    let id = db.lastInsertedRowID
    for (position, attribute) in item.attributes.enumerated() {
      let name = try attributeNameID(attribute.name)
      insertAttribute.setUncheckedArguments([id, position, name, attribute.value])
      try insertAttribute.execute()
    }
  }

  /// Adds something that the library keeps besides its references.
  ///
  /// - Parameter dropsModel: whether a fitted model does not know it.
  mutating func add(_ record: LibraryRecord, dropsModel: Bool) throws {
    if dropsModel { try dropModel() }
    try db.execute(
      sql: "INSERT INTO record (kind, text, entry) VALUES (?, ?, ?)",
      arguments: [record.kind.rawValue, record.text, entry])
    written.append(record.contentDigest)
  }

  /// Ends items: they are references no more, and stay in the file.
  mutating func end(_ identifiers: [String]) throws {
    for identifier in identifiers {
      try dropModel()
      try endItem.execute(arguments: [entry, identifier])
      guard db.changesCount == 1 else {
        throw conflict(
          "there is no item \"\(identifier)\"", "look for its name with adamas library list")
      }
      ended.append(identifier)
    }
  }

  /// Writes the log's entry of what was done, if anything was.
  func finish(
    _ action: LogEntry.Action, note: ChangeNote, details: [String: String]
  ) throws -> LogEntry? {
    guard !written.isEmpty || !ended.isEmpty || newAxis != nil else { return nil }
    var details = details
    if let newAxis { details["axis"] = newAxis.contentDigest.hexadecimal }
    if !written.isEmpty { details["content"] = LogCoding.content(of: written) }
    if items > 0 { details["items"] = "\(items)" }
    if !ended.isEmpty {
      details["ended"] = "\(ended.count)"
      details["endedItems"] = LogCoding.names(ended)
    }
    return try LogCoding.append(action, note: note, details: details, to: db)
  }

  /// Takes away a model that has not seen what is added.
  private mutating func dropModel() throws {
    guard hasModel else { return }
    try db.execute(sql: "DELETE FROM model")
    hasModel = false
  }

  private mutating func originID(_ origin: Origin) throws -> Int64 {
    if let id = origins[origin] { return id }
    try db.execute(sql: "INSERT INTO origin (name) VALUES (?)", arguments: [origin.name])
    origins[origin] = db.lastInsertedRowID
    return db.lastInsertedRowID
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

  private mutating func provenanceID(_ provenance: Provenance) throws -> Int64? {
    if provenance.fields.isEmpty { return nil }
    if let id = provenances[provenance] { return id }
    if let grade = provenance[.grade], Grade(rawValue: grade) == nil {
      throw conflict(
        "\"\(grade)\" is no grade",
        "give one of \(Grade.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    try db.execute(
      sql: "INSERT INTO provenance (record) VALUES (?)",
      arguments: [try LogCoding.text(provenance.named)])
    provenances[provenance] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }

  /// Refuses numbers that do not fit into one value of SQLite.
  private func requireStorable(_ values: Measurements, name: String) throws {
    // SQLite's own limit is 1,000,000,000 bytes; a row holds a little besides the numbers.
    guard values.count <= 124_000_000 else {
      throw conflict(
        "\"\(name)\" has \(values.count) numbers, more than 124 million", "split it")
    }
  }

  private func conflict(_ reason: String, _ mend: String) -> LibraryError {
    LibraryError(.conflict, path: path, reason: reason, mend: mend)
  }
}
