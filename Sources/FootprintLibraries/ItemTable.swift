internal import Specimens

/// The table of an origin's reference items in a pack, `items.csv`.
///
/// The columns are `identifier`, `group`, `file`, `sha256`, `definition`, the fields of who measured, the
/// attributes, and the values: one column for each name or wavelength, or one with all numbers between
/// blanks where each item says what they mean. Concentrations below detection are `<limit`, or `<`. Rows
/// are in the order of their identifiers' UTF-8.
struct ItemTable {
  /// What the columns are.
  let references: PackReferences
  /// The kind of evidence.
  let kind: EvidenceKind
  /// What the values mean; `nil` where each item says so.
  let axis: FeatureAxis?

  /// The table of a library's items as its pack describes it.
  init(_ references: PackReferences, kind: EvidenceKind) throws {
    self.references = references
    self.kind = kind
    axis = try references.axis
  }

  private static let own = ["identifier", "group", "file", "sha256", "definition"]

  private var header: [String] {
    let values: [String] =
      switch axis {
      case .named(let names)?: names
      case .wavelengths(let axis)?: axis.wavelengths.map { "\($0)" }
      case nil: ["values"]
      }
    return ItemTable.own + references.provenance + references.attributes + values
  }

  /// The table's text.
  func text(of items: [ReferenceItem]) -> String {
    var text = CommaTable.row(header)
    let fields = references.provenance.map(Provenance.Field.init)
    for item in items.sorted(by: {
      $0.identifier.utf8.lexicographicallyPrecedes($1.identifier.utf8)
    }) {
      var row = [
        item.identifier, item.group, item.sourceFile?.path ?? "", item.sourceFile?.sha256 ?? "",
        item.definition ?? "",
      ]
      row += fields.map { field in field.flatMap { item.provenance[$0] } ?? "" }
      row += references.attributes.map { name in
        item.attributes.first { $0.name == name }?.value ?? ""
      }
      let numbers = written(item.values)
      row += axis == nil ? [numbers.joined(separator: " ")] : numbers
      text += CommaTable.row(row)
    }
    return text
  }

  /// The shortest texts that read back as the same numbers, whole ones without a fraction.
  private func written(_ values: Measurements) -> [String] {
    func text(_ number: String) -> String {
      number.hasSuffix(".0") ? String(number.dropLast(2)) : number
    }
    return switch values {
    case .single(let values): values.map { text("\($0)") }
    case .double(let values) where kind == .elements:
      values.map { value in
        if value.sign == .plus { return text("\(value)") }
        return value == -.infinity ? "<" : "<" + text("\(-value)")
      }
    case .double(let values): values.map { text("\($0)") }
    }
  }

  /// The items of a table.
  ///
  /// - Parameters:
  ///   - bytes: the table.
  ///   - origin: where the items come from.
  ///   - path: what errors call it.
  /// - Throws: ``LibraryError`` with the line where the columns are not those that the pack describes or
  ///   a value is no number.
  func items(_ bytes: [UInt8], of origin: Origin, path: String) throws -> [ReferenceItem] {
    do {
      var rows = try CommaTable.Reader(bytes)
      return try items(&rows, of: origin, path: path)
    } catch let flaw as CommaTable.Flaw {
      throw refusal(path, flaw.line, flaw.reason)
    }
  }

  private func items(
    _ rows: inout CommaTable.Reader, of origin: Origin, path: String
  ) throws -> [ReferenceItem] {
    let header = header
    let fields = references.provenance.map(Provenance.Field.init)
    let attributeStart = ItemTable.own.count + fields.count
    let valueStart = attributeStart + references.attributes.count
    var items: [ReferenceItem] = []
    guard let first = try rows.next() else { throw refusal(path, 1, "the table is empty") }
    guard first.fields == header else {
      throw refusal(path, first.line, "its columns are not those that library.json describes")
    }
    while let next = try rows.next() {
      let (line, row) = (next.line, next.fields)
      guard row.count == header.count else {
        throw refusal(path, line, "the row has \(row.count) fields, the header \(header.count)")
      }
      var provenance: [Provenance.Field: String] = [:]
      for (place, field) in fields.enumerated() {
        if let field { provenance[field] = row[ItemTable.own.count + place] }
      }
      let attributes = zip(references.attributes, row[attributeStart..<valueStart])
        .filter { !$1.isEmpty }.map { ReferenceItem.Attribute(name: $0, value: $1) }
      let texts =
        axis == nil
        ? row[valueStart].split(separator: " ").map(String.init) : Array(row[valueStart...])
      guard let values = measurements(texts) else {
        throw refusal(path, line, "a value of \"\(row[0])\" is no number")
      }
      items.append(
        ReferenceItem(
          identifier: row[0], origin: origin, group: row[1], attributes: attributes,
          values: values, definition: row[4].isEmpty ? nil : row[4],
          sourceFile: row[2].isEmpty && row[3].isEmpty
            ? nil : .init(path: row[2], sha256: row[3].isEmpty ? nil : row[3]),
          provenance: Provenance(provenance)))
    }
    return items
  }

  private func measurements(_ texts: [String]) -> Measurements? {
    if references.scalar == Scalar.f32.rawValue {
      let values = texts.compactMap { Float($0) }
      return values.count == texts.count ? .single(values) : nil
    }
    let values = texts.compactMap { text -> Double? in
      guard kind == .elements, text.hasPrefix("<") else { return Double(text) }
      return text == "<" ? -.infinity : Double(text.dropFirst()).map { -$0 }
    }
    return values.count == texts.count ? .double(values) : nil
  }

  private func refusal(_ path: String, _ line: Int, _ reason: String) -> LibraryError {
    LibraryError(
      .damaged, path: "\(path):\(line)", reason: reason, mend: "restore the pack from a copy")
  }
}
