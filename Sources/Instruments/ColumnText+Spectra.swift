/// Texts in which a row is a spectrum and a column a channel.
extension ColumnText {
  /// Spectra one below the other, each behind a time, with the abscissae above them (series of
  /// OceanView); `nil` where there are none.
  ///
  /// - Throws: `ReadError` with the line of a row that has not as many numbers as there are abscissae.
  func series() throws(ReadError) -> [InstrumentRecord]? {
    guard
      let start = lines.firstIndex(where: { line in
        guard line.first == "\t" else { return false }
        let fields = ColumnSeparation.tab.fields(line)
        let values = fields.drop(while: \.isEmpty)
        return values.count > 2 && values.allSatisfy { ColumnSeparation.tab.number($0) != nil }
      })
    else { return nil }
    let axis = ColumnSeparation.tab.fields(lines[start])
    let leading = axis.prefix(while: \.isEmpty).count
    let x = axis.dropFirst(leading).compactMap(ColumnSeparation.tab.number)
    let header = ColumnHeader(lines[..<start], .tab, columns: 0)
    var shortcomings: [String] = []
    if let declared = header.points, declared != x.count {
      shortcomings.append("it declares \(declared) points and holds \(x.count)")
    }
    var records: [InstrumentRecord] = []
    for index in (start + 1)..<max(start + 1, lines.count)
    where !lines[index].allSatisfy(\.isWhitespace) && !isSectionMark(lines[index]) {
      let fields = ColumnSeparation.tab.fields(lines[index])
      let y = fields.dropFirst(leading).compactMap(ColumnSeparation.tab.number)
      guard y.count == x.count, fields.count == axis.count else {
        throw ReadError(
          file: file, line: index + 1,
          reason: "the row holds \(y.count) numbers for \(x.count) wavelengths",
          mend: "complete the row, or export the file again")
      }
      records.append(
        InstrumentRecord(
          title: String(fields[0]), x: x, y: Array(y), xUnit: header.unitOfAbscissae,
          details: header.details + [.init("shot", "\(records.count + 1)")],
          shortcomings: shortcomings + cut(line: index)))
    }
    return records
  }

  /// A table whose first header says what a column is and whose second one names it, with wavelengths as
  /// names (PyHAT); `nil` for any other.
  ///
  /// The unit of the wavelengths is nowhere in such a table, and is left empty.
  ///
  /// - Throws: `ReadError` with line and column of what is no number.
  func secondHeader() throws(ReadError) -> [InstrumentRecord]? {
    guard lines.count > 2 else { return nil }
    let kinds = ColumnSeparation.comma.fields(lines[0]).map { $0.lowercased() }
    let names = ColumnSeparation.comma.fields(lines[1])
    let channels = kinds.indices.filter { ["wvl", "wavelength"].contains(kinds[$0]) }
    guard channels.count > 1, names.count == kinds.count else { return nil }
    var x: [Double] = []
    for channel in channels {
      guard let wavelength = ColumnSeparation.comma.number(names[channel]) else {
        throw ReadError(
          file: file, line: 2, column: channel + 1,
          reason: "\(excerpt(names[channel])) is no wavelength",
          mend: "name the channel by its wavelength")
      }
      x.append(wavelength)
    }
    let others = names.indices.filter { !channels.contains($0) }
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
        guard let value = ColumnSeparation.comma.number(fields[channel]) else {
          throw ReadError(
            file: file, line: index + 1, column: channel + 1,
            reason: "\(excerpt(fields[channel])) is no number",
            mend: "write a number or remove the row")
        }
        y.append(value)
      }
      records.append(
        InstrumentRecord(
          title: others.first.map { String(fields[$0]) } ?? "", x: x, y: y,
          details: others.map { .init(String(names[$0]), String(fields[$0])) },
          shortcomings: cut(line: index)))
    }
    return records
  }

  /// What is wrong with a spectrum in the last line where that has no end.
  private func cut(line: Int) -> [String] {
    line == lines.count - 1 ? [cutLastLine].compactMap(\.self) : []
  }
}
