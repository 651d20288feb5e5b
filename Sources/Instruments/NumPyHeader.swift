/// The first part of a `.npy` file: a magic number, a version and a Python dictionary in text.
///
/// ```
/// \x93NUMPY 01 00 76 00 {'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }   …\n
/// ```
///
/// The length after the version has two bytes in version 1.0 and four in 2.0. The dictionary is read
/// strictly: exactly these three keys, in any order, with the spellings that Python allows for them.
/// Nothing is evaluated, and no length in it is trusted before it is compared with the file's.
struct NumPyHeader {
  /// The types of elements that are read and written, under NumPy's names for them.
  enum ElementType: String, CaseIterable {
    case single = "<f4"
    case double = "<f8"
    case integer = "<i8"

    /// The bytes of one element.
    var size: Int { self == .single ? 4 : 8 }
  }

  /// What every `.npy` file begins with.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The type of every element.
  let type: ElementType
  /// The length of every axis.
  let shape: [Int]
  /// The byte at which the elements begin.
  let dataStart: Int
  /// The bytes that the elements take.
  let dataCount: Int

  /// Reads the header of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name in errors.
  /// - Throws: ``ReadError`` with the byte of the first thing that is wrong.
  init(_ bytes: [UInt8], file: String) throws(ReadError) {
    func refuse(_ byte: Int, _ reason: String, _ mend: String) -> ReadError {
      ReadError(file: file, byte: byte, reason: reason, mend: mend)
    }
    let again = "save the array again with numpy.save"
    guard bytes.starts(with: NumPyHeader.magic) else {
      throw refuse(0, "the file does not begin as a .npy file does", again)
    }
    guard bytes.count >= 10 else {
      throw refuse(bytes.count, "the file ends within its header", "copy or save it again")
    }
    guard bytes[6] == 1 || bytes[6] == 2, bytes[7] == 0 else {
      throw refuse(
        6, "the format's version \(bytes[6]).\(bytes[7]) is not read",
        "save it as version 1.0 or 2.0 with numpy.lib.format.write_array")
    }
    let textStart = bytes[6] == 1 ? 10 : 12
    var length = 0
    for byte in bytes[8..<min(textStart, bytes.count)].reversed() {
      length = length << 8 + Int(byte)
    }
    guard bytes.count >= textStart, length <= bytes.count - textStart else {
      throw refuse(
        8, "the header's length goes beyond the end of the file", "copy or save it again")
    }
    dataStart = textStart + length
    var text = PythonDictionary(bytes[textStart..<dataStart])
    guard let entries = text.parse() else {
      throw refuse(text.position, "the header is not a dictionary as NumPy writes it", again)
    }
    guard case .text(let name) = entries["descr"],
      case .flag(let isFortran) = entries["fortran_order"],
      case .lengths(let shape) = entries["shape"], entries.count == 3
    else {
      throw refuse(textStart, "the header does not say type, order and shape, and only them", again)
    }
    guard let type = ElementType(rawValue: name) else {
      throw refuse(
        textStart, "the elements are of type \"\(name.prefix(20))\"",
        "save them as little-endian float32 or float64, as in array.astype('<f4')")
    }
    guard !isFortran else {
      throw refuse(
        textStart, "the array is in Fortran order", "save numpy.ascontiguousarray(array)")
    }
    var count = type.size
    for length in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      guard !overflows else {
        throw refuse(textStart, "the header's shape is larger than any file", again)
      }
      count = product
    }
    self.type = type
    self.shape = shape
    dataCount = count
  }
}

/// A reader for the one kind of Python dictionary that stands in the header.
///
/// Each method takes what it is named after from the front and returns `nil`, with `position` at the
/// place, where something else stands.
private struct PythonDictionary {
  /// What an entry can hold.
  enum Value {
    /// A string in single or double quotes, without escapes.
    case text(String)
    /// `True` or `False`.
    case flag(Bool)
    /// A tuple of whole numbers that are not negative.
    case lengths([Int])
  }

  private let bytes: ArraySlice<UInt8>
  /// The byte that is looked at: after a failure, the place of it.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// All entries, or `nil` where the text is anything else.
  mutating func parse() -> [String: Value]? {
    var entries: [String: Value] = [:]
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = quoted(), take(":"), let value = value() else { return nil }
      guard entries.updateValue(value, forKey: key) == nil else { return nil }
      guard take(",") || peek() == UInt8(ascii: "}") else { return nil }
    }
    return peek() == nil ? entries : nil
  }

  /// A value of one of the three kinds.
  private mutating func value() -> Value? {
    if take("True") { return .flag(true) }
    if take("False") { return .flag(false) }
    if take("(") { return lengths().map(Value.lengths) }
    return quoted().map(Value.text)
  }

  /// The rest of a tuple of whole numbers, after its opening bracket.
  private mutating func lengths() -> [Int]? {
    var lengths: [Int] = []
    while !take(")") {
      var digits = ""
      while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        digits.append(Character(Unicode.Scalar(byte)))
        position += 1
      }
      guard let length = Int(digits) else { return nil }
      lengths.append(length)
      guard take(",") || peek() == UInt8(ascii: ")") else { return nil }
    }
    return lengths
  }

  /// A string, up to the next quotation mark of the kind that opened it.
  private mutating func quoted() -> String? {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { return nil }
    defer { position = end + 1 }
    return String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
  }

  /// The next byte that is not white space.
  private mutating func peek() -> UInt8? {
    while position < bytes.endIndex, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
      position += 1
    }
    return position < bytes.endIndex ? bytes[position] : nil
  }

  /// Takes a token if it is the next one.
  private mutating func take(_ token: String) -> Bool {
    _ = peek()
    guard bytes[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }
}
