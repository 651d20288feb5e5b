public import Specimens

/// What kind of evidence a table holds, told from its header alone.
///
/// In this order: a column `carats`, `lower_ct` or `lower_mm` makes it sizes; three columns or more
/// that are named by numbers make it spectra; a column that is named after an element makes it
/// elements. The rows are not looked at, so that a table whose header is right and whose rows are bad
/// is told apart here and refused by its reader.
///
/// ```swift
/// // stone,200.1,200.2,200.3
/// try detectEvidenceKind(at: "shots.csv")   // .spectra
/// ```
///
/// - Parameter path: a `.csv` or `.tsv` file, possibly compressed with gzip.
/// - Throws: `ReadError` that says what was looked for, and the errors of any table.
/// - Complexity: O(length of the header); reads the first 4 MiB of a file, and all of it only if the
///   header is longer.
public func detectEvidenceKind(at path: String) throws(ReadError) -> EvidenceKind {
  var text = try TextFile(at: path, prefix: 1 << 22)
  let hasWholeHeader = text.bytes.contains { $0 == 0x0a || $0 == 0x0d }
  if !hasWholeHeader { text = try TextFile(at: path) }
  return try evidenceKind(
    DelimitedTable(text, numbersMayRepeat: true, needsRows: false))
}

/// What kind of evidence a table holds.
func evidenceKind(_ table: DelimitedTable) throws(ReadError) -> EvidenceKind {
  let names = table.names
  if names.contains("carats") || names.contains("lower_ct") || names.contains("lower_mm") {
    return .sizes
  }
  if names.indices.count(where: { table.numericName($0) != nil }) >= 3 { return .spectra }
  // A word that may be an element is a weak sign, but the only one when nothing else is there.
  if names.contains(where: { ElementName($0) != nil }) { return .elements }
  throw ReadError(
    file: table.file, line: 1,
    reason: "neither carats or lower_ct or lower_mm (sizes), nor three wavelengths (spectra), nor "
      + "an element (elements) is among the columns \(excerpt(listing: names))",
    mend: "rename the columns, or name the kind with --kind and the columns of concentrations with "
      + "--features")
}
