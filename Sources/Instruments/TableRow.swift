/// One row of a ``DelimitedTable`` while it is being read.
///
/// Columns are counted from 0 here, as arrays are, and from 1 in errors, as people do. The row looks
/// into the bytes of its table: use it within the closure that received it, and keep what its methods
/// return.
package struct TableRow {
  /// The line on which the row begins, counted from 1.
  package internal(set) var line = 1
  /// Where the fields lie.
  var fields: [FieldRange] = []
  /// The decimal mark that the table's numbers have shown so far; 0 before the first.
  private var mark: UInt8 = 0

  private let file: String
  private let names: [String]
  private let bytes: UnsafeBufferPointer<UInt8>
  private let decimalComma: Bool

  /// The row of a table whose bytes are at the given place.
  init(table: DelimitedTable, bytes: UnsafeBufferPointer<UInt8>) {
    self.init(file: table.file, names: table.names, bytes: bytes, delimiter: table.delimiter)
  }

  /// A row of columns with the given names.
  init(
    file: String, names: [String], bytes: UnsafeBufferPointer<UInt8>, delimiter: Delimiter
  ) {
    self.file = file
    self.names = names
    self.bytes = bytes
    decimalComma = delimiter.allowsDecimalComma
  }

  /// The bytes from the first field to the end of the last one.
  var byteCount: Int { (fields.last?.end ?? 0) - (fields.first?.start ?? 0) }

  /// Whether the line holds nothing at all, not even a delimiter.
  var isBlank: Bool {
    fields.count == 1 && !fields[0].isQuoted && isEmpty(at: 0)
  }

  /// The bytes of a field; doubled quotes are still doubled.
  package func slice(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[column]
    return UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
  }

  /// Whether a field holds nothing but blanks.
  package func isEmpty(at column: Int) -> Bool {
    slice(column).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// A field as text: without blanks around it, or exactly what stands between its quotes.
  ///
  /// - Throws: `ReadError` when the bytes are no UTF-8. Replacing them silently would make two
  ///   origins one, or one two.
  package func text(at column: Int) throws(ReadError) -> String {
    let slice = slice(column)
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw error(
        at: column, reason: "\(excerpt(slice)) is not UTF-8 text", mend: "save the file as UTF-8")
    }
    guard fields[column].isQuoted else { return text.trimmed }
    guard text.utf8.contains(0x22) else { return text }
    var single = ""
    var isSecond = false
    for character in text.unicodeScalars {
      isSecond = character == "\"" && !isSecond
      if !isSecond || character != "\"" { single.unicodeScalars.append(character) }
    }
    return single
  }

  /// A field as a number.
  ///
  /// A table writes its numbers with one decimal mark. A point after a comma, or the other way
  /// round, is refused: one of them separates thousands, and reading it as a decimal mark would be
  /// wrong by a factor of a thousand.
  ///
  /// - Parameters:
  ///   - column: the column, counted from 0.
  ///   - subject: what the number is, for errors; the column's name where it is not given.
  /// - Throws: `ReadError` when the field is empty or no finite number.
  package mutating func number(
    at column: Int, as subject: @autoclosure () -> String? = nil
  ) throws(ReadError) -> Double {
    try number(slice(column), at: column, as: subject(), mend: nil)
  }

  /// A part of a field as a number; see ``number(at:as:)``.
  ///
  /// - Parameter mend: what to do about a field that is no finite number; `nil` for the usual words.
  mutating func number(
    _ part: UnsafeBufferPointer<UInt8>, at column: Int, as subject: @autoclosure () -> String?,
    mend: String?
  ) throws(ReadError) -> Double {
    let number: ParsedNumber
    do {
      number = try parseNumber(part, decimalComma: decimalComma)
    } catch {
      throw numberError(error, at: column, as: subject() ?? names[column], mend: mend)
    }
    if number.mark != 0 && number.mark != mark {
      guard mark == 0 else {
        throw error(
          at: column,
          reason: "\(subject() ?? names[column]) is \(excerpt(slice(column))), but numbers before "
            + "it have the other decimal mark",
          mend: "write all numbers with one decimal mark and without thousands separators")
      }
      mark = number.mark
    }
    return number.value
  }

  /// An error at a field of this row, or at the whole row.
  package func error(at column: Int? = nil, reason: String, mend: String) -> ReadError {
    ReadError(
      file: file, line: line, column: column.map { $0 + 1 }, reason: reason, mend: mend)
  }

  /// The refusal of a field that is no number.
  private func numberError(
    _ problem: NumberProblem, at column: Int, as subject: String, mend: String?
  ) -> ReadError {
    let field = slice(column)
    switch problem {
    case .empty:
      return error(
        at: column, reason: "\(subject) is empty",
        mend: mend ?? "write a number or remove the row")
    case .notFinite:
      return error(
        at: column, reason: "\(subject) is \(excerpt(field)), not a finite number",
        mend: mend ?? "write a finite number or remove the row")
    case .notANumber:
      let reason = "\(subject) is \(excerpt(field)), not a number"
      guard field.contains(Delimiter.comma.rawValue) else {
        return error(at: column, reason: reason, mend: mend ?? "write it with digits, as in 0.5")
      }
      return error(
        at: column, reason: reason,
        mend: decimalComma
          ? "write it without thousands separators, as in 1234.5"
          : "write a decimal point, or separate the columns with semicolons")
    }
  }
}
