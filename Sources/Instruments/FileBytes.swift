internal import LinearAlgebra

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Every byte of a file, or its first ones.
///
/// Reads until the file says it has ended, so that a pipe (`/dev/stdin`) is read like a file.
///
/// - Parameters:
///   - path: the file.
///   - limit: the most bytes to take into memory; a larger file is refused.
///   - prefix: stop after about so many bytes; `nil` reads everything.
/// - Throws: `ReadError`, with `isMissing` set when there is nothing to open.
/// - Complexity: O(size).
package func readBytes(
  at path: String, limit: Int, prefix: Int? = nil
) throws(ReadError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw openError(path, errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw openError(path, errno) }
  guard status.st_mode & S_IFMT != S_IFDIR else {
    throw ReadError(
      file: path, reason: "this is a folder, not a file", mend: "name a file in it")
  }
  guard Int(status.st_size) <= limit || prefix != nil else { throw tooLarge(path, limit) }

  // Room for what the file says and a byte more, so that its end is seen there; what a pipe holds
  // beyond it comes by chunks.
  let room = min(Int(status.st_size), prefix ?? limit) + 1
  var outcome = FillOutcome.full
  var bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
    let memory = UnsafeMutableRawBufferPointer(buffer)
    adviseLargePages(memory)
    count = status.st_mode & S_IFMT == S_IFREG ? fillAtOnce(memory, from: descriptor) : 0
    outcome = fill(memory, from: descriptor, &count)
  }
  while case .full = outcome, bytes.count < prefix ?? Int.max {
    guard bytes.count <= limit else { throw tooLarge(path, limit) }
    bytes += [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
      count = 0
      outcome = fill(UnsafeMutableRawBufferPointer(buffer), from: descriptor, &count)
    }
  }
  if case .failed(let code) = outcome {
    throw ReadError(
      file: path, byte: bytes.count, reason: "reading failed (\(message(code)))",
      mend: "check the disk or copy the file again")
  }
  guard bytes.count <= limit else { throw tooLarge(path, limit) }
  return bytes
}

/// How filling memory from a file ended.
private enum FillOutcome {
  /// There was no more room.
  case full
  /// The file ended.
  case ended
  /// The system said no, with this code.
  case failed(Int32)
}

/// Reads the parts of a large file on all threads.
///
/// - Returns: how many bytes from the beginning were read, where the file goes on being read. It is
///   none for a small file and wherever a part was shorter than the file said.
private func fillAtOnce(
  _ memory: UnsafeMutableRawBufferPointer, from descriptor: Int32
) -> Int {
  let part = 1 << 22
  let parts = memory.count / part
  guard parts > 1 else { return 0 }
  // Each block fills its own part.
  nonisolated(unsafe) let memory = memory
  let complete = Workers.all.map(parts) { index in
    let own = UnsafeMutableRawBufferPointer(rebasing: memory[index * part..<(index + 1) * part])
    return pread(descriptor, own.baseAddress, part, off_t(index * part)) == part
  }
  let end = complete.prefix { $0 }.count * part
  return lseek(descriptor, off_t(end), SEEK_SET) == off_t(end) ? end : 0
}

/// Reads from a file until memory is full or the file ends.
///
/// - Parameter count: how many bytes the memory holds already, and afterwards holds.
private func fill(
  _ memory: UnsafeMutableRawBufferPointer, from descriptor: Int32, _ count: inout Int
) -> FillOutcome {
  while count < memory.count {
    let rest = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    let found = read(descriptor, rest.baseAddress, rest.count)
    if found < 0 && errno == EINTR { continue }
    guard found >= 0 else { return .failed(errno) }
    if found == 0 { return .ended }
    count += found
  }
  return .full
}

/// Where a byte first stands, or `nil`; ten times as fast as `firstIndex(of:)` on large files.
func firstByte(_ byte: UInt8, in bytes: [UInt8], workers: Workers = Workers(1)) -> Int? {
  bytes.withUnsafeBytes { firstByte(byte, in: $0, workers: workers) }
}

/// Where a byte first stands in memory, or `nil`.
///
/// - Parameter workers: threads; with several the whole memory is searched.
func firstByte(
  _ byte: UInt8, in buffer: UnsafeRawBufferPointer, workers: Workers = Workers(1)
) -> Int? {
  let part = 1 << 22
  guard workers.count > 1, buffer.count > part else {
    guard let start = buffer.baseAddress else { return nil }
    return memchr(start, Int32(byte), buffer.count).map { UnsafeRawPointer($0) - start }
  }
  nonisolated(unsafe) let buffer = buffer
  let places = workers.map((buffer.count + part - 1) / part) { index -> Int? in
    let own = index * part..<min((index + 1) * part, buffer.count)
    return firstByte(byte, in: UnsafeRawBufferPointer(rebasing: buffer[own])).map {
      index * part + $0
    }
  }
  return places.lazy.compactMap(\.self).first
}

/// How many rows some bytes hold that begin where a row begins and have no quotes.
///
/// - Complexity: O(size), at the speed of memory where rows are long.
func rowCount(in buffer: UnsafeRawBufferPointer) -> Int {
  guard let last = buffer.last else { return 0 }
  guard firstByte(carriageReturn, in: buffer) == nil else {
    var ends = 0
    for (index, byte) in buffer.enumerated()
    where byte == newline
      || byte == carriageReturn && (index + 1 == buffer.count || buffer[index + 1] != newline)
    {
      ends += 1
    }
    return last == newline || last == carriageReturn ? ends : ends + 1
  }
  var rows = last == newline ? 0 : 1
  var rest = buffer[...]
  while let end = firstByte(newline, in: UnsafeRawBufferPointer(rebasing: rest)) {
    rows += 1
    rest = rest.dropFirst(end + 1)
  }
  return rows
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

/// The refusal of a file that cannot be opened.
private func openError(_ path: String, _ code: Int32) -> ReadError {
  if code == ENOENT || code == ENOTDIR {
    return ReadError(
      file: path, reason: "there is no such file", mend: "check the path", isMissing: true)
  }
  return ReadError(
    file: path, reason: "the file cannot be opened (\(message(code)))",
    mend: "check the path and the permissions", isMissing: true)
}

/// The refusal of a file that would not fit into memory.
private func tooLarge(_ path: String, _ limit: Int) -> ReadError {
  ReadError(
    file: path, reason: "the file holds more than \(limit) bytes",
    mend: "split it into smaller files")
}

/// The system's words for an error code.
private func message(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
