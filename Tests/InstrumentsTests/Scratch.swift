import Foundation
import Instruments
import Testing

/// A folder for one test's files, removed with the value.
final class Scratch {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("adamas-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let url = folder.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Writes a file of text and returns its path.
  func file(_ name: String, _ text: String) throws -> String { try file(name, text.utf8) }

  /// Writes one file of text and returns the folder, which must live as long as the file is used,
  /// with the path.
  func keeping(_ text: String) throws -> (scratch: Scratch, file: String) {
    (self, try file("table.csv", text))
  }

  /// The path of the folder itself.
  var path: String { folder.path }
}

/// A file that a reader must refuse, and every part of how.
struct Malformed: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let name: String
  let bytes: [UInt8]
  let line: Int?
  let column: Int?
  let byte: Int?
  let reason: String
  let mend: String

  init(
    _ description: String, _ bytes: some Sequence<UInt8>, name: String = "table.csv",
    line: Int? = nil, column: Int? = nil, byte: Int? = nil, _ reason: String, _ mend: String
  ) {
    testDescription = description
    self.name = name
    self.bytes = Array(bytes)
    self.line = line
    self.column = column
    self.byte = byte
    self.reason = reason
    self.mend = mend
  }

  init(
    _ text: String, name: String = "table.csv", line: Int? = nil, column: Int? = nil,
    _ reason: String, _ mend: String
  ) {
    self.init(text, text.utf8, name: name, line: line, column: column, reason, mend)
  }

  /// Expects that reading the file fails exactly so.
  func expectRefusal<Value>(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ read: (String) throws(ReadError) -> Value
  ) throws {
    let scratch = try Scratch()
    let path = try scratch.file(name, bytes)
    let expected = ReadError(
      file: path, line: line, column: column, byte: byte, reason: reason, mend: mend)
    do {
      _ = try read(path)
      Issue.record("was read: \(testDescription)", sourceLocation: sourceLocation)
    } catch {
      #expect(error == expected, sourceLocation: sourceLocation)
    }
  }
}

/// Gzip data that store the given bytes without compressing them (RFC 1951, section 3.2.4).
func gzip(_ bytes: some Collection<UInt8>) -> [UInt8] {
  var result: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
  var rest = Array(bytes)[...]
  repeat {
    let block = rest.prefix(65_535)
    rest = rest.dropFirst(block.count)
    result.append(rest.isEmpty ? 1 : 0)
    for value in [UInt16(block.count), ~UInt16(block.count)] {
      result += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
    result += block
  } while !rest.isEmpty
  for value in [crc32(bytes), UInt32(truncatingIfNeeded: bytes.count)] {
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      result.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
  return result
}

/// The checksum of RFC 1952, section 8.
private func crc32(_ bytes: some Collection<UInt8>) -> UInt32 {
  var sum = ~UInt32(0)
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
  }
  return ~sum
}

/// The folder of shared measurements, where it is there: named by `ADAMAS_SHARED`, or `../shared`
/// beside the package.
let sharedData: String? = {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let candidates: [String?] = [
    ProcessInfo.processInfo.environment["ADAMAS_SHARED"],
    root.appendingPathComponent("../shared").standardizedFileURL.path,
  ]
  for candidate in candidates.compactMap({ $0 }) {
    let data = "\(candidate)/data"
    if FileManager.default.fileExists(atPath: data) { return data }
  }
  print("The shared measurements are not here: tests that read them are skipped.")
  return nil
}()

/// The path of one shared file.
func shared(_ path: String) throws -> String { "\(try #require(sharedData))/\(path)" }
