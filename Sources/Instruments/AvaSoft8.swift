/// Whether bytes begin as a binary file of AvaSoft 8.2 or 8.4 does.
func isAvaSoft8(_ bytes: [UInt8]) -> Bool {
  bytes.starts(with: Array("AVS82".utf8)) || bytes.starts(with: Array("AVS84".utf8))
}

/// Reads sample, dark and reference of every spectrum in a binary file of AvaSoft 8 (`.RAW8`, `.RWD8`,
/// `.TRM8`, `.RFL8`, `.ABS8`, `.IRR8`, `.RIR8`).
///
/// Five letters and the number of spectra; then of each spectrum its length in bytes, a header of 322
/// bytes with that length, and in single precision the abscissae, the sample, the dark and the reference;
/// behind the length ten bytes more, of a group of spectra. The layout is as the package lightr of R has
/// it from the maker (doi:10.21105/joss.01857); no file of an instrument was at hand.
///
/// No field states a unit, of the abscissae or of the ordinates, so that both are empty. For irradiance the
/// fourth array is no measured light but a calibration, and is called so.
///
/// - Throws: `ReadError` with the byte, where the file ends before what its headers promise.
func avaSoft8Records(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  let reader = BinaryReader(bytes, file: file)
  try reader.require(1, from: 5, "the number of spectra")
  let spectra = Int(bytes[5])
  var place = 6
  var records: [InstrumentRecord] = []
  for number in stride(from: 1, through: spectra, by: 1) {
    let what = "the header of spectrum \(number)"
    try reader.require(AvaSoft8Header.length, from: place, what)
    let header = AvaSoft8Header(reader, place)
    guard header.pixels.first <= header.pixels.last else {
      throw reader.damaged(
        at: place + 83, "the pixels go from \(header.pixels.first) to \(header.pixels.last)")
    }
    let count = header.pixels.last - header.pixels.first + 1
    let data = place + AvaSoft8Header.length
    guard header.stated >= AvaSoft8Header.length + 16 * count else {
      throw reader.damaged(
        at: place, "spectrum \(number) of \(count) pixels is said to have \(header.stated) bytes")
    }
    func array(_ index: Int, _ name: String) throws(ReadError) -> [Double] {
      try reader.floats(count, at: data + 4 * count * index, "\(name) of spectrum \(number)")
    }
    let x = try array(0, "the abscissae")
    let last = header.isIrradiance ? "calibration" : "reference"
    for (index, title) in ["sample", "dark", last].enumerated() {
      let details = header.details + (spectra > 1 ? [.init("spectrum", "\(number)")] : [])
      records.append(
        InstrumentRecord(
          title: title, x: x, y: try array(index + 1, "the \(title)"), details: details))
    }
    try reader.require(header.stated + 10, from: place, "spectrum \(number)")
    place += header.stated + 10
  }
  return records
}

/// What stands before the numbers of a spectrum.
private struct AvaSoft8Header {
  /// Its bytes.
  static let length = 322

  /// How many bytes the spectrum is said to have, from here on.
  let stated: Int
  let pixels: (first: Int, last: Int)
  let details: [InstrumentRecord.Detail]
  let isIrradiance: Bool

  /// Reads the header at a place, whose bytes must be there.
  init(_ reader: BinaryReader, _ place: Int) {
    func word(_ offset: Int) -> Int { Int(UInt32(bitPattern: reader.int32(at: place + offset))) }
    func half(_ offset: Int) -> Int { Int(UInt16(bitPattern: reader.int16(at: place + offset))) }
    stated = word(0)
    pixels = (half(83), half(85))
    let mode = Int(reader.bytes[place + 5])
    let modes = [
      "scope", "absorbance", "scope corrected for dark", "transmission", "reflectance",
      "irradiance", "relative irradiance", "temperature",
    ]
    isIrradiance = mode == 5 || mode == 6
    let settings: [(name: String, value: String)] = [
      ("mode", mode < modes.count ? modes[mode] : "\(mode)"),
      ("spectrometer", reader.text(at: place + 8, 10)),
      ("name", reader.text(at: place + 18, 64)),
      ("integration time", "\(Float(reader.float32(at: place + 87))) ms"),
      ("average", "\(word(95)) scans"),
      ("smoothing", "\(half(101)) pixels"),
      ("comment", reader.text(at: place + 192, 130)),
    ]
    details = settings.filter { !$0.value.isEmpty }.map { .init($0.name, $0.value) }
  }
}
