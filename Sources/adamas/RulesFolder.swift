internal import Foundation
internal import Instruments
internal import Screening

extension ScreeningRules {
  /// Reads the rule files of a folder.
  ///
  /// - Throws: `ReadError` for a file that is not there or no text, `ScreeningError` for a broken row.
  static func read(folder: String) throws -> ScreeningRules {
    var texts: [String: String] = [:]
    for name in ScreeningRules.fileNames {
      texts[name] = try ruleText(name, folder: folder)
    }
    return try ScreeningRules(files: texts)
  }
}

extension MessageCatalogue {
  /// Reads the sentences of a language.
  ///
  /// - Parameters:
  ///   - folder: the folder of the rule files.
  ///   - language: `en` or `fr`.
  /// - Throws: `ReadError` where there is no such file, `ScreeningError` for a broken row.
  static func read(folder: String, language: String) throws -> MessageCatalogue {
    let name = "messages-\(language).csv"
    return try MessageCatalogue(csv: try ruleText(name, folder: folder), file: name)
  }
}

extension Glossary {
  /// Reads the terms of a language.
  ///
  /// - Parameters:
  ///   - folder: the folder of the rule files.
  ///   - language: `en` or `fr`.
  /// - Throws: `ReadError` where there is no such file, `ScreeningError` for a broken row.
  static func read(folder: String, language: String) throws -> Glossary {
    let name = "glossary-\(language).csv"
    return try Glossary(csv: try ruleText(name, folder: folder), file: name)
  }
}

/// The text of a file beside the rules.
private func ruleText(_ name: String, folder: String) throws(ReadError) -> String {
  let path = URL(fileURLWithPath: folder).appendingPathComponent(name)
  guard let bytes = try? Data(contentsOf: path) else {
    throw ReadError(
      file: "\(folder)/\(name)", reason: "the rule file cannot be read",
      mend: "name the folder that holds it with --rules", isMissing: true)
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw ReadError(
      file: "\(folder)/\(name)", reason: "it is not UTF-8 text", mend: "save it as UTF-8")
  }
  return text
}
