internal import CZlib

/// Whether bytes begin as a gzip file does (RFC 1952, section 2.3.1: `1f 8b`).
package func isGzip(_ bytes: [UInt8]) -> Bool {
  bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
}

/// Unpacks gzip data (RFC 1952), which may be several members one after another.
///
/// Lengths and checksums of every member are verified. Zero bytes after the last member are padding
/// (tape blocks) and are passed over; anything else there is refused, because it would be lost.
///
/// - Parameters:
///   - input: the whole compressed file.
///   - file: its path, for errors.
///   - limit: the most bytes to unpack; a small file can be made that unpacks to a thousand times
///     its size.
///   - prefix: stop after about so many unpacked bytes, without verifying the rest; `nil` unpacks
///     everything. With a prefix, input that ends early is not an error: it was cut on purpose.
/// - Throws: `ReadError` with the byte of the compressed file where it broke.
/// - Complexity: O(unpacked size).
package func gunzip(
  _ input: [UInt8], file: String, limit: Int, prefix: Int? = nil
) throws(ReadError) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(expectedSize(input, limit: prefix ?? limit))
  try input.withUnsafeBufferPointer { source throws(ReadError) in
    try unpackMembers(source, into: &output, file: file, limit: limit, prefix: prefix)
  }
  return output
}

/// The size that the last four bytes of a gzip file state, as far as it is plausible.
///
/// The statement is modulo 2^32 and about the last member only: a hint, never relied upon. Deflate
/// cannot shrink data to less than about a thousandth.
private func expectedSize(_ input: [UInt8], limit: Int) -> Int {
  guard input.count >= 18 else { return 0 }
  let stated = input.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  return min(stated, input.count * 1_032, limit) + 1
}

/// Unpacks member after member.
private func unpackMembers(
  _ source: UnsafeBufferPointer<UInt8>, into output: inout [UInt8], file: String, limit: Int,
  prefix: Int?
) throws(ReadError) {
  var stream = z_stream()
  // 15: the largest window; 16 more: a gzip header and trailer instead of zlib's own.
  let started = inflateInit2_(
    &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  guard started == Z_OK else {
    throw ReadError(
      file: file, reason: "zlib could not start (code \(started))", mend: "unpack it with gunzip")
  }
  defer { inflateEnd(&stream) }
  let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
  defer { chunk.deallocate() }

  var position = 0
  while true {
    let offered = min(source.count - position, Int(Int32.max))
    stream.next_in = UnsafeMutablePointer(
      mutating: source.baseAddress.map { $0 + position })
    stream.avail_in = UInt32(offered)
    stream.next_out = chunk.baseAddress
    stream.avail_out = UInt32(chunk.count)
    let status = inflate(&stream, Z_NO_FLUSH)
    let produced = chunk.count - Int(stream.avail_out)
    position += offered - Int(stream.avail_in)
    output.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[..<produced]))
    if let prefix, output.count >= prefix { return }
    guard output.count <= limit else {
      throw ReadError(
        file: file, reason: "the gzip data unpack to more than \(limit) bytes",
        mend: "split the table into smaller files")
    }
    switch status {
    case Z_OK: continue
    case Z_STREAM_END:
      guard let next = try nextMember(source, after: position, file: file) else { return }
      position = next
      inflateReset(&stream)
    case Z_BUF_ERROR where position == source.count:
      if prefix != nil { return }
      throw ReadError(
        file: file, byte: position, reason: "the gzip data stop before their end",
        mend: "fetch the file again or compress it again")
    default:
      let detail = stream.msg.map { String(cString: $0) } ?? "code \(status)"
      throw ReadError(
        file: file, byte: position, reason: "the gzip data are damaged (\(detail))",
        mend: "fetch the file again or compress it again")
    }
  }
}

/// Where the next member begins, or `nil` when there is only padding.
private func nextMember(
  _ source: UnsafeBufferPointer<UInt8>, after end: Int, file: String
) throws(ReadError) -> Int? {
  guard let next = source[end...].firstIndex(where: { $0 != 0 }) else { return nil }
  guard next == end, source.count - end >= 2, source[end] == 0x1f, source[end + 1] == 0x8b else {
    throw ReadError(
      file: file, byte: next, reason: "the gzip data are followed by something else",
      mend: "fetch the file again or compress it again")
  }
  return next
}
