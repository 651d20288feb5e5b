/// A ZIP archive in memory (APPNOTE.TXT 6.3, without encryption and 64-bit sizes).
struct ZipArchive {
  /// A file of the archive.
  struct Entry {
    let name: String
    let isPacked: Bool
    let checksum: UInt32
    let packedCount: Int
    let count: Int
    /// Where its own header begins.
    let header: Int
  }

  /// The files, in the order of the archive's directory.
  let entries: [Entry]
  private let reader: BinaryReader

  /// Whether bytes begin as a ZIP archive does.
  static func isZip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) }

  /// Reads an archive's directory.
  ///
  /// - Throws: `ReadError` with the byte: an archive that ends early, is encrypted or too large.
  init(_ bytes: [UInt8], file: String) throws(ReadError) {
    let reader = BinaryReader(bytes, file: file)
    self.reader = reader
    let first = max(0, bytes.count - 65_557)
    guard
      let end = stride(from: bytes.count - 22, through: first, by: -1).first(where: { place in
        // Its comment reaches to the end of the file.
        bytes[place...].starts(with: [0x50, 0x4b, 0x05, 0x06])
          && place + 22 + Int(bytes[place + 20]) + Int(bytes[place + 21]) << 8 == bytes.count
      })
    else {
      throw ReadError(
        file: file, byte: bytes.count, reason: "the ZIP archive ends before its directory",
        mend: "copy or make it again")
    }
    let count = Int(UInt16(bitPattern: reader.int16(at: end + 10)))
    var place = Int(UInt32(bitPattern: reader.int32(at: end + 16)))
    var found: [Entry] = []
    for _ in 0..<count {
      try reader.require(46, from: place, "the directory of the ZIP archive")
      guard bytes[place...].starts(with: [0x50, 0x4b, 0x01, 0x02]) else {
        throw reader.damaged(at: place, "the directory of the ZIP archive has no entry here")
      }
      func short(_ offset: Int) -> Int { Int(UInt16(bitPattern: reader.int16(at: place + offset))) }
      func long(_ offset: Int) -> Int { Int(UInt32(bitPattern: reader.int32(at: place + offset))) }
      let nameCount = short(28)
      try reader.require(46 + nameCount, from: place, "the directory of the ZIP archive")
      let name = String(decoding: bytes[place + 46..<place + 46 + nameCount], as: UTF8.self)
      guard short(8) & 1 == 0 else {
        throw reader.damaged(at: place, "\(excerpt(name)) is encrypted")
      }
      guard [0, 8].contains(short(10)), long(20) <= mostInstrumentBytes,
        long(24) <= mostInstrumentBytes
      else {
        throw reader.damaged(
          at: place,
          "\(excerpt(name)) is packed in another way, or to more than \(mostInstrumentBytes) bytes")
      }
      found.append(
        Entry(
          name: name, isPacked: short(10) == 8, checksum: UInt32(truncatingIfNeeded: long(16)),
          packedCount: long(20), count: long(24), header: long(42)))
      place += 46 + nameCount + short(30) + short(32)
    }
    entries = found
  }

  /// The bytes of a file, whose checksum is tested where it is packed.
  func bytes(of entry: Entry) throws(ReadError) -> [UInt8] {
    let what = excerpt(entry.name)
    try reader.require(30, from: entry.header, what)
    let names = [26, 28].map { Int(UInt16(bitPattern: reader.int16(at: entry.header + $0))) }
    let start = entry.header + 30 + names[0] + names[1]
    try reader.require(entry.packedCount, from: start, what)
    let packed = reader.bytes[start..<start + entry.packedCount]
    guard entry.isPacked else { return Array(packed) }
    // The same data with the frame of gzip, which tests length and checksum.
    func little(_ value: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    return try gunzip(
      [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + packed + little(entry.checksum)
        + little(UInt32(truncatingIfNeeded: entry.count)),
      file: "\(reader.file): \(entry.name)", limit: mostInstrumentBytes)
  }
}
