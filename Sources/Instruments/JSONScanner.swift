/// A value in a JSON text.
enum JSONValue: Equatable {
  case null
  case boolean(Bool)
  /// A number as it was written.
  case number(String)
  case text(String)
  case list([JSONValue])
  /// An object, of which only its text is kept.
  case object
}

/// A key of a JSON object with its value.
struct JSONMember {
  /// The key.
  let name: String
  /// The value.
  let value: JSONValue
  /// The value as it was written.
  let written: String
  /// The line on which the value begins, counted from 1.
  let line: Int
  /// The byte of that line at which it begins, counted from 1.
  let column: Int
}

/// Reads JSON (RFC 8259) byte by byte, so that every error and value has its line and column.
///
/// Foundation's decoder says neither, and takes the last of two values with one key without a word. What
/// follows an object is left to the caller; see ``isAtEnd``.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private var index = 0
  /// The line of the next byte, counted from 1.
  private(set) var line: Int
  private var lineStart = 0

  /// How deep lists and objects may lie in one another.
  private static let deepest = 32

  /// A scanner of some bytes that begin on the given line.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, line: Int = 1) {
    self.bytes = bytes
    self.file = file
    self.line = line
  }

  /// Whether nothing but blanks is left.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return index == bytes.count
    }
  }

  /// An error at the next byte.
  func error(_ reason: String, mend: String = "write JSON as RFC 8259 defines it") -> ReadError {
    ReadError(file: file, line: line, column: index - lineStart + 1, reason: reason, mend: mend)
  }

  /// The members of an object.
  ///
  /// - Throws: `ReadError` where the text is no object, or two members have one key.
  mutating func members(depth: Int = 0) throws(ReadError) -> [JSONMember] {
    skipBlanks()
    try expect("{", "an object starts with {")
    var members: [JSONMember] = []
    var names: Set<String> = []
    skipBlanks()
    if skip("}") { return members }
    repeat {
      skipBlanks()
      let keyError = error("a key stands here twice", mend: "keep one of them")
      let name = try text()
      guard names.insert(name).inserted else { throw keyError }
      skipBlanks()
      try expect(":", "a colon follows a key")
      skipBlanks()
      let (start, line, column) = (index, line, index - lineStart + 1)
      let value = try value(depth: depth + 1)
      members.append(
        JSONMember(
          name: name, value: value, written: String(decoding: bytes[start..<index], as: UTF8.self),
          line: line, column: column))
      skipBlanks()
    } while skip(",")
    try expect("}", "an object ends with }, and its members are separated by commas")
    return members
  }

  /// The next value.
  private mutating func value(depth: Int) throws(ReadError) -> JSONValue {
    guard depth <= JSONScanner.deepest else {
      throw error("lists and objects lie too deep in one another", mend: "write them flatter")
    }
    switch index < bytes.count ? bytes[index] : 0 {
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "{"):
      _ = try members(depth: depth)
      return .object
    case UInt8(ascii: "["): return .list(try list(depth: depth))
    case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
    default:
      for (word, value) in JSONScanner.words where bytes[index...].starts(with: word.utf8) {
        index += word.utf8.count
        return value
      }
      throw error("there is no JSON value here")
    }
  }

  private static let words: [(String, JSONValue)] = [
    ("null", .null), ("true", .boolean(true)), ("false", .boolean(false)),
  ]

  /// The values of a list.
  private mutating func list(depth: Int) throws(ReadError) -> [JSONValue] {
    index += 1
    var values: [JSONValue] = []
    skipBlanks()
    if skip("]") { return values }
    repeat {
      skipBlanks()
      values.append(try value(depth: depth + 1))
      skipBlanks()
    } while skip(",")
    try expect("]", "a list ends with ], and its values are separated by commas")
    return values
  }

  /// A number as it is written.
  private mutating func number() throws(ReadError) -> String {
    let start = index
    func isDigit(_ place: Int) -> Bool {
      place < bytes.count && (0x30...0x39).contains(bytes[place])
    }
    _ = skip("-")
    let isZero = index < bytes.count && bytes[index] == 0x30
    guard isDigit(index), !(isZero && isDigit(index + 1)) else {
      throw error("a number has no digits, or a zero before them")
    }
    while isDigit(index) { index += 1 }
    if skip(".") {
      guard isDigit(index) else { throw error("digits follow a decimal point") }
      while isDigit(index) { index += 1 }
    }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      guard isDigit(index) else { throw error("digits follow an exponent") }
      while isDigit(index) { index += 1 }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// A quoted text without its escapes.
  private mutating func text() throws(ReadError) -> String {
    try expect("\"", "a text in quotes is needed here")
    let start = index
    var plain: [UInt8] = []
    while index < bytes.count, bytes[index] != 0x22 {
      let byte = bytes[index]
      guard byte >= 0x20 else { throw error("a text holds a control character") }
      index += 1
      if byte == 0x5C { plain += try escaped() } else { plain.append(byte) }
    }
    guard let text = String(validating: plain, as: UTF8.self) else {
      index = start
      throw error("a text is not UTF-8", mend: "save the file as UTF-8")
    }
    try expect("\"", "a text ends with a quote")
    return text
  }

  /// The bytes of what stands behind a backslash.
  private mutating func escaped() throws(ReadError) -> [UInt8] {
    let byte = index < bytes.count ? bytes[index] : 0
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"):
      var unit = try codeUnit()
      if (0xD800..<0xDC00).contains(unit), skip("\\"), skip("u") {
        let low = try codeUnit()
        guard (0xDC00..<0xE000).contains(low) else { throw error("half a pair of \\u escapes") }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw error("half a pair of \\u escapes") }
      return Array(String(scalar).utf8)
    default:
      index -= 1
      throw error("there is no such escape")
    }
  }

  /// The number of four hexadecimal digits.
  private mutating func codeUnit() throws(ReadError) -> UInt32 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ ($0 | 0x20).isHexadecimal }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits follow \\u") }
    index += 4
    return unit
  }

  /// Moves behind blanks and line ends.
  private mutating func skipBlanks() {
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return }
      index += 1
      if byte == 0x0A { (line, lineStart) = (line + 1, index) }
    }
  }

  /// Moves behind a character; `false` where it does not stand here.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
    index += 1
    return true
  }

  /// Moves behind a character that must stand here.
  private mutating func expect(_ character: Unicode.Scalar, _ rule: String) throws(ReadError) {
    guard skip(character) else { throw error(rule) }
  }
}

extension UInt8 {
  /// Whether the byte, in lower case, is a hexadecimal digit.
  fileprivate var isHexadecimal: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self)
  }
}
