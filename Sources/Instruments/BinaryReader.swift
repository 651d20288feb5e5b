/// Numbers and texts at places of a binary file, whose bounds are tested before.
struct BinaryReader {
  let bytes: [UInt8]
  let file: String
  let isBigEndian: Bool

  init(_ bytes: [UInt8], file: String, isBigEndian: Bool = false) {
    self.bytes = bytes
    self.file = file
    self.isBigEndian = isBigEndian
  }

  /// Refuses a file that ends before some bytes do.
  func require(_ count: Int, from place: Int, _ what: String) throws(ReadError) {
    guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else {
      throw ReadError(
        file: file, byte: bytes.count, reason: "the file ends within \(what)",
        mend: "copy or export it again")
    }
  }

  /// The refusal of a number that cannot be.
  func damaged(at place: Int, _ reason: String) -> ReadError {
    ReadError(file: file, byte: place, reason: reason, mend: "the file is damaged: export it again")
  }

  private func bits<Bits: FixedWidthInteger & BitwiseCopyable>(_ place: Int, as: Bits.Type) -> Bits
  {
    let raw = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Bits.self) }
    return isBigEndian ? Bits(bigEndian: raw) : Bits(littleEndian: raw)
  }

  func int16(at place: Int) -> Int16 { bits(place, as: Int16.self) }
  func int32(at place: Int) -> Int32 { bits(place, as: Int32.self) }
  func float32(at place: Int) -> Double {
    Double(Float(bitPattern: bits(place, as: UInt32.self)))
  }
  func float64(at place: Int) -> Double { Double(bitPattern: bits(place, as: UInt64.self)) }

  /// Numbers in single precision, one after another.
  ///
  /// - Throws: `ReadError` where the file ends before, or one is not finite.
  func floats(_ count: Int, at place: Int, _ what: String) throws(ReadError) -> [Double] {
    try require(4 * count, from: place, what)
    let values = (0..<count).map { float32(at: place + 4 * $0) }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw damaged(at: place + 4 * index, "a number of \(what) is not finite")
    }
    return values
  }

  /// A text of a fixed width up to its first NUL, in Latin-1, without blanks around it.
  func text(at place: Int, _ width: Int) -> String {
    let own = bytes[min(place, bytes.count)..<min(place + width, bytes.count)].prefix { $0 != 0 }
    return latin1(own).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// Bytes as the text in Latin-1 that they are: every byte is a character.
func latin1(_ bytes: some Sequence<UInt8>) -> String {
  String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
}
