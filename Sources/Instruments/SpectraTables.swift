internal import LinearAlgebra
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
///
/// Long tables are read in stretches, several at a time. Where one of them does not read, or two
/// write their numbers with unlike decimal marks, everything is read again from the beginning, row
/// after row: so an error names the first place that is wrong, whatever the number of threads.
func spectraTable(
  _ table: DelimitedTable, workers: Workers = .all, stretchBytes: Int = 1 << 22
) throws(ReadError) -> SpectraTable {
  let reader = try ShotReader(table)
  let stretches = table.stretches(ofBytes: stretchBytes)
  if stretches.count > 1, workers.count > 1 {
    var parts = workers.map(stretches.count) { stretch -> Shots? in
      reader.plainShots(in: stretches[stretch])
    }
    let marks = Set(parts.compactMap { $0?.mark }).subtracting([0])
    if parts.allSatisfy({ $0 != nil }), marks.count <= 1,
      let joined = Shots(joining: &parts, workers: workers)
    {
      return reader.table(of: joined)
    }
  }
  return reader.table(of: try reader.allShots())
}

/// Some rows of a table of spectra, as they are read.
private struct Shots: Sendable {
  var intensities: [Float] = []
  var metadata: MetadataColumns
  /// The decimal mark of their numbers; 0 where none has one.
  var mark: UInt8 = 0

  init(metadata: MetadataColumns) { self.metadata = metadata }

  /// Several stretches, one after another; each is let go as soon as it is copied.
  ///
  /// - Returns: `nil` for none.
  init?(joining parts: inout [Shots?], workers: Workers) {
    guard let first = parts.first ?? nil else { return nil }
    metadata = first.metadata
    for part in parts.dropFirst() {
      if let part { metadata.append(part.metadata) }
    }
    let starts = parts.reduce(into: [0]) { starts, part in
      starts.append(starts[starts.count - 1] + (part?.intensities.count ?? 0))
    }
    intensities = parts.withUnsafeMutableBufferPointer { parts in
      [Float](unsafeUninitializedCapacity: starts[parts.count]) { all, count in
        // Each block fills its own stretch, and they fill everything.
        nonisolated(unsafe) let (all, parts) = (all, parts)
        workers.forEach(parts.count) { index in
          let own = UnsafeMutableBufferPointer(rebasing: all[starts[index]..<starts[index + 1]])
          if let part = parts[index] { _ = own.initialize(fromContentsOf: part.intensities) }
          parts[index] = nil
        }
        count = starts[parts.count]
      }
    }
  }
}

/// Reads the shots of a table of spectra, row by row.
private struct ShotReader: Sendable {
  private let table: DelimitedTable
  private let header: [(column: Int, wavelength: Double)]
  private let columns: WavelengthColumns
  private let medium: Int?

  /// A reader of a table.
  ///
  /// - Throws: `ReadError` when no column is named by a wavelength.
  init(_ table: DelimitedTable) throws(ReadError) {
    self.table = table
    header = try wavelengthHeader(table)
    columns = WavelengthColumns(header.map(\.wavelength))
    medium = table.names.firstIndex(of: "medium")
  }

  /// What was read as a table of spectra.
  func table(of shots: Shots) -> SpectraTable {
    SpectraTable(
      axis: columns.axis, intensities: shots.intensities, metadata: shots.metadata.metadata)
  }

  /// All rows.
  func allShots() throws(ReadError) -> Shots {
    var shots = Shots(metadata: MetadataColumns(table, except: Set(header.map(\.column))))
    var shot = [Float](repeating: 0, count: columns.axis.count)
    try table.forEachRow { row throws(ReadError) in
      try read(&row, &shot, into: &shots)
    }
    return shots
  }

  /// The rows of a stretch without quotes; `nil` where a row needs the slower reader, be it only to
  /// say what is wrong with it.
  func plainShots(in stretch: Range<Int>) -> Shots? {
    table.withBytes(of: stretch) { bytes in
      var shots = Shots(metadata: MetadataColumns(table, except: Set(header.map(\.column))))
      var shot = [Float](repeating: 0, count: columns.axis.count)
      // For each column of the table its wavelength, or none.
      var wavelengths = [Int?](repeating: nil, count: table.names.count)
      for index in header.indices { wavelengths[header[index].column] = index }
      var fields = PlainFields(bytes, delimiter: table.delimiter)
      while fields.hasNext {
        let start = fields.position
        var texts: [String] = []
        for (column, wavelength) in wavelengths.enumerated() {
          let end: PlainFields.End
          if let wavelength {
            guard let number = fields.number(), case let intensity = Float(number.value),
              intensity.isFinite
            else { return nil }
            end = number.end
            let channel = columns.channels[wavelength]
            if columns.isFirst[wavelength] {
              shot[channel] = intensity
            } else if shot[channel] != intensity {
              return nil
            }
          } else {
            let (range, textEnd) = fields.text()
            guard
              let text = String(
                validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)?.trimmed,
              column != medium || ["", "air", "vacuum"].contains(text)
            else { return nil }
            texts.append(text)
            end = textEnd
          }
          guard end == (column + 1 < wavelengths.count ? .field : .row) else { return nil }
        }
        if shots.intensities.isEmpty {
          shots.intensities.reserveCapacity(
            estimatedCount(bytes: bytes.count, perRow: fields.position - start, shot.count))
        }
        shots.intensities.append(contentsOf: shot)
        shots.metadata.append(texts)
      }
      shots.mark = fields.mark
      return shots
    }
  }

  /// Reads one row.
  ///
  /// - Parameter shot: room for one shot, used again and again.
  private func read(
    _ row: inout TableRow, _ shot: inout [Float], into shots: inout Shots
  ) throws(ReadError) {
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
    if shots.intensities.isEmpty {
      shots.intensities.reserveCapacity(
        estimatedCount(bytes: table.bodyCount, perRow: row.byteCount, shot.count))
    }
    shots.intensities.append(contentsOf: shot)
    try shots.metadata.append(row)
  }
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

/// How many intensities some bytes hold if all rows are as long as the first one.
private func estimatedCount(bytes: Int, perRow: Int, _ channels: Int) -> Int {
  let rows = Double(bytes) / Double(max(perRow, 1)) * 1.02 + 1
  // An intensity takes at least a digit and a delimiter.
  return min(Int(rows * Double(channels)), bytes / 2 + channels)
}
