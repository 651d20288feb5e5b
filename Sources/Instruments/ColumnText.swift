/// Reads text of numbers in columns below lines of words: what most spectrometers' programs export.
///
/// Two columns, several with a name each, spectra one below the other with the wavelengths above them
/// (series of OceanView), or with a second header (PyHAT). Columns are separated by tabs, semicolons,
/// blanks or commas; numbers have a decimal point or, where commas do not separate, a decimal comma.
///
/// - Throws: `ReadError` with the line: rows of unlike length, a line of words within the numbers.
func columnRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  let lines = instrumentLines(bytes.filter { $0 != 0 })
  let text = ColumnText(lines: lines, file: file)
  if let series = try text.series() { return series }
  if let table = try text.secondHeader() { return table }
  return try text.columns()
}

/// How the fields of a line are separated.
private enum Separation: CaseIterable {
  case semicolon, tab, blanks, comma

  /// The fields of a line without blanks around them; an empty last one, after a separator at the
  /// line's end, is left out.
  func fields(_ line: Substring) -> [Substring] {
    var fields: [Substring]
    switch self {
    case .semicolon: fields = line.split(separator: ";", omittingEmptySubsequences: false)
    case .tab: fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    case .blanks: return line.split { $0 == " " || $0 == "\t" }
    case .comma: fields = line.split(separator: ",", omittingEmptySubsequences: false)
    }
    fields = fields.map { field in
      let start = field.drop(while: \.isWhitespace)
      return start.prefix(
        upTo: start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)
    }
    while fields.count > 1, fields.last?.isEmpty == true { fields.removeLast() }
    return fields
  }

  /// The numbers of a line; `nil` unless it holds two or more, and nothing else.
  func numbers(_ line: Substring) -> [Double]? {
    let fields = fields(line)
    guard fields.count > 1 else { return nil }
    var numbers: [Double] = []
    for field in fields {
      guard let number = number(field) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  func number(_ field: Substring) -> Double? {
    try? parseNumber(String(field), decimalComma: self != .comma).value
  }
}

private struct ColumnText {
  let lines: [Substring]
  let file: String

  /// Columns: the first one the abscissa, each other one a trace.
  func columns() throws(ReadError) -> [InstrumentRecord] {
    guard let (start, separation) = firstRow() else {
      throw ReadError(
        file: file, reason: "the text holds no rows of two or more numbers",
        mend: "export the spectrum as columns of numbers")
    }
    let (rows, next) = try rows(from: start, separation)
    if let further = lines[next...].firstIndex(where: { separation.numbers($0) != nil }),
      !isEndMark(lines[next])
    {
      throw ReadError(
        file: file, line: next + 1,
        reason:
          "\(excerpt(lines[next])) is no row of \(rows[0].count) numbers, but line \(further + 1) is",
        mend: "repair or remove the line")
    }
    let header = header(above: start, separation, columns: rows[0].count)
    let ends = lines[next...].contains { !$0.allSatisfy(\.isWhitespace) }
    let promises = lines[..<start].contains { $0.hasPrefix(">>>>>Begin") }
    var shortcomings: [String] = []
    if let declared = header.points, declared != rows.count {
      shortcomings.append("it declares \(declared) points and holds \(rows.count)")
    } else if promises, !ends, header.points == nil {
      shortcomings.append("the file ends before the end of the spectrum")
    }
    let x = rows.map { $0[0] }
    return (1..<rows[0].count).map { column in
      InstrumentRecord(
        title: header.names.map { $0[column] } ?? "", x: x, y: rows.map { $0[column] },
        xUnit: header.units?[0] ?? header.xUnit, yUnit: header.units?[column] ?? "",
        details: header.details, shortcomings: shortcomings)
    }
  }

  /// The first line that holds numbers alone and is followed by another one like it, or by nothing.
  private func firstRow() -> (index: Int, separation: Separation)? {
    for (index, line) in lines.enumerated() {
      for separation in Separation.allCases {
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
    from start: Int, _ separation: Separation
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

  private func isEndMark(_ line: Substring) -> Bool { line.hasPrefix(">>>>>") }

  /// What stands above the numbers.
  private struct Header {
    var details: [InstrumentRecord.Detail] = []
    var names: [String]?
    var units: [String]?
    /// The number of points that it declares.
    var points: Int?
    var xUnit = ""
  }

  private func header(above start: Int, _ separation: Separation, columns: Int) -> Header {
    var header = Header()
    for line in lines[..<start] {
      let plain = line.drop { $0 == "#" || $0.isWhitespace }
      let fields = separation.fields(plain).map(String.init)
      if fields.count == columns, columns > 1, fields.contains(where: { !$0.isEmpty }),
        separation != .blanks
      {
        let isUnits = fields.allSatisfy { $0.hasPrefix("[") && $0.hasSuffix("]") }
        if isUnits {
          header.units = fields.map { String($0.dropFirst().dropLast()).trimmed }
        } else {
          header.names = fields
        }
        continue
      }
      guard let mark = plain.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
      let name = String(plain[..<mark]).trimmed
      let value = String(plain[plain.index(after: mark)...])
        .trimmingBlanksAndCommas
      guard !name.isEmpty, !value.isEmpty else { continue }
      header.details.append(.init(name, value))
      if name.lowercased().hasPrefix("number of pixels in") { header.points = Int(value) }
      if name.lowercased() == "xaxis mode", value.lowercased() == "wavelengths" {
        header.xUnit = "nm"
      }
    }
    if header.xUnit.isEmpty, header.names?[0].lowercased().hasPrefix("wave") == true {
      header.xUnit = "nm"
    }
    return header
  }

  /// Spectra one below the other, each behind a time, with the wavelengths above them; `nil` where there
  /// are none.
  func series() throws(ReadError) -> [InstrumentRecord]? {
    guard
      let start = lines.firstIndex(where: { line in
        guard line.first == "\t" else { return false }
        let fields = Separation.tab.fields(line)
        let values = fields.drop(while: \.isEmpty)
        return values.count > 2 && values.allSatisfy { Separation.tab.number($0) != nil }
      })
    else { return nil }
    let axis = Separation.tab.fields(lines[start])
    let leading = axis.prefix(while: \.isEmpty).count
    let x = axis.dropFirst(leading).compactMap(Separation.tab.number)
    let header = header(above: start, .tab, columns: 0)
    var records: [InstrumentRecord] = []
    for index in (start + 1)..<max(start + 1, lines.count)
    where !lines[index].allSatisfy(\.isWhitespace) && !isEndMark(lines[index]) {
      let fields = Separation.tab.fields(lines[index])
      let y = fields.dropFirst(leading).compactMap(Separation.tab.number)
      guard y.count == x.count, fields.count == axis.count else {
        throw ReadError(
          file: file, line: index + 1,
          reason: "the row holds \(y.count) numbers for \(x.count) wavelengths",
          mend: "complete the row, or export the file again")
      }
      records.append(
        InstrumentRecord(
          title: String(fields[0]), x: x, y: Array(y), xUnit: "nm",
          details: header.details + [.init("shot", "\(records.count + 1)")]))
    }
    return records
  }

  /// A table whose first header says what a column is and whose second one names it, with wavelengths as
  /// names (PyHAT); `nil` for any other.
  func secondHeader() throws(ReadError) -> [InstrumentRecord]? {
    guard lines.count > 2 else { return nil }
    let kinds = Separation.comma.fields(lines[0]).map { $0.lowercased() }
    let names = Separation.comma.fields(lines[1])
    let channels = kinds.indices.filter { ["wvl", "wavelength"].contains(kinds[$0]) }
    guard channels.count > 1, names.count == kinds.count else { return nil }
    var x: [Double] = []
    for channel in channels {
      guard let wavelength = Separation.comma.number(names[channel]) else {
        throw ReadError(
          file: file, line: 2, column: channel + 1,
          reason: "\(excerpt(names[channel])) is no wavelength",
          mend: "name the channel in nanometres")
      }
      x.append(wavelength)
    }
    var records: [InstrumentRecord] = []
    for index in 2..<lines.count where !lines[index].allSatisfy(\.isWhitespace) {
      let fields = lines[index].split(separator: ",", omittingEmptySubsequences: false)
        .map { Substring(String($0).trimmed) }
      guard fields.count == names.count else {
        throw ReadError(
          file: file, line: index + 1,
          reason: "the row has \(fields.count) fields, the header \(names.count)",
          mend: "complete the row")
      }
      var y: [Double] = []
      for channel in channels {
        guard let value = Separation.comma.number(fields[channel]) else {
          throw ReadError(
            file: file, line: index + 1, column: channel + 1,
            reason: "\(excerpt(fields[channel])) is no number",
            mend: "write a number or remove the row")
        }
        y.append(value)
      }
      let others = names.indices.filter { !channels.contains($0) }
      records.append(
        InstrumentRecord(
          title: others.first.map { String(fields[$0]) } ?? "", x: x, y: y, xUnit: "nm",
          details: others.map { .init(String(names[$0]), String(fields[$0])) }))
    }
    return records
  }
}

extension String {
  /// The text without blanks and commas around it, as spreadsheets fill up short rows.
  fileprivate var trimmingBlanksAndCommas: String {
    let start = drop { $0.isWhitespace || $0 == "," }
    let end = start.lastIndex { !$0.isWhitespace && $0 != "," }
    return end.map { String(start[...$0]) } ?? ""
  }
}
