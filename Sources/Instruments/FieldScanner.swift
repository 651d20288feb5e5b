/// Where a field lies in the bytes of its table.
package struct FieldRange: Sendable, Equatable {
  /// The first byte.
  package var start: Int
  /// The byte after the last one.
  package var end: Int
  /// Whether the field was quoted; the quotes are outside of the range.
  package var isQuoted: Bool
}

/// Finds the fields of one row after another (RFC 4180, with LF, CRLF or CR at line ends).
///
/// Nothing is copied: a field is a range of bytes. A quote opens a quoted field only as its first
/// character (blanks before it are passed over); later in a field it is a character like any other.
/// Between quotes delimiters and line ends are text and a doubled quote stands for one.
struct FieldScanner {
  /// The table up to its last byte that counts.
  let bytes: UnsafeBufferPointer<UInt8>
  /// What separates fields.
  let delimiter: UInt8
  /// The path, for errors.
  let file: String
  /// Where the next row begins.
  var position: Int
  /// The line on which the next row begins, counted from 1.
  var line: Int

  /// Whether there is another row.
  var hasNext: Bool { position < bytes.count }

  /// Replaces the given fields by those of the next row and moves behind it.
  ///
  /// - Throws: `ReadError` for a quote that is not closed, with the line where it opened, or that is
  ///   followed by more text.
  /// - Complexity: O(length of the row).
  mutating func scanRow(into fields: inout [FieldRange]) throws(ReadError) {
    fields.removeAll(keepingCapacity: true)
    var index = position
    let end = bytes.count
    while true {
      let start = index
      while index < end, bytes[index] == 0x20 { index += 1 }
      if index < end, bytes[index] == quote {
        index = try scanQuoted(from: index, column: fields.count, into: &fields)
      } else {
        index = start
        while index < end {
          let byte = bytes[index]
          if byte == delimiter || byte == newline || byte == carriageReturn { break }
          index += 1
        }
        fields.append(FieldRange(start: start, end: index, isQuoted: false))
      }
      guard index < end else { break }
      let separator = bytes[index]
      index += 1
      if separator == delimiter { continue }
      if separator == carriageReturn, index < end, bytes[index] == newline { index += 1 }
      line += 1
      break
    }
    position = index
  }

  /// Adds the field whose opening quote is at the given byte; returns where its separator is.
  private mutating func scanQuoted(
    from opening: Int, column: Int, into fields: inout [FieldRange]
  ) throws(ReadError) -> Int {
    let openingLine = line
    let end = bytes.count
    var index = opening + 1
    while true {
      guard index < end else {
        throw ReadError(
          file: file, line: openingLine, column: column + 1,
          reason: "a quote opens here and is never closed",
          mend: "close it, or remove it where it is part of the text")
      }
      let byte = bytes[index]
      if byte == quote {
        guard index + 1 < end, bytes[index + 1] == quote else { break }
        index += 1
      } else if byte == newline {
        line += 1
      } else if byte == carriageReturn, index + 1 == end || bytes[index + 1] != newline {
        line += 1
      }
      index += 1
    }
    fields.append(FieldRange(start: opening + 1, end: index, isQuoted: true))
    index += 1
    while index < end, bytes[index] == 0x20 { index += 1 }
    guard
      index == end || bytes[index] == delimiter || bytes[index] == newline
        || bytes[index] == carriageReturn
    else {
      throw ReadError(
        file: file, line: line, column: column + 1, reason: "text follows a closing quote",
        mend: "write a quote within quoted text twice")
    }
    return index
  }
}

private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
