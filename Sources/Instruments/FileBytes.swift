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
    outcome = fill(UnsafeMutableRawBufferPointer(buffer), from: descriptor, &count)
  }
  while case .full = outcome, bytes.count < prefix ?? Int.max {
    guard bytes.count <= limit else { throw tooLarge(path, limit) }
    bytes += [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
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

/// Reads from a file until memory is full or the file ends.
///
/// - Parameter count: how many bytes were read.
private func fill(
  _ memory: UnsafeMutableRawBufferPointer, from descriptor: Int32, _ count: inout Int
) -> FillOutcome {
  count = 0
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
func firstByte(_ byte: UInt8, in bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBytes { firstByte(byte, in: $0) }
}

/// Where a byte first stands in memory, or `nil`.
func firstByte(_ byte: UInt8, in buffer: UnsafeRawBufferPointer) -> Int? {
  guard let start = buffer.baseAddress else { return nil }
  return memchr(start, Int32(byte), buffer.count).map { UnsafeRawPointer($0) - start }
}

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
