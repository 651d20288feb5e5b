internal import Foundation
internal import Reports
internal import Screening
internal import Specimens

/// The files of the rules, as `adamas rules list` shows them.
struct RulesList: Encodable {
  /// One file.
  struct File: Encodable {
    let name: String
    let rows: Int
    let oldest: String
    let newest: String
  }

  let schema = "adamas.rules/1"
  let files: [File]

  /// What is known of rules.
  init(_ rules: ScreeningRules) {
    files = rules.files.map { file in
      let dates = file.rows.map(\.source.date)
      return File(
        name: file.name, rows: file.rows.count, oldest: dates.min()?.description ?? "",
        newest: dates.max()?.description ?? "")
    }
  }

  /// One line for each file, under a header.
  var text: String {
    let width = files.map(\.name.count).max() ?? 0
    let lines = files.map { file in
      let name = file.name.padding(toLength: width, withPad: " ", startingAt: 0)
      return name + String(format: "  %5d  ", file.rows) + "\(file.oldest)  \(file.newest)"
    }
    let header = "File".padding(toLength: width, withPad: " ", startingAt: 0)
    return ([header + "   rows  oldest      newest"] + lines).joined(separator: "\n") + "\n"
  }

  /// JSON with the schema `adamas.rules/1`.
  var json: Data { get throws { try encoded(self) } }
}

/// The stale rows of the rules, as `adamas rules check` shows them.
struct RulesCheck {
  /// The day of use.
  let day: CalendarDay
  /// The number of all rows.
  let rows: Int
  /// Those that are older than a year.
  let stale: [StaleRow]

  /// A sentence, then one for each row.
  var text: String {
    let first =
      stale.isEmpty
      ? "None of \(rows) rows is older than a year on \(day)."
      : "\(stale.count) of \(rows) rows are older than a year on \(day): look for newer ones."
    return ([first] + stale.map(\.sentence)).joined(separator: "\n") + "\n"
  }

  /// JSON with the schema `adamas.rules.check/1`.
  var json: Data {
    get throws {
      try encoded(
        File(
          day: day.description, rows: rows,
          stale: stale.map {
            File.Row(
              file: $0.row.file, line: $0.row.line, subject: $0.row.subject,
              date: $0.row.source.date.description, source: $0.row.source.text)
          }))
    }
  }

  private struct File: Encodable {
    struct Row: Encodable {
      let file: String
      let line: Int
      let subject: String
      let date: String
      let source: String
    }

    let schema = "adamas.rules.check/1"
    let day: String
    let rows: Int
    let stale: [Row]
  }
}
