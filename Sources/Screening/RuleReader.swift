/// Reads rule files one after the other and keeps what is common to their rows.
struct RuleReader {
  private let files: [String: String]
  /// The files that were read, in their order.
  private(set) var finished: [ScreeningRules.File] = []

  /// A reader of texts by name.
  init(files: [String: String]) { self.files = files }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: the file's name.
  ///   - columns: the columns that it must have.
  ///   - make: makes a value of a row.
  ///   - about: what a value is about, and its source.
  mutating func read<Value>(
    _ name: String, _ columns: [String],
    _ make: (RuleTable.Row) throws(ScreeningError) -> Value,
    about: (Value) -> (subject: String, source: RuleSource)
  ) throws(ScreeningError) -> [Value] {
    guard let text = files[name] else {
      throw ScreeningError(
        file: name, reason: "it is not among the rule files", mend: "put it beside the others")
    }
    var values: [Value] = []
    var rows: [ScreeningRules.Row] = []
    for row in try RuleTable(text, file: name, columns: columns).rows {
      let value = try make(row)
      let (subject, source) = about(value)
      values.append(value)
      rows.append(ScreeningRules.Row(file: name, line: row.line, subject: subject, source: source))
    }
    guard !values.isEmpty else {
      throw ScreeningError(file: name, reason: "it has no rows", mend: "restore the file")
    }
    finished.append(ScreeningRules.File(name: name, rows: rows))
    return values
  }

  /// Refuses two rows about the same in the file read last.
  func refuseRepeats() throws(ScreeningError) {
    var seen: Set<String> = []
    for row in finished.last?.rows ?? [] where !seen.insert(row.subject).inserted {
      throw ScreeningError(
        file: row.file, line: row.line, reason: "\(row.subject) stands there twice",
        mend: "keep one of the rows")
    }
  }
}
