public import Specimens

/// What is taken from instruments' files for a table of spectra.
public struct InstrumentSelection: Sendable {
  /// The titles of the traces that are taken, whatever their case; all where it is `nil`.
  public var traces: [String]?
  /// What files mean that do not state the unit of their axis; they are refused where it is `nil`.
  public var assumedUnit: String?

  /// Everything, and no unit assumed.
  public init(traces: [String]? = nil, assumedUnit: String? = nil) {
    self.traces = traces
    self.assumedUnit = assumedUnit
  }
}

/// One table of the spectra in instruments' files, as `classify` and `library fit` read it.
///
/// ```swift
/// let file = try readInstrumentFile(at: "S017/shot1.sif")
/// try spectraTable(of: [(stone: "S017", file: file)]).metadata["stone"]   // ["S017"]
/// ```
///
/// Every trace is a row. Its metadata are `stone`, `file` and `trace`, and, where a file has them,
/// `medium`, `instrument`, `date` and `integrationTime` in its own words and units. Abscissae in ångström,
/// micrometres, millimetres and metres become nanometres; others are refused, as are traces that do not
/// hold what they declare and axes that differ by more than a millionth.
///
/// - Throws: `ReadError` naming the file.
public func spectraTable(
  of files: [(stone: String, file: InstrumentFile)],
  taking selection: InstrumentSelection = InstrumentSelection()
) throws(ReadError) -> SpectraTable {
  var rows: [(stone: String, file: InstrumentFile, record: InstrumentRecord)] = []
  for (stone, file) in files {
    let wanted = selection.traces?.map { $0.lowercased() }
    let taken = file.records.filter { wanted?.contains($0.title.lowercased()) ?? true }
    guard !taken.isEmpty else {
      throw ReadError(
        file: file.path,
        reason:
          "no trace has the name (the traces are \(excerpt(listing: file.records.map(\.title))))",
        mend: "name one of them")
    }
    rows += taken.map { (stone, file, $0) }
  }
  guard let first = rows.first else {
    throw ReadError(file: "", reason: "there is no file to convert", mend: "name one")
  }
  let wavelengths = try nanometres(first.record, selection, file: first.file.path)
  let columns = WavelengthColumns(wavelengths)
  var intensities: [Float] = []
  intensities.reserveCapacity(rows.count * columns.axis.count)
  for (_, file, record) in rows {
    if let shortcoming = record.shortcomings.first {
      let name = record.title.isEmpty ? "the spectrum" : "the spectrum \(excerpt(record.title))"
      throw ReadError(
        file: file.path, reason: "\(name) does not hold what it declares: \(shortcoming)",
        mend: "export it again, or leave the file out")
    }
    let own = try nanometres(record, selection, file: file.path)
    guard own.count == wavelengths.count else {
      throw ReadError(
        file: file.path,
        reason:
          "the spectrum has \(own.count) points, that of \(first.file.path) \(wavelengths.count)",
        mend: "convert files with one axis at a time")
    }
    if let place = own.indices.first(where: {
      abs(own[$0] - wavelengths[$0]) > 1e-6 * wavelengths[$0]
    }) {
      throw ReadError(
        file: file.path,
        reason: "point \(place + 1) is at \(own[place]) nm, in \(first.file.path) at "
          + "\(wavelengths[place]) nm",
        mend: "convert files with one axis at a time")
    }
    intensities += try shot(record, columns, file: file.path)
  }
  return SpectraTable(
    axis: columns.axis, intensities: intensities, metadata: metadata(of: rows))
}

/// The intensities of a trace at the channels of an axis.
private func shot(
  _ record: InstrumentRecord, _ columns: WavelengthColumns, file: String
) throws(ReadError) -> [Float] {
  var shot = [Float](repeating: 0, count: columns.axis.count)
  for (index, value) in record.y.enumerated() {
    let (channel, intensity) = (columns.channels[index], Float(value))
    guard intensity.isFinite else {
      throw ReadError(
        file: file, reason: "point \(index + 1) is \(value), beyond single precision",
        mend: "scale the spectrum down")
    }
    guard columns.isFirst[index] || shot[channel] == intensity else {
      throw ReadError(
        file: file,
        reason:
          "the wavelength \(record.x[index]) stands twice, with \(shot[channel]) and \(intensity)",
        mend: "export each wavelength once")
    }
    shot[channel] = intensity
  }
  return shot
}

/// The abscissae of a trace in nanometres.
private func nanometres(
  _ record: InstrumentRecord, _ selection: InstrumentSelection, file: String
) throws(ReadError) -> [Double] {
  // A label of an axis without a unit states none.
  let stated = statedUnit(in: record.xUnit) ?? (namesWavelength(record.xUnit) ? "" : record.xUnit)
  let named = stated.isEmpty ? selection.assumedUnit ?? "" : stated
  guard !named.isEmpty else {
    throw ReadError(
      file: file, reason: "the file does not state the unit of its axis",
      mend: "say it with --unit nm if it is nanometres")
  }
  guard let factor = nanometres(per: named) else {
    throw ReadError(
      file: file, reason: "the axis is in \(excerpt(named)), which is no unit of wavelength",
      mend: "export the spectrum over wavelength")
  }
  let wavelengths = record.x.map { $0 * factor }
  if let place = wavelengths.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
    throw ReadError(
      file: file,
      reason: "point \(place + 1) is at \(wavelengths[place]) nm, which is no wavelength",
      mend: "export the spectrum over wavelength")
  }
  return wavelengths
}

/// The metadata of rows: what every file has, and what some of them say.
private func metadata(
  of rows: [(stone: String, file: InstrumentFile, record: InstrumentRecord)]
) -> Metadata {
  var columns: [(name: String, values: [String])] = [
    ("stone", rows.map(\.stone)), ("file", rows.map(\.file.path)),
    ("trace", rows.map(\.record.title)),
  ]
  let details: [(name: String, values: [String?])] = [
    (
      "medium",
      rows.map { row in
        row.record.detail("medium").map { $0.lowercased() }.flatMap {
          ["air", "vacuum"].contains($0) ? $0 : nil
        }
      }
    ),
    (
      "instrument",
      rows.map {
        $0.record.detail(
          "instrument", "spectrometer", "spectrometers", "detector", "spectrometerdatasystem",
          "data measured with spectrometer name", "data measured with spectrometer [name]",
          "data measured with spectrometer serial number", "espectrómetros")
      }
    ),
    ("date", rows.map { $0.record.detail("date", "fecha", "longdate", "product_creation_time") }),
    (
      "integrationTime",
      rows.map {
        $0.record.quantity(
          "integration time", "integration time (sec)", "integration time (usec)",
          "integration time [ms]", "tiempo de integración (usec)", "exposure", "acquisition time")
      }
    ),
  ]
  for (name, values) in details where values.contains(where: { $0 != nil }) {
    columns.append((name, values.map { $0 ?? "" }))
  }
  return Metadata(names: columns.map(\.name), columns: columns.map(\.values), rows: rows.count)
}
