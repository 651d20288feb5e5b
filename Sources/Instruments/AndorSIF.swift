internal import Foundation

private let andorMagic = Array("Andor Technology Multi-Channel File\n".utf8)

/// Whether bytes begin as an Andor Solis file does.
func isAndor(_ bytes: [UInt8]) -> Bool { bytes.starts(with: andorMagic) }

/// Reads every track of every frame of an Andor `.sif` file, also of an echelle spectrograph whose orders
/// Solis joined.
///
/// The format has no published description. What is read: the version, date, temperature and exposure at
/// the beginning; the polynomial of the axis, the third of the lines of four numbers before the labels;
/// the labels of the axes; the two lines that say which pixels there are; then single-precision numbers.
/// Pixels count from 1.
///
/// Files of calibrated spectra call their abscissae `Wavelength` and no more. Whether another field holds the
/// unit is not known, so that it is empty, with the label among the details, unless the label has one in
/// brackets. The label of the ordinates is their unit: `Counts`.
///
/// - Throws: `ReadError` with the byte, where the file ends within its frames or says what cannot be.
func andorRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  let reader = BinaryReader(bytes, file: file)
  let lines = AndorLines(bytes)
  guard let area = lines.area else {
    throw ReadError(
      file: file, byte: bytes.count, reason: "the file does not say which pixels its frames hold",
      mend: "save it again with its data")
  }
  let (frames, image) = (area.layout[5], area.image)
  let width = image.width
  guard
    (1...65_536).contains(frames), image.height >= 1, width >= 1, width <= 1 << 20,
    image.height <= 65_536, frames * image.height <= 1 << 20, area.layout[6] == 1
  else {
    throw reader.damaged(at: area.place, "the frames are \(frames) of \(image.height) x \(width)")
  }
  var place = area.end
  // The time of each frame, and in later versions a flag, which says whether another one follows for each.
  for _ in 0..<frames { place = try lines.end(ofLineAt: place, reader) }
  if lines.version >= 65_567 {
    let flag = lines.text(at: place)
    place = try lines.end(ofLineAt: place, reader)
    if flag == "1" { for _ in 0..<frames { place = try lines.end(ofLineAt: place, reader) } }
  }
  let axis = lines.axis(before: area.place, count: width)
  let labels = lines.labels(before: area)
  let xUnit = axis.isPixels ? "pixel" : labels.flatMap { statedUnit(in: $0.x) } ?? ""
  let yUnit = labels.map { statedUnit(in: $0.y) ?? $0.y } ?? ""
  let common =
    lines.details + (axis.isPixels ? [] : labels.map { [.init("axis", $0.x)] } ?? [])
  var records: [InstrumentRecord] = []
  for frame in 0..<frames {
    for track in 0..<image.height {
      let y = try reader.floats(width, at: place, "frame \(frame + 1)")
      place += 4 * width
      var details = common
      if frames > 1 { details.append(.init("frame", "\(frame + 1)")) }
      if image.height > 1 { details.append(.init("track", "\(track + 1)")) }
      records.append(
        InstrumentRecord(x: axis.x, y: y, xUnit: xUnit, yUnit: yUnit, details: details))
    }
  }
  return records
}

/// The lines of text before the frames of a `.sif` file.
private struct AndorLines {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Which pixels the frames hold.
  struct Area {
    /// Where the two lines begin, and where they end.
    let place: Int
    let end: Int
    /// How many bytes of the first one are a label before its numbers.
    let labelCount: Int
    /// The numbers of the first line, of which the sixth is the number of frames.
    let layout: [Int]
    /// The size of a frame in binned pixels.
    let image: (width: Int, height: Int)
  }

  /// The text of the line at a place, without blanks around it.
  func text(at place: Int) -> String {
    String(decoding: bytes[min(place, bytes.count)...].prefix { $0 != 0x0a }, as: UTF8.self).trimmed
  }

  /// The place behind a line.
  func end(ofLineAt place: Int, _ reader: BinaryReader) throws(ReadError) -> Int {
    guard place < bytes.count, let end = bytes[place...].firstIndex(of: 0x0a), end - place < 256
    else {
      throw ReadError(
        file: reader.file, byte: min(place, bytes.count),
        reason: "the file ends within the times of its frames", mend: "copy or save it again")
    }
    return end + 1
  }

  /// The tokens of the third line, whose padding may be any byte.
  private var settings: [String] {
    let third = bytes.drop { $0 != 0x0a }.dropFirst().drop { $0 != 0x0a }.dropFirst()
    return third.prefix { $0 != 0x0a }.split(separator: 0x20, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The version of the file's main part.
  var version: Int { settings.first.flatMap { Int($0) } ?? 0 }

  /// Date, temperature, exposure and detector.
  var details: [InstrumentRecord.Detail] {
    var details: [InstrumentRecord.Detail] = []
    let settings = settings
    if settings.count > 4, let seconds = Int(settings[4]), seconds > 0 {
      let date = Date(timeIntervalSince1970: Double(seconds))
      details.append(.init("date", date.ISO8601Format()))
    }
    if settings.count > 5 { details.append(.init("temperature", "\(settings[5]) degrees Celsius")) }
    if settings.count > 12, let exposure = Double(settings[12]) {
      details.append(.init("exposure", "\(exposure) s"))
    }
    let fourth = bytes.split(separator: 0x0a, maxSplits: 4, omittingEmptySubsequences: false)
    if fourth.count > 4 {
      let name = String(decoding: fourth[3], as: UTF8.self).trimmed
      if !name.isEmpty, name.utf8.count < 64 { details.append(.init("detector", name)) }
    }
    return details
  }

  /// The first place with a line that ends in nine whole numbers of which the first is a version, and a
  /// line of eight after it.
  var area: Area? {
    var start = 0
    let header = bytes.prefix(1 << 20)
    while let end = header[start...].firstIndex(of: 0x0a) {
      let next = end + 1
      if let (layout, labelCount) = layout(bytes[start..<end]),
        let close = header[next...].firstIndex(of: 0x0a), close - next < 256
      {
        let image = text(at: next).split(separator: " ").compactMap { Int($0) }
        if image.count == 8, (65_000..<66_000).contains(image[0]), image[5] > 0, image[6] > 0,
          image.dropFirst().allSatisfy({ abs($0) <= 1 << 24 })
        {
          return Area(
            place: start, end: close + 1, labelCount: labelCount, layout: layout,
            image: (
              width: (1 + image[3] - image[1]) / image[6],
              height: (1 + abs(image[4] - image[2])) / image[5]
            ))
        }
      }
      start = next
    }
    return nil
  }

  /// The nine whole numbers that end a line, of which the first is a version and may stand behind a label
  /// without a blank between, with the bytes of that label; `nil` where there are none.
  private func layout(_ line: ArraySlice<UInt8>) -> (numbers: [Int], labelCount: Int)? {
    guard line.count <= 1024 else { return nil }
    let fields = line.split(separator: 0x20, omittingEmptySubsequences: false).suffix(9)
    guard fields.count == 9, let version = fields.first?.suffix(5), version.starts(with: "65".utf8)
    else { return nil }
    let numbers = ([version] + fields.dropFirst()).compactMap {
      Int(String(decoding: $0, as: UTF8.self))
    }
    return numbers.count == 9 ? (numbers, version.startIndex - line.startIndex) : nil
  }

  /// What the axes are called.
  ///
  /// Each of three labels stands behind its length, which ends the line before it; the line of the last
  /// goes on with the numbers of the area.
  ///
  /// - Returns: `nil` where the lengths are not those of the labels.
  func labels(before area: Area) -> (x: String, y: String)? {
    let before = bytes[max(0, area.place - 600)..<area.place]
      .split(separator: 0x0a, omittingEmptySubsequences: false).dropLast()
    guard before.count >= 3,
      let first = Int(String(decoding: before[before.endIndex - 3], as: UTF8.self).trimmed)
    else { return nil }
    func parts(_ line: ArraySlice<UInt8>, _ length: Int) -> (label: String, next: Int)? {
      guard length >= 0, length <= line.count,
        let next = Int(String(decoding: line.dropFirst(length), as: UTF8.self).trimmed)
      else { return nil }
      return (latin1(line.prefix(length)), next)
    }
    guard let x = parts(before[before.endIndex - 2], first),
      let y = parts(before[before.endIndex - 1], x.next), y.next == area.labelCount
    else { return nil }
    return (x.label.trimmed, y.label.trimmed)
  }

  /// The abscissae: the first polynomial of the last three lines of four numbers before a place, or the
  /// numbers of the pixels where it is none.
  func axis(before place: Int, count: Int) -> (x: [Double], isPixels: Bool) {
    let lines = bytes[max(0, place - 600)..<place].split(separator: 0x0a)
    let polynomials = lines.compactMap { line -> [Double]? in
      let fields = String(decoding: line, as: UTF8.self).split(separator: " ")
      let numbers = fields.compactMap { Double($0) }
      return fields.count == 4 && numbers.count == 4 && numbers.allSatisfy(\.isFinite)
        ? numbers : nil
    }
    let pixels = (1...max(1, count)).map(Double.init)
    // The two after it are those of the other axes.
    guard polynomials.count > 2, case let c = polynomials[polynomials.count - 3], c != [0, 1, 0, 0]
    else { return (pixels, true) }
    return (pixels.map { c[0] + $0 * (c[1] + $0 * (c[2] + $0 * c[3])) }, false)
  }
}
