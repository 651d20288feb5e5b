/// Walks over the fields of rows that hold no quotes, reading plain numbers as it goes.
///
/// Finding a field and reading its number in one pass over the bytes takes half of the time of doing
/// one after the other. Only the common case is here: blanks, exponents, more than 15 digits and
/// anything that is no number end in `nil`, and the caller reads the rows again with ``TableRow``,
/// which knows all cases and says what is wrong. So a number read here is always the one that
/// ``parseNumber(_:decimalComma:)`` would give.
struct PlainFields {
  /// How a field ended.
  enum End {
    /// With a delimiter: another field follows in the row.
    case field
    /// With the line, or the bytes.
    case row
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  /// The decimal mark that is allowed besides the point.
  private let otherMark: UInt8
  /// The next byte.
  private(set) var position = 0
  /// The decimal mark seen so far; 0 before the first.
  private(set) var mark: UInt8 = 0

  /// Fields of the given bytes, which begin where a row begins.
  init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: Delimiter) {
    self.bytes = bytes
    self.delimiter = delimiter.rawValue
    otherMark = delimiter.allowsDecimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
  }

  /// Whether another row follows.
  var hasNext: Bool { position < bytes.count }

  /// Passes over a field of text.
  ///
  /// - Returns: its bytes and how it ended.
  mutating func text() -> (range: Range<Int>, end: End) {
    let start = position
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
    let range = start..<position
    return (range, finish())
  }

  /// Reads a field that holds a plain number.
  ///
  /// - Returns: the number and how its field ended, or `nil` for anything else.
  mutating func number() -> (value: Double, end: End)? {
    var index = position
    let count = bytes.count
    let isNegative = index < count && bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var significand: UInt64 = 0
    let first = index
    while index < count, case let digit = bytes[index] &- 0x30, digit < 10 {
      significand = significand &* 10 &+ UInt64(digit)
      index += 1
    }
    var digits = index - first
    var decimals = 0
    if index < count, bytes[index] == UInt8(ascii: ".") || bytes[index] == otherMark {
      guard mark == 0 || mark == bytes[index] else { return nil }
      mark = bytes[index]
      index += 1
      let start = index
      while index < count, case let digit = bytes[index] &- 0x30, digit < 10 {
        significand = significand &* 10 &+ UInt64(digit)
        index += 1
      }
      decimals = index - start
      digits += decimals
    }
    guard digits > 0, digits <= 15, index == count || isEnd(bytes[index]) else { return nil }
    position = index
    let magnitude = Double(significand) / powersOfTen[decimals]
    return (isNegative ? -magnitude : magnitude, finish())
  }

  /// Moves over what ended a field.
  private mutating func finish() -> End {
    guard position < bytes.count else { return .row }
    let byte = bytes[position]
    position += 1
    if byte == delimiter { return .field }
    if byte == carriageReturn, position < bytes.count, bytes[position] == newline { position += 1 }
    return .row
  }

  @inline(__always)
  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == newline || byte == carriageReturn
  }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
