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
    let (name, text) = try catalogue("messages", language: language, folder: folder)
    return try MessageCatalogue(csv: text, file: name)
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
    let (name, text) = try catalogue("glossary", language: language, folder: folder)
    return try Glossary(csv: text, file: name)
  }
}

/// The name and text of a catalogue in a language, such as `messages-en.csv`.
private func catalogue(
  _ kind: String, language: String, folder: String
) throws(ReadError) -> (name: String, text: String) {
  let name = "\(kind)-\(language).csv"
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  let languages = names.filter { $0.hasPrefix("\(kind)-") && $0.hasSuffix(".csv") }.sorted()
    .map { String($0.dropFirst(kind.count + 1).dropLast(4)) }
  guard languages.isEmpty || languages.contains(language) else {
    throw ReadError(
      file: folder, reason: "there is no catalogue in the language \(language.prefix(20))",
      mend: "take one of \(languages.joined(separator: ", ")), or add \(kind)-….csv",
      isMissing: true)
  }
  return (name, try ruleText(name, folder: folder))
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
