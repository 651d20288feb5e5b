/// Text in columns, separated by commas (RFC 4180), written so that the same rows are the same bytes.
///
/// Fields are quoted where they must be and nowhere else; lines end in a line feed.
enum CommaTable {
  /// Appends a row to a text.
  static func append(_ fields: some Sequence<String>, to text: inout String) {
    var isFirst = true
    for field in fields {
      if !isFirst { text += "," }
      isFirst = false
      let needsQuotes = field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      text += needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }
    text += "\n"
  }

  /// Hands every row of a table to a function, with the number of the line that it begins on.
  ///
  /// - Parameters:
  ///   - bytes: the table in UTF-8.
  ///   - path: what errors call it.
  ///   - body: takes a row's fields.
  /// - Throws: ``LibraryError`` where a quoted field does not end or is followed by something else, or
  ///   the text is no UTF-8; and what the function throws.
  static func forEachRow(
    _ bytes: [UInt8], path: String, _ body: (_ line: Int, _ fields: [String]) throws -> Void
  ) throws {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw LibraryError(
        .damaged, path: path, reason: "it is not UTF-8 text", mend: "restore the pack from a copy")
    }
    var (line, place) = (1, 0)
    var fields: [String] = []
    while place < bytes.count {
      let start = line
      fields.removeAll(keepingCapacity: true)
      repeat {
        let isFurther = !fields.isEmpty
        if isFurther { place += 1 }
        if place < bytes.count, bytes[place] == 0x22 {
          fields.append(try quoted(bytes, &place, &line, path: path))
        } else {
          let end =
            bytes[place...].firstIndex { $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } ?? bytes.count
          fields.append(String(decoding: bytes[place..<end], as: UTF8.self))
          place = end
        }
      } while place < bytes.count && bytes[place] == 0x2C
      if place < bytes.count, bytes[place] == 0x0D { place += 1 }
      guard place == bytes.count || bytes[place] == 0x0A else {
        throw LibraryError(
          .damaged, path: "\(path):\(start)", reason: "something follows a quoted field",
          mend: "restore the pack from a copy")
      }
      place += 1
      line += 1
      try body(start, fields)
    }
  }

  /// The text of a quoted field; the place moves behind it.
  private static func quoted(
    _ bytes: [UInt8], _ place: inout Int, _ line: inout Int, path: String
  ) throws -> String {
    let start = line
    var text: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == 0x22 {
        guard place < bytes.count, bytes[place] == 0x22 else {
          return String(decoding: text, as: UTF8.self)
        }
        place += 1
      }
      if byte == 0x0A { line += 1 }
      text.append(byte)
    }
    throw LibraryError(
      .damaged, path: "\(path):\(start)", reason: "a quoted field does not end",
      mend: "restore the pack from a copy")
  }
}
