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
  if stretches.count > 1, workers.count > 1,
    let shots = reader.plainShots(in: stretches, workers: workers)
  {
    return reader.table(of: shots)
  }
  return reader.table(of: try reader.allShots())
}

/// Some rows of a table of spectra, as they are read.
private struct Shots: Sendable {
  var intensities: [Float] = []
  var metadata: MetadataColumns
}

/// Reads the shots of a table of spectra, row by row.
private struct ShotReader: Sendable {
  private let table: DelimitedTable
  private let header: [(column: Int, wavelength: Double)]
  private let columns: WavelengthColumns
  /// The columns that are no wavelengths, without rows.
  private let noMetadata: MetadataColumns
  private let medium: Int?

  /// A reader of a table.
  ///
  /// - Throws: `ReadError` when no column is named by a wavelength.
  init(_ table: DelimitedTable) throws(ReadError) {
    self.table = table
    header = try wavelengthHeader(table)
    columns = WavelengthColumns(header.map(\.wavelength))
    noMetadata = MetadataColumns(table, except: Set(header.map(\.column)))
    medium = table.names.firstIndex(of: "medium")
  }

  /// What was read as a table of spectra.
  func table(of shots: Shots) -> SpectraTable {
    SpectraTable(
      axis: columns.axis, intensities: shots.intensities, metadata: shots.metadata.metadata)
  }

  /// All rows.
  func allShots() throws(ReadError) -> Shots {
    var shots = Shots(metadata: noMetadata)
    var shot = [Float](repeating: 0, count: columns.axis.count)
    try table.forEachRow { row throws(ReadError) in
      try read(&row, &shot, into: &shots)
    }
    return shots
  }

  /// All rows of stretches without quotes, several at a time, each written to its place in the whole;
  /// `nil` where a row needs the slower reader, be it only to say what is wrong with it.
  func plainShots(in stretches: [Range<Int>], workers: Workers) -> Shots? {
    let rows = workers.map(stretches.count) { table.rowCount(in: stretches[$0]) }
    let starts = rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    let (channels, uses) = (columns.axis.count, uses)
    var parts: [PlainRows?] = []
    let intensities = [Float](
      unsafeUninitializedCapacity: starts[stretches.count] * channels
    ) { all, count in
      adviseLargePages(UnsafeMutableRawBufferPointer(all))
      // Each block fills its own rows, and they fill everything.
      nonisolated(unsafe) let all = all
      parts = workers.map(stretches.count) { index in
        let own = all[starts[index] * channels..<starts[index + 1] * channels]
        return readPlain(stretches[index], uses, into: UnsafeMutableBufferPointer(rebasing: own))
      }
      count = parts.contains { $0 == nil } ? 0 : starts[stretches.count] * channels
    }
    let complete = parts.compactMap(\.self)
    guard
      complete.count == stretches.count,
      Set(complete.map(\.mark)).subtracting([0]).count <= 1
    else { return nil }
    var metadata = noMetadata
    for part in complete { metadata.append(part.metadata) }
    return Shots(intensities: intensities, metadata: metadata)
  }

  /// What a stretch says besides its intensities.
  private struct PlainRows {
    var metadata: MetadataColumns
    /// The decimal mark of its numbers; 0 where none has one.
    var mark: UInt8 = 0
  }

  /// What neighbouring columns of the table are for.
  private enum Use {
    case text(column: Int)
    /// The intensities of neighbouring channels.
    case intensities(Range<Int>)
    /// The intensity, once more, of a channel that an earlier column fills.
    case repetition(channel: Int)
  }

  /// What the columns are for, from the first to the last.
  private var uses: [Use] {
    var channels = [(channel: Int, isFirst: Bool)?](repeating: nil, count: table.names.count)
    for (index, named) in header.enumerated() {
      channels[named.column] = (columns.channels[index], columns.isFirst[index])
    }
    return channels.enumerated().reduce(into: []) { uses, next in
      switch (next.element, uses.last) {
      case ((let channel, true)?, .intensities(let run)?) where run.upperBound == channel:
        uses[uses.count - 1] = .intensities(run.lowerBound..<channel + 1)
      case ((let channel, true)?, _): uses.append(.intensities(channel..<channel + 1))
      case ((let channel, false)?, _): uses.append(.repetition(channel: channel))
      case (nil, _): uses.append(.text(column: next.offset))
      }
    }
  }

  /// Reads a stretch without quotes.
  ///
  /// - Parameter shots: room for exactly its rows.
  /// - Returns: `nil` unless every row is plain and fills its place.
  private func readPlain(
    _ stretch: Range<Int>, _ uses: [Use], into shots: UnsafeMutableBufferPointer<Float>
  ) -> PlainRows? {
    let channels = columns.axis.count
    return table.withBytes(of: stretch) { bytes in
      var rows = PlainRows(metadata: noMetadata)
      var fields = PlainFields(bytes, delimiter: table.delimiter)
      for start in stride(from: 0, to: shots.count, by: channels) {
        let shot = UnsafeMutableBufferPointer(rebasing: shots[start..<start + channels])
        guard let texts = readPlain(&fields, uses, into: shot) else { return nil }
        rows.metadata.append(texts)
      }
      rows.mark = fields.mark
      return fields.hasNext ? nil : rows
    }
  }

  /// Reads one row without quotes: its intensities into the given room, and its texts.
  private func readPlain(
    _ fields: inout PlainFields, _ uses: [Use], into shot: UnsafeMutableBufferPointer<Float>
  ) -> [String]? {
    guard fields.hasNext else { return nil }
    var texts: [String] = []
    var end = PlainFields.End.field
    for use in uses {
      guard end == .field else { return nil }
      switch use {
      case .intensities(let channels):
        let room = UnsafeMutableBufferPointer(rebasing: shot[channels])
        guard let last = fields.numbers(into: room) else { return nil }
        end = last
      case .repetition(let channel):
        guard let number = fields.number(), shot[channel] == Float(number.value) else {
          return nil
        }
        end = number.end
      case .text(let column):
        let field = fields.text()
        guard
          let text = String(validating: fields[field.range], as: UTF8.self)?.trimmed,
          column != medium || ["", "air", "vacuum"].contains(text)
        else { return nil }
        texts.append(text)
        end = field.end
      }
    }
    return end == .row ? texts : nil
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
