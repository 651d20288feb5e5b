internal import Foundation
internal import GRDB
internal import LinearAlgebra
internal import Matching
internal import Specimens

/// Reads a library's tables, trusting nothing in them: a damaged file ends in `Damage`.
enum ContentReader {
  /// The library's description.
  static func description(_ db: Database) throws -> LibraryDescription {
    let row = try Row.fetchOne(db, sql: "SELECT name, kind, created, notes FROM library")
    guard let row else { throw Damage(reason: "its description is missing") }
    return LibraryDescription(
      name: try row.checked(0), kind: try row.checkedCase(1),
      created: try row.checkedIfPresent(2), notes: try row.checked(3))
  }

  /// The axis, where the library has one.
  static func axis(_ db: Database) throws -> FeatureAxis? {
    var names: [String] = []
    var wavelengths: [Double] = []
    var segments: [Range<Int>] = []
    var segment: Int?
    let rows = try Row.fetchCursor(
      db, sql: "SELECT name, wavelength, segment FROM feature ORDER BY position")
    while let row = try rows.next() {
      if let name: String = try row.checkedIfPresent(0) {
        names.append(name)
        continue
      }
      let (wavelength, number): (Double, Int) = (try row.checked(1), try row.checked(2))
      let channel = wavelengths.count
      if number == segment, let start = segments.popLast()?.lowerBound {
        guard let last = wavelengths.last, last < wavelength else {
          throw Damage(reason: "its wavelengths do not rise")
        }
        segments.append(start..<channel + 1)
      } else {
        segments.append(channel..<channel + 1)
      }
      segment = number
      wavelengths.append(wavelength)
    }
    guard names.isEmpty || wavelengths.isEmpty else {
      throw Damage(reason: "its columns have names and wavelengths")
    }
    if !names.isEmpty { return .named(names) }
    return wavelengths.isEmpty
      ? nil : .wavelengths(WavelengthAxis(wavelengths: wavelengths, segments: segments))
  }

  /// The names of the origins with their row numbers, in the order in which they were added.
  static func originNames(_ db: Database) throws -> [(id: Int64, origin: Origin)] {
    try all(db, "SELECT id, name FROM origin ORDER BY id") { row in
      (try row.checked(0), Origin(try row.checked(1)))
    }
  }

  /// What was said of the origins, each with the log's entry that brought it.
  static func statements(_ db: Database) throws -> [(entry: Int?, statement: OriginStatement)] {
    try all(
      db,
      """
      SELECT name, grade, source, entry FROM originStatement
      JOIN origin ON origin.id = originId ORDER BY originId, grade, source
      """
    ) { row in
      (
        try row.checkedIfPresent(3),
        OriginStatement(
          origin: Origin(try row.checked(0)), grade: try row.checkedCase(1),
          source: try row.checked(2))
      )
    }
  }

  /// The origins, in the order in which they were added.
  static func origins(_ db: Database) throws -> [OriginRecord] {
    let said = Dictionary(grouping: try statements(db).map(\.statement), by: \.origin)
    return try originNames(db).map { _, origin in
      guard let record = OriginStatement.record(of: origin, said[origin] ?? []) else {
        throw Damage(reason: "an origin has no grade")
      }
      return record
    }
  }

  /// What the library keeps besides its references, each with the log's entry that brought it.
  static func records(_ db: Database) throws -> [(entry: Int?, record: LibraryRecord)] {
    try all(db, "SELECT kind, text, entry FROM record ORDER BY id") { row in
      (
        try row.checkedIfPresent(2),
        LibraryRecord(kind: try row.checkedCase(0), text: try row.checked(1))
      )
    }
  }

  /// The conditions of use that hold.
  static func validity(_ db: Database) throws -> Validity? {
    guard let text = try records(db).last(where: { $0.record.kind == .validity })?.record.text
    else {
      return nil
    }
    guard let validity = try? JSONDecoder().decode(Validity.self, from: Data(text.utf8)) else {
      throw Damage(reason: "its conditions of use cannot be read")
    }
    return validity
  }

  /// The records of who measured, with their row numbers.
  static func provenances(_ db: Database) throws -> [(id: Int64, provenance: Provenance)] {
    try all(db, "SELECT id, record FROM provenance ORDER BY id") { row in
      (try row.checked(0), try Provenance(record: try row.checked(1)))
    }
  }

  /// The attributes' names with their row numbers.
  static func attributeNames(_ db: Database) throws -> [(id: Int64, name: String)] {
    try all(db, "SELECT id, name FROM attributeName ORDER BY id") { row in
      (try row.checked(0), try row.checked(1))
    }
  }

  /// The items' files with their row numbers.
  static func sourceFiles(_ db: Database) throws -> [(id: Int64, file: ReferenceItem.SourceFile)] {
    try all(db, "SELECT id, path, sha256 FROM sourceFile ORDER BY id") { row in
      let file = ReferenceItem.SourceFile(
        path: try row.checked(1), sha256: try row.checkedIfPresent(2))
      return (try row.checked(0), file)
    }
  }

  /// All items.
  static func items(_ db: Database) throws -> [ReferenceItem] {
    var items: [ReferenceItem] = []
    try forEachItem(db) { items.append($0) }
    return items
  }

  /// The current item of a name.
  static func item(_ db: Database, named identifier: String) throws -> ReferenceItem? {
    let id = try Int64.fetchOne(
      db, sql: "SELECT id FROM item WHERE identifier = ? AND endEntry IS NULL",
      arguments: [identifier])
    return try id.flatMap { try item(db, at: $0) }
  }

  /// The item in a row.
  static func item(_ db: Database, at id: Int64) throws -> ReferenceItem? {
    var found: ReferenceItem?
    try forEachItem(db, where: "id = \(id)", attributesWhere: "itemId = \(id)") { found = $0 }
    return found
  }

  /// Reads the current items.
  static func forEachItem(_ db: Database, _ body: (ReferenceItem) throws -> Void) throws {
    try forEachItem(db, where: "endEntry IS NULL", body)
  }

  /// Reads every item that there ever was, with the log's entries that brought and ended it.
  static func forEachVersion(
    _ db: Database, _ body: (ReferenceItem, _ entry: Int?, _ end: Int?) throws -> Void
  ) throws {
    let bounds = try Row.fetchCursor(db, sql: "SELECT entry, endEntry FROM item ORDER BY id")
    try forEachItem(db, where: "TRUE") { item in
      guard let row = try bounds.next() else { throw Damage(reason: "an item is missing") }
      try body(item, try row.checkedIfPresent(0), try row.checkedIfPresent(1))
    }
  }

  /// Reads items and, side by side with them, their attributes.
  private static func forEachItem(
    _ db: Database, where condition: String, attributesWhere: String = "TRUE",
    _ body: (ReferenceItem) throws -> Void
  ) throws {
    let origins = Dictionary(try originNames(db).map { $0 }, uniquingKeysWith: { a, _ in a })
    let names = Dictionary(try attributeNames(db).map { $0 }, uniquingKeysWith: { a, _ in a })
    let files = Dictionary(try sourceFiles(db).map { $0 }, uniquingKeysWith: { a, _ in a })
    let provenances = Dictionary(try provenances(db).map { $0 }, uniquingKeysWith: { a, _ in a })
    let attributeRows = try Row.fetchCursor(
      db,
      sql: """
        SELECT itemId, nameId, value FROM itemAttribute
        WHERE \(attributesWhere) ORDER BY itemId, position
        """)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, identifier, originId, groupName, scalar, measurement, definition, sourceFileId,
          provenanceId
        FROM item WHERE \(condition) ORDER BY id
        """)
    var attributeRow = try attributeRows.next()
    while let row = try rows.next() {
      let id: Int64 = try row.checked(0)
      var attributes: [ReferenceItem.Attribute] = []
      while let next = attributeRow, try next.checked(0, as: Int64.self) <= id {
        // Those before are of an item that is not asked for.
        guard try next.checked(0) == id else {
          attributeRow = try attributeRows.next()
          continue
        }
        guard let name = names[try next.checked(1)] else {
          throw Damage(reason: "an attribute has no name")
        }
        attributes.append(.init(name: name, value: try next.checked(2)))
        attributeRow = try attributeRows.next()
      }
      guard let origin = origins[try row.checked(2)] else {
        throw Damage(reason: "an item has no origin")
      }
      let fileID: Int64? = try row.checkedIfPresent(7)
      let provenanceID: Int64? = try row.checkedIfPresent(8)
      try body(
        ReferenceItem(
          identifier: try row.checked(1), origin: origin, group: try row.checked(3),
          attributes: attributes, values: try row.checkedMeasurements(scalar: 4, bytes: 5),
          definition: try row.checkedIfPresent(6), sourceFile: fileID.flatMap { files[$0] },
          provenance: provenanceID.flatMap { provenances[$0] } ?? Provenance()))
    }
  }

  /// The model, where the library has one.
  static func model(_ db: Database) throws -> ModelArchive? {
    guard let row = try Row.fetchOne(db, sql: "SELECT parameters FROM model") else { return nil }
    var model = ModelArchive(parameters: try ModelCoding.parameters(try row.checked(0)))
    let parts = try db.makeStatement(
      sql: "SELECT elements FROM modelPart WHERE arrayName = ? ORDER BY part")
    let sizes = try db.makeStatement(
      sql: "SELECT sum(length(elements)) FROM modelPart WHERE arrayName = ?")
    let rows = try Row.fetchCursor(
      db, sql: "SELECT name, rows, columns, scalar FROM modelArray ORDER BY name")
    while let row = try rows.next() {
      let name: String = try row.checked(0)
      let (height, width): (Int, Int) = (try row.checked(1), try row.checked(2))
      let (count, overflow) = height.multipliedReportingOverflow(by: width)
      let scalar: Scalar = try row.checkedCase(3)
      let bytes = try Int.fetchOne(sizes, arguments: [name]) ?? 0
      // Memory is taken for what is there, not for what the shape promises.
      guard
        height >= 0, width >= 0, !overflow, bytes / scalar.size == count,
        bytes.isMultiple(of: scalar.size)
      else { throw ModelCoding.cutShort }
      let elements = try Row.fetchCursor(parts, arguments: [name])
      model.arrays[name] =
        switch scalar {
        case .f32:
          .single(
            Matrix(rows: height, columns: width, elements: try numbers(count, in: elements)))
        case .f64:
          .double(
            Matrix(rows: height, columns: width, elements: try numbers(count, in: elements)))
        }
    }
    return model
  }

  /// The numbers of a matrix, from the parts that hold them.
  ///
  /// - Throws: `Damage` when the parts hold more or fewer.
  private static func numbers<Number: StoredNumber>(
    _ count: Int, in parts: RowCursor
  ) throws -> [Number] {
    try [Number](unsafeUninitializedCapacity: count) { memory, filled in
      adviseLargePages(UnsafeMutableRawBufferPointer(memory))
      while let row = try parts.next() {
        try row.withUnsafeData(atIndex: 0) { data in
          let room = UnsafeMutableBufferPointer(rebasing: memory[filled..<count])
          let data = data ?? Data()
          guard
            data.count.isMultiple(of: MemoryLayout<Number>.size),
            data.count / MemoryLayout<Number>.size <= room.count
          else { throw ModelCoding.cutShort }
          filled += LittleEndian.write(data, to: room)
        }
      }
      guard filled == count else { throw ModelCoding.cutShort }
    }
  }

  private static func all<Value>(
    _ db: Database, _ sql: String, _ read: (Row) throws -> Value
  ) throws -> [Value] {
    let rows = try Row.fetchCursor(db, sql: sql)
    var values: [Value] = []
    while let row = try rows.next() { values.append(try read(row)) }
    return values
  }
}
