/// A small table of facts that ships with a pack: comma-separated, a header, no quoted fields.
///
/// This is not the reader of users' files, which is in Instruments and bears quotes and other
/// separators; it reads the project's own tables and says where one is broken.
struct FactTable {
  /// The table's name for error messages.
  let name: String
  /// The rows after the header with their line numbers.
  let rows: [Row]

  /// One row of a table.
  struct Row {
    /// The table's name.
    let file: String
    /// The line of the file, counted from 1.
    let line: Int
    /// Field by column.
    let fields: [String: String]

    /// The text of a column that the table is known to have.
    func text(_ column: String) -> String { fields[column] ?? "" }

    /// The finite number in a column.
    ///
    /// - Parameters:
    ///   - column: a column that the table is known to have
    ///   - range: what the number may be; no range holds NaN or infinity
    /// - Throws: `SimulationError` when the field is no number, or lies outside `range`.
    func number(
      _ column: String, in range: ClosedRange<Double> = -1e300...1e300
    ) throws(SimulationError) -> Double {
      guard let value = Double(text(column)), range.contains(value) else {
        throw SimulationError(
          file: file, line: line, reason: "\(column) is \"\(text(column))\"",
          mend: "give a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
  }

  /// The table in a text, which must have the given columns and may have more.
  ///
  /// - Throws: `SimulationError` when a column is missing or a row has too few or too many fields.
  init(_ text: String, name: String, columns: [String]) throws(SimulationError) {
    self.name = name
    // A carriage return with its line feed is one character, and a line end like any other.
    let lines = text.drop { $0 == "\u{FEFF}" }
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let header = FactTable.fields(lines.first ?? "")
    for column in columns where !header.contains(column) {
      throw SimulationError(
        file: name, line: 1, reason: "there is no column \"\(column)\"",
        mend: "give the columns \(columns.joined(separator: ", "))")
    }
    var rows: [Row] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = FactTable.fields(line)
      guard fields.count == header.count else {
        throw SimulationError(
          file: name, line: index + 1,
          reason: "the row has \(fields.count) fields, the header \(header.count)",
          mend: "give one field for each column")
      }
      rows.append(
        Row(
          file: name, line: index + 1,
          fields: Dictionary(zip(header, fields)) { first, _ in first }))
    }
    self.rows = rows
  }

  private static func fields(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
