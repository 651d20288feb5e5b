public import Specimens

/// Reads a table of element concentrations: one row per specimen, one column per element.
///
/// Columns named by an element symbol (`Rb`), an isotope (`Co59`, `208Pb`) or an oxide (`TiO2`,
/// `FeO*`) are concentrations in the table's own unit; all others are metadata. Names that are also
/// words (`As`, `Be`, `He`, `I`, `In`, `N`) are elements only if all their values are concentrations;
/// `No`, `At`, `Am`, `Es` never are without a mass. A column of single letters that are no elements
/// (coordinates `Y`, counts `N`, p-values `P`) cannot be told from one: name the features then.
///
/// ```swift
/// // item,Rb,Sr
/// // A1,121,<0.5
/// let table = try readElementTable(at: "stones.csv", features: nil)
/// table.elements          // ["Rb", "Sr"]
/// table[0].concentrations // [.measured(121), .belowDetection(limit: 0.5)]
/// ```
///
/// Empty means below detection, and so does `<`, with the limit where it is stated. A measured zero
/// stays a measured zero.
///
/// - Parameters:
///   - path: a `.csv` or `.tsv` file, possibly compressed with gzip.
///   - features: the names of the columns to read, in this order; `nil` reads those that are named
///     after elements, in the table's order.
/// - Throws: `ReadError` with line and column: a concentration that is negative or no number, a
///   feature that is not there, a table without any.
/// - Complexity: O(size).
public func readElementTable(
  at path: String, features: [String]?
) throws(ReadError) -> ElementTable {
  try elementTable(DelimitedTable(TextFile(at: path)), features: features)
}

/// The concentrations in a table.
func elementTable(
  _ table: DelimitedTable, features: [String]?
) throws(ReadError) -> ElementTable {
  let columns =
    if let features { try featureColumns(features, in: table) } else {
      try elementColumns(of: table)
    }
  var metadata = MetadataColumns(table, except: Set(columns))
  var concentrations: [Concentration] = []
  try table.forEachRow { row throws(ReadError) in
    for column in columns {
      concentrations.append(try row.concentration(at: column))
    }
    try metadata.append(row)
  }
  return ElementTable(
    elements: columns.map { table.names[$0] }, concentrations: concentrations,
    metadata: metadata.metadata)
}

/// The columns with the given names.
private func featureColumns(
  _ features: [String], in table: DelimitedTable
) throws(ReadError) -> [Int] {
  var columns: [Int] = []
  for feature in features {
    guard let column = table.names.firstIndex(of: feature) else {
      throw ReadError(
        file: table.file, line: 1,
        reason: "there is no column \(excerpt(feature)) (the columns are "
          + "\(excerpt(listing: table.names)))",
        mend: "name the features as the header does")
    }
    guard !columns.contains(column) else {
      throw ReadError(
        file: table.file, line: 1, column: column + 1,
        reason: "the feature \(excerpt(feature)) is named twice", mend: "name it once")
    }
    columns.append(column)
  }
  guard !columns.isEmpty else { throw noElements(table) }
  return columns
}

/// The columns that are named after elements, without those that turn out to be words.
private func elementColumns(of table: DelimitedTable) throws(ReadError) -> [Int] {
  var columns: [Int] = []
  var doubtful: [Int] = []
  for (column, name) in table.names.enumerated() {
    guard let element = ElementName(name) else { continue }
    columns.append(column)
    if element.isAmbiguous { doubtful.append(column) }
  }
  if !doubtful.isEmpty {
    var words: Set<Int> = []
    try table.forEachRow { row throws(ReadError) in
      for column in doubtful where (try? row.concentration(at: column)) == nil {
        words.insert(column)
      }
    }
    columns.removeAll { words.contains($0) }
  }
  guard !columns.isEmpty else { throw noElements(table) }
  return columns
}

/// The refusal of a table without concentrations.
private func noElements(_ table: DelimitedTable) -> ReadError {
  ReadError(
    file: table.file, line: 1,
    reason: "no column is named after an element (the columns are "
      + "\(excerpt(listing: table.names)))",
    mend: "name the columns of concentrations with --features")
}

extension TableRow {
  /// A field as a concentration.
  ///
  /// - Throws: `ReadError` when it is neither empty nor a number of at least 0, nor `<` with a limit
  ///   above 0 or none.
  mutating func concentration(at column: Int) throws(ReadError) -> Concentration {
    var field = slice(column)
    while let first = field.first, first == 0x20 || first == 0x09 {
      field = UnsafeBufferPointer(rebasing: field.dropFirst())
    }
    guard let first = field.first else { return .belowDetection(limit: nil) }
    let isBelow = first == UInt8(ascii: "<")
    if isBelow {
      field = UnsafeBufferPointer(rebasing: field.dropFirst())
      if field.allSatisfy({ $0 == 0x20 }) { return .belowDetection(limit: nil) }
    }
    let value = try number(
      field, at: column, as: nil,
      mend: "write a concentration, <limit, or nothing where it is below detection")
    guard isBelow ? value > 0 : value >= 0 else {
      throw error(
        at: column,
        reason: isBelow
          ? "the detection limit is \(excerpt(slice(column))), not above 0"
          : "the concentration is \(excerpt(slice(column))), below 0",
        mend: "leave the field empty where the element is below detection")
    }
    return isBelow ? .belowDetection(limit: value) : .measured(value)
  }
}
