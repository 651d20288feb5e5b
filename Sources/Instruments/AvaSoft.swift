/// Whether bytes are a binary file of AvaSoft 6 or 7: their version as a number, characters in the name of
/// the spectrometer, and a range of pixels.
func isAvaSoft(_ bytes: [UInt8]) -> Bool {
  guard let layout = AvaSoftLayout(bytes), bytes.count > layout.data + 12 else { return false }
  let reader = BinaryReader(bytes, file: "")
  let (first, last) = (reader.float32(at: layout.pixels), reader.float32(at: layout.pixels + 4))
  // A character is a small whole number, whose two lower bytes in single precision are 0.
  let name = bytes[layout.name..<layout.name + 36].enumerated()
  return first >= 0 && (first + 1...first + 65_535).contains(last)
    && name.allSatisfy { $0 % 4 > 1 || $1 == 0 }
}

/// Reads the sample, reference and dark of a binary file of AvaSoft 6 and 7 (`.TRM`, `.ABS`), or the only
/// trace of one (`.ROH`, `.DRK`, `.REF`).
///
/// There is no published description. The layout of version 7 with three traces was found from a file and
/// its text export, which also states the units: wavelengths in nanometres, ordinates in counts. Numbers
/// are in single precision; the wavelength of a pixel is a polynomial of degree 4 of its number. The places
/// of version 6 and files with one trace are as the package lightr of R has them (H. Gruson, T. E. White,
/// R. Maia, J. Open Source Softw. 4, 2019, 1857, doi:10.21105/joss.01857); no such file was at hand.
///
/// How many traces there are is told by the length of the file and by the mode of measurement, since the
/// extension may be wrong: absorbance (1) and transmittance (2) always have three.
///
/// - Throws: `ReadError` with the byte, where the file ends before its last pixel.
func avaSoftRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  guard let layout = AvaSoftLayout(bytes) else {
    throw ReadError(
      file: file, byte: 0, reason: "this is no file of AvaSoft 6 or 7", mend: "export it as text")
  }
  let reader = BinaryReader(bytes, file: file)
  let axis = try reader.floats(5, at: layout.polynomial, "the axis")
  let range = try reader.floats(3, at: layout.pixels, "the range of pixels")
  guard let first = Int(exactly: range[0]), let last = Int(exactly: range[1]), first >= 0,
    first <= last
  else {
    throw reader.damaged(at: layout.pixels, "the pixels go from \(range[0]) to \(range[1])")
  }
  let count = last - first + 1
  let isSingle = bytes.count == layout.data + 4 * (count + 3) && range[2] != 1 && range[2] != 2
  let titles = isSingle ? [""] : ["sample", "reference", "dark"]
  let values = try reader.floats(titles.count * count, at: layout.data, "the spectra")
  let end = layout.data + 4 * values.count
  let settings = try reader.floats(3, at: end, "the settings")
  let x = (first...last).map { pixel in
    axis.reversed().reduce(0) { $0 * Double(pixel) + $1 }
  }
  // One character in each number.
  let name = latin1(
    stride(from: layout.name, to: layout.name + 36, by: 4)
      .map { UInt8(exactly: reader.float32(at: $0)) ?? 0 }
      .prefix { (0x20...0x7e).contains($0) }
  ).trimmed
  let details: [InstrumentRecord.Detail] = [
    .init("spectrometer", name),
    .init("integration time", "\(Float(settings[0])) ms"),
    .init("average", "\(Float(settings[1])) scans"),
    .init("smoothing", "\(layout.smoothing.map(reader.float32) ?? settings[2]) pixels"),
  ]
  return titles.enumerated().map { place, title in
    InstrumentRecord(
      title: title, x: x, y: (0..<count).map { values[titles.count * $0 + place] }, xUnit: "nm",
      yUnit: "counts", details: details)
  }
}

/// Where the parts of a file begin, in bytes.
private struct AvaSoftLayout {
  /// Nine characters.
  let name: Int
  /// The five coefficients of the axis.
  let polynomial: Int
  /// The first and the last pixel, and the mode of measurement.
  let pixels: Int
  /// The number of pixels of smoothing; `nil` where it stands behind the data.
  let smoothing: Int?
  /// The ordinates.
  let data: Int

  /// The layout of the version that a file begins with; `nil` for no version that is known.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 400 else { return nil }
    switch BinaryReader(bytes, file: "").float32(at: 0) {
    case 60:
      (polynomial, name, pixels, smoothing, data) = (4, 24, 60, nil, 76)
    case 70:
      (name, polynomial, pixels, smoothing, data) = (4, 296, 316, 364, 400)
    default: return nil
    }
  }
}
