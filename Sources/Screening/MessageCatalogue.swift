/// The sentences of findings in one language, for two readers.
///
/// ```swift
/// let catalogue = try MessageCatalogue(csv: text, file: "messages-en.csv")
/// catalogue.sentence(for: finding, to: .officer)
/// // "The certificate ended on 2026-01-31, before the goods were presented on 2026-02-01."
/// ```
///
/// A table has the columns `code`, `officer` and `laboratory`. Placeholders are names of a finding's details in
/// braces; the shipped tables are `Models/rules/messages-en.csv` and `messages-fr.csv`.
public struct MessageCatalogue: Sendable, Equatable {
  /// Whom a sentence is for.
  public enum Reader: String, Sendable, CaseIterable {
    /// An officer: what is the matter and what to do, without statistics.
    case officer
    /// A laboratory: with the numbers.
    case laboratory
  }

  /// The codes of what stands in a list besides findings: outcomes, grades, what it rests on, and what
  /// measurements say of the goods.
  public static let listCodes =
    ScreenedShipment.Outcome.allCases.map { "outcome-\($0.rawValue)" } + [
      "grade-measured", "grade-summary", "grade-simulated", "list-references", "list-tested",
      "list-summary", "goods-do-not-fit", "goods-fit", "goods-fit-noticed",
      "goods-fit-weakly", "goods-fit-poorly", "goods-unlike", "goods-concern", "goods-silent",
      "goods-unknown-origin", "goods-several-origins", "goods-unnamed-origin",
      "goods-no-references",
      "goods-unreadable", "goods-not-measured", "list-stale",
    ]

  /// The codes that it has sentences for, in the order of the table.
  public let codes: [String]
  private let sentences: [String: [Reader: String]]

  /// Reads a table.
  ///
  /// - Throws: ``ScreeningError`` with the line of a row that is broken or stands there twice.
  public init(csv: String, file: String) throws(ScreeningError) {
    var codes: [String] = []
    var sentences: [String: [Reader: String]] = [:]
    let columns = ["code"] + Reader.allCases.map(\.rawValue)
    for row in try RuleTable(csv, file: file, columns: columns).rows {
      let code = try row.required("code")
      guard sentences[code] == nil else {
        throw row.broken("\(code) stands there twice", "keep one of the rows")
      }
      var both: [Reader: String] = [:]
      for reader in Reader.allCases {
        let sentence = try row.required(reader.rawValue)
        guard MessageCatalogue.parts(sentence) != nil else {
          throw row.broken("a brace does not close", "write placeholders as {name}")
        }
        both[reader] = sentence
      }
      codes.append(code)
      sentences[code] = both
    }
    self.codes = codes
    self.sentences = sentences
  }

  /// The sentence for a finding; `nil` where the catalogue has none for its code.
  ///
  /// A placeholder that the finding has no detail for stays as it is.
  public func sentence(for finding: Finding, to reader: Reader) -> String? {
    guard
      let sentence = sentences[finding.code]?[reader],
      let parts = MessageCatalogue.parts(sentence)
    else { return nil }
    return parts.map { part in
      part.isName ? finding.details[part.text] ?? "{\(part.text)}" : part.text
    }.joined()
  }

  /// The names of the placeholders of a sentence; `nil` where the catalogue has none for the code.
  public func placeholders(of code: String, to reader: Reader) -> Set<String>? {
    guard
      let sentence = sentences[code]?[reader], let parts = MessageCatalogue.parts(sentence)
    else { return nil }
    return Set(parts.filter(\.isName).map(\.text))
  }

  /// A sentence cut at its braces; `nil` where one does not close.
  private static func parts(_ sentence: String) -> [(text: String, isName: Bool)]? {
    var parts: [(text: String, isName: Bool)] = []
    var rest = Substring(sentence)
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      parts.append((String(rest[..<open]), false))
      parts.append((String(rest[rest.index(after: open)..<close]), true))
      rest = rest[rest.index(after: close)...]
    }
    parts.append((String(rest), false))
    return parts
  }
}
