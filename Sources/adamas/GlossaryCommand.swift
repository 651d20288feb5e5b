internal import ArgumentParser
internal import Foundation
internal import Reports
internal import Screening

/// `adamas glossary`: what the words mean that the program prints.
struct GlossaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glossary", abstract: "Explain a word that Adamas prints, or all of them.",
    discussion: """
      Example:
        adamas glossary "likelihood ratio"

      Case, accents, hyphens and a plural s do not matter; words of several parts need no quotation marks. \
      Where a number or rule is defined elsewhere, its source stands below.

      Exit codes: 0 done, 64 the word is not explained; those most like it are named.
      """)

  @Argument(help: ArgumentHelp("A word; all of them without one.", valueName: "TERM"))
  var term: [String] = []

  @OptionGroup var language: LanguageOptions

  @OptionGroup var rules: RulesOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let glossary = try Glossary.read(folder: rules.folder, language: language.code)
      var terms = glossary.terms
      if !term.isEmpty {
        let word = term.joined(separator: " ")
        guard let found = glossary.term(named: word) else {
          say("adamas: " + unknown(word, like: glossary.nearest(to: word)))
          throw ExitCode(64)
        }
        terms = [found]
      }
      let list = GlossaryList(
        language: language.code,
        terms: terms.map {
          GlossaryList.Term(term: $0.name, also: $0.also, meaning: $0.meaning, source: $0.source)
        })
      switch output.format {
      case .json: try output.write(try list.json())
      case .text: try output.write(Data(list.text(style: output.style).utf8))
      }
    }
  }

  /// A sentence about a word that is not explained.
  private func unknown(_ word: String, like terms: [Glossary.Term]) -> String {
    let names = terms.map(\.name).joined(separator: ", ")
    return "\(word.prefix(60)) is not among the words that are explained; "
      + (names.isEmpty
        ? "adamas glossary without a word lists all." : "the nearest are: \(names).")
  }
}
