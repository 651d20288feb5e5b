/// Whether bytes are a binary file of AvaSoft 6 or 7: their version as a number, and as many traces of
/// numbers as they say.
func isAvaSoft(_ bytes: [UInt8]) -> Bool {
  guard bytes.count > 412 else { return false }
  let reader = BinaryReader(bytes, file: "")
  return [60.0, 70].contains(reader.float32(at: 0))
    && (1...65_535).contains(reader.float32(at: 320))
    && bytes[4..<76].enumerated().allSatisfy { $1 == 0 || $0 % 4 > 1 }
}

/// Reads the sample, reference and dark of a binary file of AvaSoft 6 and 7 (`.TRM`, `.ROH`, …).
///
/// After the layout that Avantes describes in the manual of AvaSoft 7: numbers in single precision; the
/// wavelength of a pixel, counted from 0, is a polynomial of degree 4.
///
/// - Throws: `ReadError` with the byte, where the file ends before its last pixel.
func avaSoftRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  let reader = BinaryReader(bytes, file: file)
  let header = try reader.floats(5, at: 296, "the axis")
  guard let last = Int(exactly: reader.float32(at: 320)) else {
    throw reader.damaged(at: 320, "the last pixel is \(reader.float32(at: 320))")
  }
  let count = last + 1
  let values = try reader.floats(3 * count, at: 400, "the spectra")
  let settings = try reader.floats(3, at: 400 + 12 * count, "the settings")
  let x = (0..<count).map { pixel in
    header.reversed().reduce(0) { $0 * Double(pixel) + $1 }
  }
  // One character in the lowest byte of each number's word.
  let name = String(
    String.UnicodeScalarView(
      stride(from: 4, to: 80, by: 4).map { Int(exactly: reader.float32(at: $0)) ?? 0 }
        .prefix { (0x20...0x7e).contains($0) }.map { Unicode.Scalar(UInt8($0)) })
  ).trimmed
  let details: [InstrumentRecord.Detail] = [
    .init("spectrometer", String(name.prefix(9))),
    .init("integration time", "\(Float(settings[0])) ms"),
    .init("average", "\(Float(settings[1])) scans"),
    .init("smoothing", "\(reader.float32(at: 364)) pixels"),
  ]
  return ["sample", "reference", "dark"].enumerated().map { place, title in
    InstrumentRecord(
      title: title, x: x, y: (0..<count).map { values[3 * $0 + place] }, xUnit: "nm",
      yUnit: "counts",
      details: details)
  }
}
