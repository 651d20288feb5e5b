internal import Specimens

/// A comma-separated table with a header (RFC 4180), as rule and message files are.
///
/// A byte-order mark, CRLF and blank lines are read over. Every row has as many fields as the header.
struct RuleTable {
  /// One row, whose fields are asked for by name.
  struct Row {
    /// The file's name, for errors.
    let file: String
    /// The line on which the row begins, from 1.
    let line: Int
    fileprivate let fields: [String: String]
  }

  /// The rows in the order of the file.
  let rows: [Row]

  /// Reads a table.
  ///
  /// - Throws: ``ScreeningError`` where a column of `columns` is missing or a row is broken.
  init(_ text: String, file: String, columns: [String]) throws(ScreeningError) {
    var records = try RuleTable.records(text, file: file)
    guard !records.isEmpty else {
      throw ScreeningError(
        file: file, reason: "it is empty", mend: "start it with \(columns.joined(separator: ","))")
    }
    let header = records.removeFirst()
    for column in columns where !header.fields.contains(column) {
      throw ScreeningError(
        file: file, line: header.line, reason: "there is no column \(column)",
        mend: "start it with \(columns.joined(separator: ","))")
    }
    guard Set(header.fields).count == header.fields.count else {
      throw ScreeningError(
        file: file, line: header.line, reason: "a column is named twice",
        mend: "name each column once")
    }
    var rows: [Row] = []
    for record in records {
      guard record.fields.count == header.fields.count else {
        throw ScreeningError(
          file: file, line: record.line,
          reason: "its fields number \(record.fields.count), not \(header.fields.count)",
          mend: "put fields that hold commas into quotation marks")
      }
      let fields = Dictionary(uniqueKeysWithValues: zip(header.fields, record.fields))
      rows.append(Row(file: file, line: record.line, fields: fields))
    }
    self.rows = rows
  }

  /// The fields of every line that is not blank.
  private static func records(
    _ text: String, file: String
  ) throws(ScreeningError) -> [CommaTable.Reader.Row] {
    do throws(CommaTable.Flaw) {
      var reader = try CommaTable.Reader(Array(text.utf8))
      var records: [CommaTable.Reader.Row] = []
      while let row = try reader.next() {
        if row.fields != [""] { records.append(row) }
      }
      return records
    } catch {
      throw ScreeningError(
        file: file, line: error.line, reason: error.reason, mend: error.mend)
    }
  }
}

extension RuleTable.Row {
  /// The field of a column; `nil` where it is empty.
  func text(_ column: String) -> String? {
    guard let field = fields[column], !field.isEmpty else { return nil }
    return field
  }

  /// The field of a column that may not be empty.
  func required(_ column: String) throws(ScreeningError) -> String {
    guard let text = text(column) else {
      throw broken("\(column) is empty", "fill it in or remove the row")
    }
    return text
  }

  /// A number that is not negative; `nil` where the field is empty.
  func number(_ column: String) throws(ScreeningError) -> Double? {
    guard let text = text(column) else { return nil }
    guard let number = Double(text), number.isFinite, number >= 0 else {
      throw broken("\(column) is no number of 0 or more", "write it like 0.5")
    }
    return number
  }

  /// A day; `nil` where the field is empty.
  func day(_ column: String) throws(ScreeningError) -> CalendarDay? {
    guard let text = text(column) else { return nil }
    guard let day = CalendarDay(text) else {
      throw broken("\(column) is no day", "write it as YYYY-MM-DD")
    }
    return day
  }

  /// A day that must be there.
  func requiredDay(_ column: String) throws(ScreeningError) -> CalendarDay {
    guard let day = try day(column) else {
      throw broken("\(column) is empty", "write it as YYYY-MM-DD")
    }
    return day
  }

  /// `yes` or `no`.
  func flag(_ column: String) throws(ScreeningError) -> Bool {
    switch text(column) {
    case "yes": true
    case "no": false
    default: throw broken("\(column) is neither yes nor no", "write one of them")
    }
  }

  /// Two capital letters.
  func country(_ column: String) throws(ScreeningError) -> String {
    let text = try required(column)
    guard text.utf8.count == 2, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw broken(
        "\(column) is no country code", "write it as two capital letters (ISO 3166-1 alpha-2)")
    }
    return text
  }

  /// An error about this row.
  func broken(_ reason: String, _ mend: String) -> ScreeningError {
    ScreeningError(file: file, line: line, reason: reason, mend: mend)
  }
}
