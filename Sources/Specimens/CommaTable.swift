/// Text in columns, separated by commas (RFC 4180), written so that the same rows are the same bytes.
///
/// Fields are quoted where they must be and nowhere else; lines end in a line feed. It is for the small
/// tables that Adamas itself keeps: instruments' tables have a faster reader of their own.
package enum CommaTable {
  /// A field, in quotes where it needs them.
  package static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  /// A row with its line feed.
  package static func row(_ fields: some Sequence<String>) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// Why a table is broken, and on which line.
  package struct Flaw: Error, Equatable {
    /// The line, from 1, on which the row or the quoted field begins.
    package let line: Int
    /// What is wrong, without a full stop.
    package let reason: String
    /// What to do about it, without a full stop.
    package let mend: String
  }

  /// The rows of a table, one after the other.
  package struct Reader {
    /// A row.
    package struct Row: Equatable {
      /// The line that it begins on, from 1.
      package let line: Int
      /// Its fields; a blank line has one, which is empty.
      package let fields: [String]
    }

    private let bytes: [UInt8]
    private var place: Int
    private var line = 1

    /// A reader at the first row.
    ///
    /// - Throws: ``Flaw`` where the bytes are no UTF-8.
    package init(_ bytes: [UInt8]) throws(Flaw) {
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw Flaw(line: 1, reason: "it is not UTF-8 text", mend: "save it as UTF-8")
      }
      self.bytes = bytes
      place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next row; `nil` after the last one.
    ///
    /// - Throws: ``Flaw`` where a quoted field does not end or is followed by something else, or where a
    ///   line ends in a carriage return alone.
    package mutating func next() throws(Flaw) -> Row? {
      guard place < bytes.count else { return nil }
      let start = line
      var fields: [String] = []
      repeat {
        let isFurther = !fields.isEmpty
        if isFurther { place += 1 }
        if place < bytes.count, bytes[place] == 0x22 {
          fields.append(try quoted())
        } else {
          let end =
            bytes[place...].firstIndex { $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } ?? bytes.count
          fields.append(String(decoding: bytes[place..<end], as: UTF8.self))
          place = end
        }
      } while place < bytes.count && bytes[place] == 0x2C
      let isReturned = place < bytes.count && bytes[place] == 0x0D
      if isReturned { place += 1 }
      guard place == bytes.count || bytes[place] == 0x0A else {
        throw isReturned
          ? Flaw(
            line: line, reason: "a carriage return stands alone", mend: "end lines in a line feed")
          : Flaw(
            line: line, reason: "something follows a quoted field",
            mend: "double every quotation mark within it")
      }
      place += 1
      line += 1
      return Row(line: start, fields: fields)
    }

    /// The text of the quoted field at the present place, which moves behind it.
    private mutating func quoted() throws(Flaw) -> String {
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
      throw Flaw(
        line: start, reason: "a quoted field does not end", mend: "close its quotation mark")
    }
  }
}
