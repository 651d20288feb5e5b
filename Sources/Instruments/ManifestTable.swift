internal import Specimens

/// The columns of a manifest that is a table.
struct ManifestTable {
  private let table: DelimitedTable
  private let known: [ShipmentColumn?]

  /// A table.
  ///
  /// - Throws: `ReadError` where no column names the parcels.
  init(_ text: TextFile) throws(ReadError) {
    table = try DelimitedTable(text)
    known = table.names.map { ShipmentColumn(heading: $0) }
    guard known.contains(.parcel) else {
      throw ReadError(
        file: table.file, line: 1,
        reason: "there is no column \"parcel\" (the columns are "
          + "\(excerpt(listing: table.names)))",
        mend: "name the column of the parcels' identifiers \"parcel\"")
    }
  }

  /// Adds the shipments of all rows to a manifest, and the refusals of those that are broken.
  func read(into draft: inout ManifestDraft, folder: EvidenceFolder) throws(ReadError) {
    var refused: [ReadError] = []
    try table.forEachRow(refuse: { refused.append($0) }) { row throws(ReadError) in
      try draft.add(record(of: &row), folder: folder)
    }
    draft.refused += refused
  }

  /// The fields of a row.
  private func record(of row: inout TableRow) throws(ReadError) -> ShipmentRecord {
    var record = ShipmentRecord(
      file: table.file, line: row.line, decimalComma: table.delimiter.allowsDecimalComma)
    for (index, column) in known.enumerated() {
      let name = table.names[index]
      if let (reason, mend) = ShipmentRecord.problem(ofLength: row.slice(index).count, name: name) {
        throw row.error(at: index, reason: reason, mend: mend)
      }
      let text = try row.text(at: index).withoutOuterSpace
      if let (reason, mend) = ShipmentRecord.problem(of: text, name: name) {
        throw row.error(at: index, reason: reason, mend: mend)
      }
      guard let column else {
        record.others.append(Shipment.Field(name: name, value: text))
        continue
      }
      guard !text.isEmpty else { continue }
      var number: Double?
      if [.carats, .valueUSD, .stones].contains(column) { number = try row.number(at: index) }
      record[column] = ShipmentRecord.Field(
        name: name, items: items(of: text, in: column), number: number, line: row.line,
        column: index + 1)
    }
    return record
  }

  /// The parts of a text that lists something, or the whole text.
  ///
  /// A comma separates shares only where it cannot be a decimal mark, and never paths.
  private func items(of text: String, in column: ShipmentColumn) -> [String] {
    let separators: Set<Character>
    switch column {
    case .declared: separators = [";", "|", ","]
    case .shares: separators = table.delimiter.allowsDecimalComma ? [";", "|"] : [";", "|", ","]
    case .evidence: separators = [";"]
    default: return [text]
    }
    return text.split(omittingEmptySubsequences: false) { separators.contains($0) }
      .map(\.withoutOuterSpace)
  }
}
