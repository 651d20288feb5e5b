internal import Foundation

/// The numbers of a JCAMP-DX block, in any of its forms.
///
/// ASDF writes a number's first digit as a letter that says what it is: `@A…Ia…i` a value (SQZ), `%J…Rj…r`
/// a difference from the value before (DIF), `S…Zs` how often the one before stands (DUP). AFFN and PAC
/// are plain numbers, with signs between them instead of blanks.
struct JCAMPData {
  let lines: [Substring]
  /// The line of the first of them in the file, counted from 1.
  let firstLine: Int
  let file: String
  let decimalComma: Bool
  var xFactor = 1.0
  var yFactor = 1.0
  /// What the check values show, in sentences without a full stop.
  private(set) var shortcomings: [String] = []

  /// The most points of one spectrum: duplicates write many in few characters.
  private static let mostPoints = 1 << 24

  init(lines: [Substring], firstLine: Int, file: String, decimalComma: Bool) {
    self.lines = lines
    self.firstLine = firstLine
    self.file = file
    self.decimalComma = decimalComma
  }

  /// Reads `(X++(Y..Y))`: each line an abscissa, then ordinates at equal steps.
  ///
  /// - Parameters:
  ///   - first: the first abscissa, in units.
  ///   - last: the last one; with the declared number of points it gives the step.
  ///   - step: the step where there is no last.
  mutating func steps(
    first: Double?, last: Double?, step: Double?, declared: Int?
  ) throws(ReadError) -> (x: [Double], y: [Double]) {
    var ordinates = ASDFOrdinates(file: file, most: JCAMPData.mostPoints)
    var starts: [(line: Int, x: Double, index: Int, unit: Double)] = []
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let number = firstLine + index
      var tokens = ASDFTokens(line, decimalComma: decimalComma)
      guard case .value(let x)? = try tokens.next(file: file, line: number) else {
        throw ReadError(
          file: file, line: number, reason: "the line begins with no abscissa",
          mend: "export the file again")
      }
      starts.append((number, x, ordinates.place, tokens.lastDigit))
      try ordinates.read(&tokens, line: number)
    }
    let values = ordinates.values
    // The line after the last differences may hold the check alone.
    let length = max(1, (declared.map { $0 > 1 ? $0 : values.count } ?? values.count) - 1)
    let start = first ?? (starts.first?.x ?? 0) * xFactor
    let width = last.map { ($0 - start) / Double(length) } ?? step ?? 1
    // Half a unit of the last digit for rounding; the rest is far from the step that one point makes.
    let wrong = starts.first {
      abs($0.x * xFactor - start - width * Double($0.index))
        > 0.25 * abs(width) + 0.5 * abs($0.unit * xFactor)
    }
    if let wrong {
      shortcomings.append(
        "the check abscissa on line \(wrong.line) is \(wrong.x * xFactor) where "
          + "\(start + width * Double(wrong.index)) belongs, so points are missing or foreign")
    }
    return (
      values.indices.map { start + width * Double($0) }, values.map { $0 * yFactor }
    )
  }

  /// Reads `(XY..XY)`: pairs, with blanks, semicolons, line ends or commas between.
  func pairs() throws(ReadError) -> (x: [Double], y: [Double]) {
    var (x, y): ([Double], [Double]) = ([], [])
    for (index, line) in lines.enumerated() {
      let fields = line.split { $0 == ";" || $0.isWhitespace }.flatMap { field in
        // "1,5" is a pair, unless the file writes decimal commas; "1,5," then ends with a separator.
        decimalComma
          ? [field.hasSuffix(",") ? field.dropLast() : field]
          : field.split(separator: ",")
      }
      guard fields.count.isMultiple(of: 2) else {
        throw ReadError(
          file: file, line: firstLine + index,
          reason: "the line holds \(fields.count) numbers, which are no pairs",
          mend: "export the file again")
      }
      for (place, field) in fields.enumerated() {
        guard let value = try? parseNumber(String(field), decimalComma: decimalComma).value else {
          throw ReadError(
            file: file, line: firstLine + index, reason: "\(excerpt(field)) is no number",
            mend: "export the file again")
        }
        if place.isMultiple(of: 2) { x.append(value * xFactor) } else { y.append(value * yFactor) }
      }
    }
    return (x, y)
  }
}

/// Ordinates as they are decoded, line by line.
private struct ASDFOrdinates {
  /// Those so far.
  private(set) var values: [Double] = []
  private let file: String
  private let most: Int
  /// Whether the last value was a difference from the one before, and which.
  private var change: Double?
  /// Whether the first value of the next line repeats the last one, as it does after differences.
  private var nextIsCheck = false

  init(file: String, most: Int) {
    self.file = file
    self.most = most
  }

  /// Which ordinate the abscissa of the next line belongs to.
  var place: Int { nextIsCheck ? values.count - 1 : values.count }

  /// Decodes the ordinates of a line.
  mutating func read(_ tokens: inout ASDFTokens, line: Int) throws(ReadError) {
    var (isCheck, isFirst) = (nextIsCheck, true)
    change = nil
    while let token = try tokens.next(file: file, line: line) {
      switch token {
      case .value(let value) where isCheck: try check(value, line)
      case .value(let value):
        values.append(value)
        change = nil
      case .difference(let by):
        guard let last = values.last else { throw misplaced("a difference", line) }
        values.append(last + by)
        change = by
      case .duplicates(let count):
        guard let last = values.last, !isFirst, count >= 1, count <= most - values.count else {
          throw misplaced("a repetition", line)
        }
        for more in stride(from: 1, to: count, by: 1) {
          values.append(last + (change ?? 0) * Double(more))
        }
      }
      (isCheck, isFirst) = (false, false)
      guard values.count <= most else { throw misplaced("a value too many", line) }
    }
    nextIsCheck = change != nil
  }

  /// Tests the value with which a line repeats the last one before.
  private func check(_ value: Double, _ line: Int) throws(ReadError) {
    guard let last = values.last, abs(value - last) <= 1e-9 * max(1, abs(last)) else {
      throw ReadError(
        file: file, line: line,
        reason: "the check value \(value) is not the last ordinate before it, \(values.last ?? 0)",
        mend: "the file is damaged: export it again")
    }
  }

  private func misplaced(_ what: String, _ line: Int) -> ReadError {
    ReadError(
      file: file, line: line, reason: "\(what) stands where it can refer to no value before it",
      mend: "the file is damaged: export it again")
  }
}

/// The numbers of a line in ASCII squeezed difference form, or plain.
private struct ASDFTokens {
  enum Token {
    case value(Double)
    case difference(Double)
    /// How often the value before stands, itself counted.
    case duplicates(Int)
  }

  private let bytes: [UInt8]
  private let decimalComma: Bool
  private var position = 0
  /// The digits of the number before.
  private var written: [UInt8] = []

  init(_ line: Substring, decimalComma: Bool) {
    bytes = Array(line.utf8)
    self.decimalComma = decimalComma
  }

  /// The next number; `nil` at the end of the line.
  mutating func next(file: String, line: Int) throws(ReadError) -> Token? {
    while position < bytes.count, isSeparator(bytes[position]) { position += 1 }
    guard position < bytes.count else { return nil }
    let first = bytes[position]
    let start = position
    position += 1
    switch first {
    case UInt8(ascii: "@")...UInt8(ascii: "I"):
      return .value(try number("\(first - UInt8(ascii: "@"))", from: start, file, line))
    case UInt8(ascii: "a")...UInt8(ascii: "i"):
      return .value(-(try number("\(first - UInt8(ascii: "a") + 1)", from: start, file, line)))
    case UInt8(ascii: "%"):
      return .difference(try number("0", from: start, file, line))
    case UInt8(ascii: "J")...UInt8(ascii: "R"):
      return .difference(try number("\(first - UInt8(ascii: "J") + 1)", from: start, file, line))
    case UInt8(ascii: "j")...UInt8(ascii: "r"):
      return .difference(-(try number("\(first - UInt8(ascii: "j") + 1)", from: start, file, line)))
    case UInt8(ascii: "S")...UInt8(ascii: "Z"), UInt8(ascii: "s"):
      let digit = first == UInt8(ascii: "s") ? 9 : Int(first - UInt8(ascii: "S")) + 1
      let count = try number("\(digit)", from: start, file, line)
      return .duplicates(Int(exactly: count) ?? Int.max)
    default:
      position = start
      return .value(try number("", from: start, file, line))
    }
  }

  /// What the last digit of the number before is worth: 0.01 in 12.50, 1 in 12, 10 in 1.2e+2.
  var lastDigit: Double {
    let parts = written.split { $0 | 0x20 == UInt8(ascii: "e") }
    let decimals =
      parts.first?.split(omittingEmptySubsequences: false) {
        $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
      }.dropFirst().first?.count ?? 0
    let power = parts.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    return pow(10, Double(power - decimals))
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ";")
      || byte == UInt8(ascii: ",") && !decimalComma
  }

  /// A number whose first digit, if it was a letter, is given.
  private mutating func number(
    _ leading: String, from start: Int, _ file: String, _ line: Int
  ) throws(ReadError) -> Double {
    var text = Array(leading.utf8)
    func isSign(_ index: Int) -> Bool {
      index < bytes.count
        && (bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"))
    }
    if text.isEmpty, isSign(position) {
      text.append(bytes[position])
      position += 1
    }
    while position < bytes.count {
      let byte = bytes[position]
      if (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
        || decimalComma && byte == UInt8(ascii: ",")
      {
        text.append(byte)
        position += 1
      } else if byte | 0x20 == UInt8(ascii: "e"), isSign(position + 1), position + 2 < bytes.count,
        (0x30...0x39).contains(bytes[position + 2])
      {
        // An exponent always has its sign: "E" and a digit are a squeezed value.
        text += bytes[position..<position + 3]
        position += 3
      } else {
        break
      }
    }
    guard
      let value = text.withUnsafeBufferPointer({ text in
        try? parseNumber(text, decimalComma: decimalComma).value
      })
    else {
      let rest = String(decoding: bytes[start...].prefix(24), as: UTF8.self)
      throw ReadError(
        file: file, line: line, reason: "\(excerpt(rest)) is no number",
        mend: "the file is damaged: export it again")
    }
    written = text
    return value
  }
}
