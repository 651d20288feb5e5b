/// Reads text of numbers in columns below lines of words: what most spectrometers' programs export.
///
/// Two columns, several with a name each, spectra one below the other with the wavelengths above them
/// (series of OceanView), or with a second header (PyHAT). Columns are separated by tabs, semicolons,
/// blanks or commas; numbers have a decimal point or, where commas do not separate, a decimal comma.
/// Names of lines may be in any language.
///
/// A unit is taken from where the file states it, see ``ColumnHeader``, and is empty where it does not. A
/// text whose last row has no line end is incomplete: a number that is cut short still reads as one.
///
/// - Throws: `ReadError` with the line: rows of unlike length, a line of words within the numbers.
func columnRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  let lines = instrumentLines(bytes.filter { $0 != 0 })
  let text = ColumnText(lines: lines, file: file)
  if let series = try text.series() { return series }
  if let table = try text.secondHeader() { return table }
  return try text.columns()
}

/// The lines of a text of columns.
struct ColumnText {
  let lines: [Substring]
  let file: String

  /// Columns: the first one the abscissa, each other one a trace.
  fileprivate func columns() throws(ReadError) -> [InstrumentRecord] {
    guard let (start, separation) = firstRow() else {
      throw ReadError(
        file: file, reason: "the text holds no rows of two or more numbers",
        mend: "export the spectrum as columns of numbers")
    }
    let (rows, next) = try rows(from: start, separation)
    if let further = lines[next...].firstIndex(where: { separation.numbers($0) != nil }),
      !isSectionMark(lines[next])
    {
      throw ReadError(
        file: file, line: next + 1,
        reason:
          "\(excerpt(lines[next])) is no row of \(rows[0].count) numbers, but line \(further + 1) is",
        mend: "repair or remove the line")
    }
    let header = ColumnHeader(lines[..<start], separation, columns: rows[0].count)
    let isFollowed = lines[next...].contains { !$0.allSatisfy(\.isWhitespace) }
    let shortcomings = [
      header.shortcoming(of: rows.count, isFollowed: isFollowed), isFollowed ? nil : cutLastLine,
    ].compactMap(\.self)
    let x = rows.map { $0[0] }
    return (1..<rows[0].count).map { column in
      InstrumentRecord(
        title: header.title(ofColumn: column), x: x, y: rows.map { $0[column] },
        xUnit: header.unitOfAbscissae, yUnit: header.unit(ofColumn: column),
        details: header.details(ofColumn: column), shortcomings: shortcomings)
    }
  }

  /// What is wrong where the last line has no line end, in a sentence without a full stop.
  var cutLastLine: String? {
    lines.last.map(\.isEmpty) ?? true
      ? nil : "the last line has no end, so its number may be cut"
  }

  /// The first line that holds numbers alone and is followed by another one like it, or by nothing.
  private func firstRow() -> (index: Int, separation: ColumnSeparation)? {
    for (index, line) in lines.enumerated() {
      for separation in ColumnSeparation.allCases {
        guard let count = separation.numbers(line)?.count else { continue }
        let next = lines[(index + 1)...].first { !$0.allSatisfy(\.isWhitespace) }
        if next == nil || next.flatMap(separation.numbers)?.count == count {
          return (index, separation)
        }
      }
    }
    return nil
  }

  /// The rows of numbers from a line on, over blank lines, and the first line that is none.
  private func rows(
    from start: Int, _ separation: ColumnSeparation
  ) throws(ReadError) -> (rows: [[Double]], next: Int) {
    var rows: [[Double]] = []
    for index in start..<lines.count where !lines[index].allSatisfy(\.isWhitespace) {
      guard let numbers = separation.numbers(lines[index]) else { return (rows, index) }
      guard rows.isEmpty || numbers.count == rows[0].count else {
        throw ReadError(
          file: file, line: index + 1,
          reason: "the row holds \(numbers.count) numbers, those before it \(rows[0].count)",
          mend: "complete the row, or export the file again")
      }
      rows.append(numbers)
    }
    return (rows, lines.count)
  }
}
