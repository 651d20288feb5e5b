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

  /// Some of the bytes.
  subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Passes over a field of text.
  ///
  /// - Returns: its bytes and how it ended.
  mutating func text() -> (range: Range<Int>, end: End) {
    let start = position
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
    let range = start..<position
    return (range, finish())
  }

  /// Reads as many fields of plain numbers as there is room for, in single precision.
  ///
  /// - Returns: how the last one ended, or `nil` where one is anything else or a row ends before.
  mutating func numbers(into room: UnsafeMutableBufferPointer<Float>) -> End? {
    // A copy stays in registers.
    var fields = self
    defer { self = fields }
    var end = End.field
    for place in room.indices {
      guard end == .field else { return nil }
      if let number = fields.wholeNumber() {
        room[place] = number
      } else if let number = fields.number() {
        // With up to 15 digits it is within single precision.
        room[place] = Float(number.value)
        end = number.end
      } else {
        return nil
      }
    }
    return end
  }

  /// Reads the most common field: up to seven digits, before which a minus may stand, and another
  /// field behind it.
  ///
  /// - Returns: `nil` for anything else, where nothing is read.
  @inline(__always)
  private mutating func wholeNumber() -> Float? {
    guard position &+ 9 <= bytes.count, let base = bytes.baseAddress else { return nil }
    let isNegative = base[position] == UInt8(ascii: "-")
    let start = base + (isNegative ? position &+ 1 : position)
    let text = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    let (value, count) = leadingDigits(of: text)
    guard 1...7 ~= count, start[count] == delimiter else { return nil }
    position = start - base &+ count &+ 1
    let magnitude = Float(Int32(truncatingIfNeeded: value))
    return isNegative ? -magnitude : magnitude
  }

  /// Reads a field that holds a plain number.
  ///
  /// - Returns: the number and how its field ended, or `nil` for anything else.
  mutating func number() -> (value: Double, end: End)? {
    var index = position
    let isNegative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var (significand, digits) = digits(from: index)
    index += digits
    var decimals = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") || bytes[index] == otherMark {
      guard mark == 0 || mark == bytes[index] else { return nil }
      mark = bytes[index]
      let (fraction, count) = self.digits(from: index + 1)
      // With more than 15 digits it is not for us.
      guard count <= 15 else { return nil }
      significand = significand &* wholePowersOfTen[count] &+ fraction
      index += 1 + count
      decimals = count
      digits += count
    }
    guard digits > 0, digits <= 15, index == bytes.count || isEnd(bytes[index]) else { return nil }
    position = index
    // Below 10^15; the conversion of signed numbers is the processor's own.
    let whole = Double(Int64(truncatingIfNeeded: significand))
    let magnitude = decimals == 0 ? whole : whole / powersOfTen[decimals]
    return (isNegative ? -magnitude : magnitude, finish())
  }

  /// The number that a run of digits writes, and how many they are; 19 and more may not fit.
  @inline(__always)
  private func digits(from start: Int) -> (value: UInt64, count: Int) {
    var (value, index) = (UInt64(0), start)
    // Eight bytes at once: where they end within a run, they say so without a branch for each.
    if start + 8 <= bytes.count, let base = bytes.baseAddress {
      let text = UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self)
      let (number, count) = leadingDigits(of: UInt64(littleEndian: text))
      if count < 8 { return (number, count) }
      (value, index) = (number, start + 8)
    }
    while index < bytes.count, case let digit = bytes[index] &- 0x30, digit < 10 {
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    return (value, index - start)
  }

  /// Moves over what ended a field.
  @inline(__always)
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

/// The number that the first digits among eight characters write, and how many they are.
///
/// All at once in one register (D. Lemire, "Number parsing at a gigabyte per second", Software:
/// Practice and Experience 51, 2021, doi:10.1002/spe.2984): a byte is no digit where, without the bits
/// of "0", it is above 9; the digits are moved to the end, behind zeros; pairs of neighbours are added
/// up, then pairs of pairs.
///
/// - Parameter text: the characters in ASCII, the first one in the lowest byte.
@inline(__always)
func leadingDigits(of text: UInt64) -> (value: UInt64, count: Int) {
  let values = text ^ 0x3030_3030_3030_3030
  let others = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
  let count = others.trailingZeroBitCount / 8
  var sums = count == 0 ? 0 : values << UInt64(64 - 8 * count)
  sums = sums &* 10 &+ sums >> 8
  let even = (sums & 0x0000_00ff_0000_00ff) &* (100 + (1_000_000 << 32))
  let odd = (sums >> 16 & 0x0000_00ff_0000_00ff) &* (1 + (10_000 << 32))
  return ((even &+ odd) >> 32, count)
}

/// 10^0 to 10^15.
private let wholePowersOfTen: [UInt64] = [
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000,
]
