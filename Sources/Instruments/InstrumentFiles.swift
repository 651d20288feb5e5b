/// Reads a file of an instrument, recognised by its content and not by its name.
///
/// ```swift
/// try readInstrumentFile(at: "spectra/S017.spc").records[0].y
/// ```
///
/// - Parameter path: a file, possibly compressed with gzip; `/dev/stdin` for standard input.
/// - Throws: `ReadError` with line or byte when the file is of no format that is read, or is damaged. A
///   file that ends too early gives what it holds, marked incomplete, where its format lets that be told.
/// - Complexity: O(size).
public func readInstrumentFile(at path: String) throws(ReadError) -> InstrumentFile {
  let files = try readInstrumentFiles(at: path)
  guard files.count == 1 else {
    throw ReadError(
      file: path, reason: "the archive holds \(files.count) files", mend: "unpack it, and give one")
  }
  return files[0]
}

/// Reads a file of an instrument, or every file in a ZIP archive of them.
///
/// - Parameter path: as for ``readInstrumentFile(at:)``.
/// - Returns: the files in the order of their names, with the archive's path before theirs.
/// - Throws: as ``readInstrumentFile(at:)``, for the first file that does not read.
public func readInstrumentFiles(at path: String) throws(ReadError) -> [InstrumentFile] {
  try instrumentFiles(try readBytes(at: path, limit: mostInstrumentBytes), path: path)
}

/// The files of an instrument that some bytes are: one, or those of an archive; unpacked where they are
/// compressed with gzip.
///
/// - Parameters:
///   - bytes: a whole file.
///   - path: what errors call it.
/// - Throws: as ``readInstrumentFiles(at:)``.
public func instrumentFiles(
  _ bytes: [UInt8], path: String
) throws(ReadError) -> [InstrumentFile] {
  let bytes =
    isGzip(bytes)
    ? try gunzip(bytes, file: path, limit: mostInstrumentBytes, prefix: nil) : bytes
  if ZipArchive.isZip(bytes), InstrumentReader(recognising: bytes) == nil {
    return try instrumentFiles(inArchive: bytes, path: path)
  }
  return [try instrumentFile(bytes, path: path)]
}

/// The files in an archive.
func instrumentFiles(inArchive bytes: [UInt8], path: String) throws(ReadError) -> [InstrumentFile] {
  let archive = try ZipArchive(bytes, file: path)
  var (files, total): ([InstrumentFile], Int) = ([], 0)
  for entry in archive.entries.sorted(by: { $0.name < $1.name })
  where !entry.name.hasSuffix("/")
    && !entry.name.split(separator: "/").contains(where: { $0.hasPrefix(".") })
  {
    total += entry.count
    guard total <= mostInstrumentBytes else {
      throw ReadError(
        file: path, reason: "the archive unpacks to more than \(mostInstrumentBytes) bytes",
        mend: "split it into smaller ones")
    }
    files.append(try instrumentFile(try archive.bytes(of: entry), path: "\(path): \(entry.name)"))
  }
  guard !files.isEmpty else {
    throw ReadError(file: path, reason: "the archive holds no file", mend: "give another one")
  }
  return files
}

/// The largest file of an instrument that is taken into memory: 256 MiB.
let mostInstrumentBytes = 1 << 28

/// The file that some bytes are.
func instrumentFile(_ bytes: [UInt8], path: String) throws(ReadError) -> InstrumentFile {
  guard !bytes.isEmpty else {
    throw ReadError(
      file: path, byte: 0, reason: "the file is empty", mend: "export it again with its data")
  }
  guard let reader = InstrumentReader(recognising: bytes) else {
    throw ReadError(
      file: path, byte: 0, reason: "this is no format of an instrument that is read",
      mend: "give one of: " + InstrumentFormat.readable.map(\.rawValue).joined(separator: ", "))
  }
  return try reader.file(bytes, path: path)
}

/// The file that some bytes are in one format, whatever others they would be taken for.
///
/// ```swift
/// try instrumentFile(bytes, path: "shot.spc", as: .galacticSPC).records[0].y
/// ```
///
/// - Parameters:
///   - bytes: a whole file, unpacked.
///   - path: what errors call it.
///   - format: the only format that is tried.
/// - Throws: `ReadError` when the bytes are not of the format, or are damaged.
public func instrumentFile(
  _ bytes: [UInt8], path: String, as format: InstrumentFormat
) throws(ReadError) -> InstrumentFile {
  guard let reader = InstrumentReader.all.first(where: { $0.format == format }),
    reader.recognises(bytes)
  else {
    throw ReadError(
      file: path, byte: 0, reason: "this is no file of the format \(format.rawValue)",
      mend: "let its format be recognised")
  }
  return try reader.file(bytes, path: path)
}

/// The text of a file as lines without their ends: UTF-8, or Latin-1 where it is none.
///
/// - Returns: each line with its number, counted from 1.
func instrumentLines(_ bytes: [UInt8]) -> [Substring] {
  let hasMark = bytes.starts(with: [0xef, 0xbb, 0xbf])
  let body = hasMark ? bytes.dropFirst(3) : bytes[...]
  let text =
    String(validating: body, as: UTF8.self)
    ?? latin1(body)
  // "\r\n" is one Character.
  return text.split(omittingEmptySubsequences: false) { $0.isNewline && $0 != "\u{c}" }
}
