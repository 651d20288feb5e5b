/// How one format is recognised and read.
struct InstrumentReader: Sendable {
  let format: InstrumentFormat
  /// Whether bytes are of the format, as their beginning shows.
  let recognises: @Sendable ([UInt8]) -> Bool
  /// The traces in the bytes of a file, which is named in errors.
  let records: @Sendable ([UInt8], String) throws(ReadError) -> [InstrumentRecord]

  /// Every format, those whose marks are surest first.
  static let all = [
    InstrumentReader(format: .jcamp, recognises: isJCAMP, records: jcampRecords),
    InstrumentReader(format: .andorSIF, recognises: isAndor, records: andorRecords),
    InstrumentReader(format: .avaSoft8, recognises: isAvaSoft8, records: avaSoft8Records),
    InstrumentReader(format: .procSpec, recognises: isProcSpec, records: procSpecRecords),
    InstrumentReader(format: .hdf5, recognises: isHDF5, records: hdf5Records),
    InstrumentReader(format: .avaSoft, recognises: isAvaSoft, records: avaSoftRecords),
    InstrumentReader(format: .galacticSPC, recognises: isGalactic, records: galacticRecords),
    InstrumentReader(format: .columns, recognises: looksLikeText, records: columnRecords),
  ]

  /// The file that some bytes are.
  ///
  /// - Throws: `ReadError` when they are damaged, or hold no trace.
  func file(_ bytes: [UInt8], path: String) throws(ReadError) -> InstrumentFile {
    let records = try records(bytes, path)
    guard !records.isEmpty else {
      throw ReadError(
        file: path, reason: "the file holds no spectrum", mend: "export it again with its data")
    }
    return InstrumentFile(path: path, format: format, records: records)
  }
}

extension InstrumentReader {
  /// The reader of the format that a file's first bytes show; `nil` for none.
  init?(recognising bytes: [UInt8]) {
    guard let reader = InstrumentReader.all.first(where: { $0.recognises(bytes) }) else {
      return nil
    }
    self = reader
  }
}

/// Whether the beginning of a file is text: no control characters but tabs, line ends and the NUL bytes
/// with which some programs fill up names.
private func looksLikeText(_ bytes: [UInt8]) -> Bool {
  let start = bytes.prefix(4096)
  guard start.contains(where: { $0 > 0x20 }) else { return false }
  let odd = start.count { $0 < 0x20 && ![0x09, 0x0a, 0x0d, 0x0c, 0x00].contains($0) }
  return odd == 0 && start.count { $0 == 0 } * 4 < start.count
}
