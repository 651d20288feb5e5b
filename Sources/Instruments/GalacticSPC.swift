/// Whether bytes begin as a Galactic SPC file does.
func isGalactic(_ bytes: [UInt8]) -> Bool {
  // An archive begins with "PK"; a text has no NUL bytes, which fill up the texts of a header.
  guard bytes.count >= 256, !ZipArchive.isZip(bytes), bytes[..<256].contains(0),
    let version = GalacticVersion(rawValue: bytes[1])
  else { return false }
  // Text may have these letters in second place; its flags and exponent are no letters, then.
  return version == .old ? bytes[0] < 0x20 || bytes[0] > 0x7e : bytes[2] < 0x20
}

/// The versions of the format, by their second byte.
enum GalacticVersion: UInt8 {
  /// Least significant byte first.
  case new = 0x4b
  /// Most significant byte first.
  case newBigEndian = 0x4c
  /// Before 1996, with a header of 256 bytes.
  case old = 0x4d
}

/// Reads every trace of a Galactic SPC file: evenly spaced, with own abscissae, several traces with
/// common abscissae, or each with its own.
///
/// After *Universal Data Format Specification*, Galactic Industries, 1997.
///
/// - Throws: `ReadError` with the byte, where the file ends within what its header promises.
func galacticRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  let version = GalacticVersion(rawValue: bytes[1])
  var reader = BinaryReader(bytes, file: file, isBigEndian: version == .newBigEndian)
  return version == .old ? try reader.oldGalactic() : try reader.galactic()
}

extension BinaryReader {
  private static let shortIntegers: UInt8 = 0x01
  private static let manyTraces: UInt8 = 0x04
  private static let ownLabels: UInt8 = 0x20
  private static let abscissaeOfEach: UInt8 = 0x40
  private static let abscissae: UInt8 = 0x80

  /// The most traces, and points of one, that a header is believed to have.
  private static let most = 1 << 24

  fileprivate mutating func galactic() throws(ReadError) -> [InstrumentRecord] {
    try require(512, from: 0, "the header")
    let flags = bytes[0]
    let exponent = Int(Int8(bitPattern: bytes[3]))
    let points = Int(int32(at: 4))
    let (first, last) = (float64(at: 8), float64(at: 16))
    let traces = max(1, Int(int32(at: 24)))
    let isMany = flags & Self.manyTraces != 0
    let ownAbscissae = flags & Self.abscissae != 0 && flags & Self.abscissaeOfEach != 0
    guard traces <= Self.most, ownAbscissae || (1...Self.most).contains(points) else {
      throw damaged(at: 4, "the header declares \(points) points in \(traces) traces")
    }
    guard first.isFinite, last.isFinite else { throw damaged(at: 8, "the axis is not finite") }
    var place = 512
    var common: [Double] = []
    if !ownAbscissae {
      if flags & Self.abscissae != 0 {
        common = try floats(points, at: place, "the abscissae")
        place += 4 * points
      } else {
        // Before memory is taken for as many abscissae.
        try require(32 + 2 * points, from: place, "the ordinates of trace 1")
        let step = (last - first) / Double(max(1, points - 1))
        common = (0..<points).map { first + step * Double($0) }
      }
    }
    let details = galacticDetails()
    var records: [InstrumentRecord] = []
    for trace in 0..<traces {
      try require(32, from: place, "the header of trace \(trace + 1)")
      let own = isMany ? Int(Int8(bitPattern: bytes[place + 1])) : exponent
      let z = float32(at: place + 4)
      let count = ownAbscissae ? Int(int32(at: place + 16)) : points
      guard (1...Self.most).contains(count) else {
        throw damaged(at: place + 16, "trace \(trace + 1) declares \(count) points")
      }
      place += 32
      var x = common
      if ownAbscissae {
        x = try floats(count, at: place, "the abscissae of trace \(trace + 1)")
        place += 4 * count
      }
      let isShort = flags & Self.shortIntegers != 0 && own != -128
      let y = try ordinates(count, at: place, exponent: own, isShort: isShort, trace: trace)
      place += (isShort ? 2 : 4) * count
      records.append(
        InstrumentRecord(
          title: text(at: 88, 130), x: x, y: y, xUnit: unit(bytes[28], ofX: true),
          yUnit: unit(bytes[29], ofX: false),
          details: details
            + (traces > 1 ? [.init("z", "\(z)"), .init("trace", "\(trace + 1)")] : [])))
    }
    return records
  }

  /// Ordinates: floats, or integers with a common exponent of two.
  private func ordinates(
    _ count: Int, at place: Int, exponent: Int, isShort: Bool, trace: Int
  ) throws(ReadError) -> [Double] {
    let what = "the ordinates of trace \(trace + 1)"
    if exponent == -128 { return try floats(count, at: place, what) }
    try require((isShort ? 2 : 4) * count, from: place, what)
    let scale = Double(sign: .plus, exponent: exponent - (isShort ? 16 : 32), significand: 1)
    return (0..<count).map { index in
      isShort
        ? Double(int16(at: place + 2 * index)) * scale
        : Double(int32(at: place + 4 * index)) * scale
    }
  }

  /// The old format: words with their two halves exchanged.
  fileprivate func oldGalactic() throws(ReadError) -> [InstrumentRecord] {
    try require(256, from: 0, "the header")
    let count = float32(at: 4)
    guard count >= 1, count <= Double(Self.most), let points = Int(exactly: count) else {
      throw damaged(at: 4, "the header declares \(count) points")
    }
    let (first, last) = (float32(at: 8), float32(at: 12))
    guard first.isFinite, last.isFinite else { throw damaged(at: 8, "the axis is not finite") }
    let isShort = bytes[0] & Self.shortIntegers != 0
    let exponent = Int(int16(at: 2))
    let isFloat = exponent == -128 || exponent == -32768
    let bound = isShort && !isFloat ? 2 : 4
    try require(bound * points, from: 256, "the ordinates")
    let scale = Double(sign: .plus, exponent: exponent - 8 * bound, significand: 1)
    let y = (0..<points).map { index -> Double in
      if isFloat { return float32(at: 256 + 4 * index) }
      guard !isShort else { return Double(int16(at: 256 + 2 * index)) * scale }
      let place = 256 + 4 * index
      let word =
        UInt32(bytes[place + 1]) << 24 | UInt32(bytes[place]) << 16
        | UInt32(bytes[place + 3]) << 8 | UInt32(bytes[place + 2])
      return Double(Int32(bitPattern: word)) * scale
    }
    let step = (last - first) / Double(max(1, points - 1))
    return [
      InstrumentRecord(
        title: text(at: 64, 130), x: (0..<points).map { first + step * Double($0) }, y: y,
        xUnit: unit(bytes[16], ofX: true), yUnit: unit(bytes[17], ofX: false),
        details: [.init("version", "0x4D")])
    ]
  }

  private func galacticDetails() -> [InstrumentRecord.Detail] {
    var details: [InstrumentRecord.Detail] = []
    func add(_ name: String, _ value: String) {
      if !value.isEmpty { details.append(.init(name, value)) }
    }
    let date = UInt32(bitPattern: int32(at: 32))
    func part(_ shift: UInt32, _ bits: UInt32) -> Int { Int(date >> shift & ((1 << bits) - 1)) }
    if part(20, 12) > 0 {
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      add(
        "date",
        "\(part(20, 12))-\(two(part(16, 4)))-\(two(part(11, 5))) \(two(part(6, 5))):\(two(part(0, 6)))"
      )
    }
    add("resolution", text(at: 36, 9))
    add("instrument", text(at: 45, 9))
    if bytes[0] & Self.ownLabels != 0 { add("axis labels", text(at: 218, 30)) }
    add("method", text(at: 264, 48))
    let log = Int(int32(at: 248))
    if log >= 512, log <= bytes.count - 64 {
      let offset = Int(int32(at: log + 8))
      if offset >= 64, offset <= bytes.count - log {
        let lines = String(decoding: bytes[(log + offset)...].prefix { $0 != 0 }, as: UTF8.self)
        for line in lines.split(whereSeparator: \.isNewline) {
          let parts = line.split(separator: "=", maxSplits: 1)
          if parts.count == 2 { add(String(parts[0]).trimmed, String(parts[1]).trimmed) }
        }
      }
    }
    return details
  }

  /// The unit of an axis by the format's numbers, or as its own label has it.
  private func unit(_ number: UInt8, ofX: Bool) -> String {
    if bytes[1] != GalacticVersion.old.rawValue, bytes[0] & Self.ownLabels != 0 {
      let labels = bytes[218..<248].split(separator: 0, omittingEmptySubsequences: false)
      let label = latin1(labels[ofX || labels.count < 2 ? 0 : 1]).trimmed
      if !label.isEmpty, ofX || labels.count > 1 { return statedUnit(in: label) ?? label }
    }
    let abscissae = [
      "", "1/cm", "um", "nm", "s", "min", "Hz", "kHz", "MHz", "m/z", "ppm", "d", "a",
      "raman shift 1/cm",
      "eV",
    ]
    let ordinates = [
      "", "interferogram", "absorbance", "Kubelka-Munk", "counts", "V", "degrees", "mA", "mm", "mV",
      "log(1/R)", "%", "intensity", "relative intensity", "energy",
    ]
    let transmitted: [UInt8: String] = [
      128: "transmittance", 129: "reflectance", 130: "single beam", 131: "emission",
    ]
    let names = ofX ? abscissae : ordinates
    return Int(number) < names.count ? names[Int(number)] : ofX ? "" : transmitted[number] ?? ""
  }
}
