/// Why a text is no number for us.
package enum NumberProblem: Error, Sendable, Equatable {
  /// There is nothing but blanks.
  case empty
  /// It is something else than decimal digits with a sign, a decimal mark and an exponent.
  case notANumber
  /// It is written as NaN or infinity, or is too large for a `Double`.
  case notFinite
}

/// A number and how it was written.
package struct ParsedNumber: Sendable, Equatable {
  /// The nearest `Double`.
  package let value: Double
  /// The decimal mark (`.` or `,` in ASCII), or 0 where there was none.
  package let mark: UInt8
}

/// Reads a decimal number: the `Double` nearest to it, the same as C's `strtod` in the C locale.
///
/// ```swift
/// try parseNumber(" -1.5e3 ").value                     // -1500
/// try parseNumber("0,25", decimalComma: true).value     // 0.25
/// try parseNumber("0x10")                               // throws .notANumber
/// ```
///
/// Accepts `[+-] digits [. digits] [e [+-] digits]` between blanks, with digits on at least one side
/// of the mark. Refuses what `strtod` would also take: hexadecimal, `nan`, `inf`. What is too small
/// becomes a denormal number or zero, as there.
///
/// Up to 15 digits and powers up to 10^22 are both exact as `Double`, so that one multiplication or
/// division rounds once and is right (W. D. Clinger, "How to read floating point numbers
/// accurately", PLDI 1990, doi:10.1145/93542.93557). Up to 19 digits of which up to 19 are decimals,
/// as programs print a `Double`, are divided exactly in 128 bits. Everything else goes through the
/// standard library's conversion, which rounds correctly and knows no locale.
///
/// - Parameters:
///   - bytes: the field in ASCII.
///   - decimalComma: whether a comma may stand for the decimal point.
/// - Throws: `NumberProblem`.
/// - Complexity: O(length).
package func parseNumber(
  _ bytes: UnsafeBufferPointer<UInt8>, decimalComma: Bool = false
) throws(NumberProblem) -> ParsedNumber {
  var index = 0
  var end = bytes.count
  while index < end, bytes[index] == blank || bytes[index] == tab { index += 1 }
  while index < end, bytes[end - 1] == blank || bytes[end - 1] == tab { end -= 1 }
  guard index < end else { throw .empty }
  let start = index
  let isNegative = bytes[index] == minus
  if isNegative || bytes[index] == plus { index += 1 }

  var significand: UInt64 = 0
  var exponent = 0
  var digits = 0
  var sawDigit = false
  var mark: UInt8 = 0
  while index < end {
    let byte = bytes[index]
    let digit = byte &- zero
    if digit < 10 {
      sawDigit = true
      // Beyond 19 significant digits the slow path takes over; the count says so.
      if digits < 19 {
        significand = significand &* 10 &+ UInt64(digit)
        if mark != 0 { exponent -= 1 }
      }
      if significand != 0 { digits += 1 }
    } else if mark == 0, byte == point || (decimalComma && byte == comma) {
      mark = byte
    } else {
      break
    }
    index += 1
  }
  guard sawDigit else {
    throw isNotFiniteWord(bytes[index..<end]) ? .notFinite : .notANumber
  }
  if index < end {
    exponent += try parseExponent(bytes, from: index, to: end)
  }

  if digits <= 19, significand <= 1 << 53, -22 <= exponent, exponent <= 22 {
    let magnitude =
      exponent < 0
      ? Double(significand) / powersOfTen[-exponent] : Double(significand) * powersOfTen[exponent]
    return ParsedNumber(value: isNegative ? -magnitude : magnitude, mark: mark)
  }
  if digits <= 19, -19 <= exponent, exponent < 0 {
    let magnitude = quotient(significand, powerOfTen: -exponent)
    return ParsedNumber(value: isNegative ? -magnitude : magnitude, mark: mark)
  }
  return ParsedNumber(value: try slowValue(bytes[start..<end]), mark: mark)
}

/// Reads a number from a `String`; see the version for bytes.
package func parseNumber(
  _ text: String, decimalComma: Bool = false
) throws(NumberProblem) -> ParsedNumber {
  try Array(text.utf8).withUnsafeBufferPointer { bytes throws(NumberProblem) in
    try parseNumber(bytes, decimalComma: decimalComma)
  }
}

/// The exponent that must fill the rest of a number: `e`, a sign perhaps, digits.
private func parseExponent(
  _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
) throws(NumberProblem) -> Int {
  guard bytes[start] | 0x20 == letterE else { throw .notANumber }
  var index = start + 1
  guard index < end else { throw .notANumber }
  let isNegative = bytes[index] == minus
  if isNegative || bytes[index] == plus { index += 1 }
  guard index < end else { throw .notANumber }
  var exponent = 0
  while index < end {
    let digit = bytes[index] &- zero
    guard digit < 10 else { throw .notANumber }
    // Far outside of what a Double can hold it does not matter how far.
    exponent = min(exponent * 10 + Int(digit), 1_000_000)
    index += 1
  }
  return isNegative ? -exponent : exponent
}

/// The `Double` nearest to `significand / 10^power`, for a significand above 0.
///
/// The quotient of the significand, shifted to the top of 128 bits, and the power, below 2^64, has at
/// least 63 bits. Its top 64 bits, with the lowest one set where anything was cut off, round to the
/// same 53 bits as the quotient itself; the hardware's conversion rounds them, ties to even.
private func quotient(_ significand: UInt64, powerOfTen power: Int) -> Double {
  let shift = significand.leadingZeroBitCount
  let numerator = UInt128(significand << UInt64(shift)) << 64
  let (whole, remainder) = numerator.quotientAndRemainder(
    dividingBy: UInt128(integerPowersOfTen[power]))
  let surplus = max(0, 64 - whole.leadingZeroBitCount)
  var top = UInt64(truncatingIfNeeded: whole >> UInt128(surplus))
  let isCut = remainder != 0 || UInt128(top) << UInt128(surplus) != whole
  if isCut { top |= 1 }
  return Double(sign: .plus, exponent: surplus - shift - 64, significand: Double(top))
}

/// The correctly rounded value of a number whose form has been checked.
private func slowValue(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(NumberProblem) -> Double {
  let text = String(decoding: bytes.lazy.map { $0 == comma ? point : $0 }, as: UTF8.self)
  guard let value = Double(text) else { throw .notANumber }
  guard value.isFinite else { throw .notFinite }
  return value
}

/// Whether a text without its sign begins as `nan` and `inf` do, in any case.
private func isNotFiniteWord(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  let word = bytes.map { $0 | 0x20 }
  return word.elementsEqual("nan".utf8) || word.elementsEqual("inf".utf8)
    || word.elementsEqual("infinity".utf8)
}

private let blank = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let minus = UInt8(ascii: "-")
private let plus = UInt8(ascii: "+")
private let zero = UInt8(ascii: "0")
private let point = UInt8(ascii: ".")
private let comma = UInt8(ascii: ",")
private let letterE = UInt8(ascii: "e")

/// 10^0 to 10^22, all of them exact: 5^22 < 2^53.
let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

/// 10^0 to 10^19, below 2^64.
private let integerPowersOfTen: [UInt64] = (0..<20).map { power in
  (0..<power).reduce(1) { product, _ in product * 10 }
}
