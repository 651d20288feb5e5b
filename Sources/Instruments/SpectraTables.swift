public import Specimens

/// Reads a wide table of spectra: one row per shot, one column per wavelength.
///
/// Every column whose name is a number is a wavelength in nanometres, and its values are intensities
/// in the instrument's own unit; all others are metadata. Columns may come in any order, overlap or
/// leave gaps, as stitched spectrometers write them: segments are found and kept apart. A
/// wavelength that stands twice within a segment is read once, if its values agree in every row.
///
/// ```swift
/// // stone,shot,200.1,200.2,200.3
/// // A,1,17,19,-0.5
/// let table = try readSpectraTable(at: "shots.csv")
/// table.axis.wavelengths          // [200.1, 200.2, 200.3]
/// table[0].intensities            // [17, 19, -0.5]
/// table.metadata["stone"]         // ["A"]
/// ```
///
/// Intensities may be negative (the background was subtracted) and are kept in single precision,
/// which is finer than any detector. The known metadata column `medium` must hold `air`, `vacuum` or
/// nothing. Nothing is resampled, normalised or dropped here.
///
/// - Parameter path: a `.csv` or `.tsv` file, possibly compressed with gzip.
/// - Throws: `ReadError` with line and column: no or impossible wavelengths, an intensity that is
///   empty, no number, or beyond single precision, duplicate wavelengths with unlike values.
/// - Complexity: O(size).
public func readSpectraTable(at path: String) throws(ReadError) -> SpectraTable {
  try spectraTable(DelimitedTable(TextFile(at: path), numbersMayRepeat: true))
}

/// The spectra in a table.
func spectraTable(_ table: DelimitedTable) throws(ReadError) -> SpectraTable {
  let header = try wavelengthHeader(table)
  let columns = WavelengthColumns(header.map(\.wavelength))
  var metadata = MetadataColumns(table, except: Set(header.map(\.column)))
  let medium = table.names.firstIndex(of: "medium")

  var intensities: [Float] = []
  var shot = [Float](repeating: 0, count: columns.axis.count)
  try table.forEachRow { row throws(ReadError) in
    if let medium, !["", "air", "vacuum"].contains(try row.text(at: medium)) {
      throw row.error(
        at: medium, reason: "medium is \(excerpt(row.slice(medium)))",
        mend: "write air or vacuum, or leave it empty")
    }
    for index in header.indices {
      let column = header[index].column
      let value = try row.number(at: column, as: "the intensity at \(table.names[column]) nm")
      let intensity = Float(value)
      guard intensity.isFinite else {
        throw row.error(
          at: column,
          reason: "the intensity at \(table.names[column]) nm is \(excerpt(row.slice(column))), "
            + "beyond single precision",
          mend: "scale the intensities down")
      }
      let channel = columns.channels[index]
      if columns.isFirst[index] {
        shot[channel] = intensity
      } else if shot[channel] != intensity {
        throw row.error(
          at: column,
          reason: "the intensity at \(table.names[column]) nm is \(intensity), but another column "
            + "of this wavelength has \(shot[channel])",
          mend: "keep one of the two columns")
      }
    }
    if intensities.isEmpty { intensities.reserveCapacity(estimatedCount(table, row, shot.count)) }
    intensities.append(contentsOf: shot)
    try metadata.append(row)
  }
  return SpectraTable(
    axis: columns.axis, intensities: intensities, metadata: metadata.metadata)
}

/// The columns whose names are wavelengths in nanometres.
private func wavelengthHeader(
  _ table: DelimitedTable
) throws(ReadError) -> [(column: Int, wavelength: Double)] {
  var header: [(column: Int, wavelength: Double)] = []
  for (column, name) in table.names.enumerated() {
    guard let wavelength = table.numericName(column) else { continue }
    guard wavelength > 0 else {
      throw ReadError(
        file: table.file, line: 1, column: column + 1,
        reason: "the column is called \(excerpt(name)), which is no wavelength",
        mend: "name wavelength columns by nanometres above 0")
    }
    header.append((column, wavelength))
  }
  guard !header.isEmpty else {
    throw ReadError(
      file: table.file, line: 1,
      reason: "no column is named by a wavelength (the columns are "
        + "\(excerpt(listing: table.names)))",
      mend: "name every channel's column by its wavelength in nanometres, as in 247.856")
  }
  return header
}

/// How many intensities the table will have if all rows are as long as this one.
private func estimatedCount(_ table: DelimitedTable, _ row: TableRow, _ channels: Int) -> Int {
  let rows = Double(table.bodyCount) / Double(max(row.byteCount, 1)) * 1.02 + 1
  // An intensity takes at least a digit and a delimiter.
  return min(Int(rows * Double(channels)), table.bodyCount / 2 + channels)
}
