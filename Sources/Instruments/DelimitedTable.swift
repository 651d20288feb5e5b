internal import LinearAlgebra

/// A text table with a header: comma, semicolon or tab separated, in UTF-8.
///
/// The header is read at once, the rows when they are asked for, one at a time: a table of any width
/// costs its bytes and one row of field positions.
///
/// ```swift
/// let table = try DelimitedTable(TextFile(at: "parcel.csv"))
/// let carats = try table.column("carats", hint: "name the column of weights so")
/// try table.forEachRow { row throws(ReadError) in
///   print(try row.number(at: carats))
/// }
/// ```
///
/// Refused are: no bytes, no rows, a blank header, names that repeat, rows longer or shorter than the
/// header, blank lines between rows, quotes left open. Lines at the end with nothing but blanks and
/// delimiters, as spreadsheets leave them, are passed over.
package struct DelimitedTable: Sendable {
  /// The path as it was given.
  package let file: String
  /// The names in the header, without blanks around them.
  package let names: [String]
  /// What separates the fields.
  package let delimiter: Delimiter

  /// The text of the table.
  let bytes: [UInt8]
  /// Where the rows lie in it.
  let body: Range<Int>
  /// The line on which the first row begins, counted from 1.
  let bodyLine: Int

  /// A table of the given text.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - numbersMayRepeat: whether names that are numbers (wavelengths) may stand more than once.
  ///   - needsRows: whether a header without rows is refused.
  /// - Throws: `ReadError`.
  package init(
    _ text: TextFile, numbersMayRepeat: Bool = false, needsRows: Bool = true
  ) throws(ReadError) {
    let file = text.file
    guard text.bytes.contains(where: { !$0.isBlank }) else {
      throw ReadError(
        file: file, line: 1, reason: "the file is empty",
        mend: "give a table with a header and at least one row")
    }
    let header = text.bytes.prefix { $0 != 0x0a && $0 != 0x0d }
    guard header.contains(where: { !$0.isBlank }) else {
      throw ReadError(
        file: file, line: 1, reason: "the first line is blank",
        mend: "start the file with the header")
    }
    let delimiter = try Delimiter.detect(header: header, file: file)
    let end = DelimitedTable.contentEnd(text.bytes, delimiter)
    let (names, position, line) = try text.bytes.withUnsafeBufferPointer {
      bytes throws(ReadError) in
      try DelimitedTable.readHeader(
        UnsafeBufferPointer(rebasing: bytes[..<end]), delimiter, file, numbersMayRepeat)
    }
    guard position < end || !needsRows else {
      throw ReadError(
        file: file, line: 1, reason: "there is a header but no row",
        mend: "add at least one row")
    }
    self.file = file
    self.names = names
    self.delimiter = delimiter
    bytes = text.bytes
    body = position..<max(position, end)
    bodyLine = line
  }

  /// The number of bytes in the rows, for estimates of their number.
  package var bodyCount: Int { body.count }

  /// The number that a column's name is, or `nil` when it is none.
  package func numericName(_ column: Int) -> Double? {
    try? parseNumber(names[column], decimalComma: delimiter.allowsDecimalComma).value
  }

  /// Calls the given closure with every row in order.
  ///
  /// One row value is used for all of them: it must not be kept.
  ///
  /// - Throws: `ReadError` of the table or of the closure, at the first row that has one.
  /// - Complexity: O(size).
  package func forEachRow(
    _ use: (inout TableRow) throws(ReadError) -> Void
  ) throws(ReadError) {
    try bytes.withUnsafeBufferPointer { all throws(ReadError) in
      let bytes = UnsafeBufferPointer(rebasing: all[..<body.upperBound])
      var scanner = FieldScanner(
        bytes: bytes, delimiter: delimiter.rawValue, file: file, position: body.lowerBound,
        line: bodyLine)
      var row = TableRow(table: self, bytes: bytes)
      row.fields.reserveCapacity(names.count)
      while scanner.hasNext {
        row.line = scanner.line
        try scanner.scanRow(into: &row.fields)
        guard row.fields.count == names.count, !row.isBlank else { throw lengthError(of: row) }
        try use(&row)
      }
    }
  }

  /// Stretches of the rows that can be read at the same time: each begins where a row begins and has
  /// about the given number of bytes.
  ///
  /// Where there are quotes a line end may stand within a field, and all rows are one stretch.
  ///
  /// - Complexity: O(size), at the speed of memory.
  package func stretches(ofBytes count: Int) -> [Range<Int>] {
    bytes.withUnsafeBytes { all in
      guard
        body.count > count,
        firstByte(0x22, in: UnsafeRawBufferPointer(rebasing: all[body]), workers: .all) == nil
      else { return [body] }
      var starts = [body.lowerBound]
      while let start = starts.last, body.upperBound - start > count {
        let from = start + count
        guard
          let end = UnsafeRawBufferPointer(rebasing: all[from..<body.upperBound])
            .firstIndex(where: { $0 == 0x0a || $0 == 0x0d })
        else { break }
        var next = from + end + 1
        if next < body.upperBound, all[next - 1] == 0x0d, all[next] == 0x0a { next += 1 }
        guard next < body.upperBound else { break }
        starts.append(next)
      }
      return zip(starts, starts.dropFirst() + [body.upperBound]).map { $0..<$1 }
    }
  }

  /// The number of rows in one of several stretches.
  func rowCount(in stretch: Range<Int>) -> Int {
    bytes.withUnsafeBytes {
      Instruments.rowCount(in: UnsafeRawBufferPointer(rebasing: $0[stretch]))
    }
  }

  /// Lends the bytes of a stretch.
  func withBytes<Result>(
    of stretch: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[stretch])) }
  }

  /// The refusal of a row that is blank, too short or too long.
  func lengthError(of row: TableRow) -> ReadError {
    if row.isBlank {
      return ReadError(
        file: file, line: row.line, reason: "the line is blank", mend: "remove it")
    }
    let found = row.fields.count
    let mend =
      found > names.count
      ? "put fields that contain \(delimiter.word) in quotes" : "complete the row"
    return ReadError(
      file: file, line: row.line,
      reason: "the row has \(found) \(found == 1 ? "field" : "fields"), the header \(names.count)",
      mend: mend)
  }

  /// Where the last line ends that holds anything but blanks and delimiters.
  private static func contentEnd(_ bytes: [UInt8], _ delimiter: Delimiter) -> Int {
    let last = bytes.lastIndex { !$0.isBlank && $0 != delimiter.rawValue } ?? -1
    return bytes[(last + 1)...].firstIndex { $0 == 0x0a || $0 == 0x0d } ?? bytes.count
  }

  /// The names in the header, and the byte and the line behind it.
  private static func readHeader(
    _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: Delimiter, _ file: String,
    _ numbersMayRepeat: Bool
  ) throws(ReadError) -> (names: [String], position: Int, line: Int) {
    var scanner = FieldScanner(
      bytes: bytes, delimiter: delimiter.rawValue, file: file, position: 0, line: 1)
    var row = TableRow(file: file, names: [], bytes: bytes, delimiter: delimiter)
    try scanner.scanRow(into: &row.fields)
    var names: [String] = []
    names.reserveCapacity(row.fields.count)
    var columns: [String: Int] = [:]
    for column in row.fields.indices {
      let name = try row.text(at: column).trimmed
      if let first = columns[name] {
        let isNumber = (try? parseNumber(name, decimalComma: delimiter.allowsDecimalComma)) != nil
        guard numbersMayRepeat, isNumber else {
          throw ReadError(
            file: file, line: 1, column: column + 1,
            reason: name.isEmpty
              ? "the column has no name, nor has column \(first + 1)"
              : "the column is called \(excerpt(name)), and so is column \(first + 1)",
            mend: "give every column its own name")
        }
      } else {
        columns[name] = column
      }
      names.append(name)
    }
    return (names, scanner.position, scanner.line)
  }
}

extension Delimiter {
  /// The delimiter in words, for errors.
  package var word: String {
    switch self {
    case .comma: "commas"
    case .semicolon: "semicolons"
    case .tab: "tabs"
    }
  }
}

extension UInt8 {
  /// Whether the byte is a blank, a tab or part of a line end.
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0a || self == 0x0d }
}

extension String {
  /// The text without the blanks around it.
  package var trimmed: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    guard first == 0x20 || first == 0x09 || last == 0x20 || last == 0x09 else { return self }
    let start = utf8.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? endIndex
    let end = utf8.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? startIndex
    return start < endIndex ? String(self[start...end]) : ""
  }
}
