internal import LinearAlgebra

/// The bytes of a text file in UTF-8, unpacked where it was compressed.
///
/// Gzip is recognised by its first bytes, whatever the file is called. What is no UTF-8 text is
/// refused here, before a parser stumbles over it: UTF-16 (a spreadsheet's "Unicode text"), a
/// workbook or another archive, anything with NUL bytes. Single bytes that are no UTF-8 are left to
/// whoever turns a field into a `String`, who knows the line; see ``TableRow/text(at:)``.
///
/// ```swift
/// let text = try TextFile(at: "parcel.csv.gz")
/// text.bytes.count   // unpacked, without the byte-order mark
/// ```
package struct TextFile: Sendable {
  /// The path as it was given.
  package let file: String
  /// The text without its byte-order mark.
  package let bytes: [UInt8]

  /// The most bytes that are unpacked into memory: 4 GiB.
  package static let defaultLimit = 1 << 32

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes of text; more is refused.
  ///   - prefix: read only about so many bytes from the beginning; `nil` reads everything.
  /// - Throws: `ReadError`.
  /// - Complexity: O(size).
  package init(
    at path: String, limit: Int = TextFile.defaultLimit, prefix: Int? = nil
  ) throws(ReadError) {
    var bytes = try readBytes(at: path, limit: limit, prefix: prefix)
    if isGzip(bytes) {
      bytes = try gunzip(bytes, file: path, limit: limit, prefix: prefix)
    }
    try self.init(file: path, bytes: bytes)
  }

  /// Text that is in memory already.
  ///
  /// - Throws: `ReadError` when the bytes are no UTF-8 text.
  package init(file: String, bytes: [UInt8]) throws(ReadError) {
    try TextFile.refuseOtherEncodings(bytes, file: file)
    self.file = file
    let hasMark = bytes.starts(with: [0xef, 0xbb, 0xbf])
    self.bytes = hasMark ? Array(bytes.dropFirst(3)) : bytes
  }

  /// The path without its folders, `.gz` and one more extension: what the file is called.
  ///
  /// ```swift
  /// try TextFile(at: "goods/lot-7.csv.gz").stem   // "lot-7"
  /// ```
  package var stem: String { TextFile.stem(of: file) }

  /// What a file at the given path is called.
  static func stem(of path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    if name.count > 3, name.lowercased().hasSuffix(".gz") { name.removeLast(3) }
    // A leading dot hides a file and starts no extension.
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
    return name
  }

  /// Refuses what is not UTF-8 text, by its first bytes or a NUL anywhere.
  private static func refuseOtherEncodings(_ bytes: [UInt8], file: String) throws(ReadError) {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) || looksWide(bytes) {
      throw ReadError(
        file: file, byte: 0, reason: "the text is in UTF-16",
        mend: "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")
    }
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
      throw ReadError(
        file: file, byte: 0, reason: "this is a workbook or a ZIP archive, not a text table",
        mend: "export the sheet as CSV in UTF-8")
    }
    if let byte = firstByte(0, in: bytes, workers: .all) {
      throw ReadError(
        file: file, byte: byte, reason: "this is a binary file, not a text table",
        mend: "export the table as CSV in UTF-8")
    }
  }

  /// Whether every second byte at the beginning is NUL, as in UTF-16 without a byte-order mark.
  private static func looksWide(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 8 else { return false }
    let even = [0, 2, 4, 6].allSatisfy { bytes[$0] == 0 }
    let odd = [1, 3, 5, 7].allSatisfy { bytes[$0] == 0 }
    return even != odd
  }
}
