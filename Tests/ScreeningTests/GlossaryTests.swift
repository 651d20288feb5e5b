import Foundation
import Matching
import Specimens
import Testing

@testable import Screening

struct GlossaryTests {
  private static let header = "term,also,meaning,source\n"

  private static func shipped(_ language: String) throws -> Glossary {
    let name = "glossary-\(language).csv"
    return try Glossary(csv: try Fixtures.text(name), file: name)
  }

  @Test func termsKeepTheirOrderNamesMeaningAndSource() throws {
    let glossary = try Glossary(
      csv: Self.header + "risk,,\"A number, no probability.\",\nLR,ratio; H1/H2,Weight.,doi:1\n",
      file: "g.csv")
    #expect(glossary.terms.map(\.name) == ["risk", "LR"])
    #expect(glossary.terms[0].also.isEmpty && glossary.terms[0].source == nil)
    #expect(glossary.terms[0].meaning == "A number, no probability.")
    #expect(glossary.terms[1].also == ["ratio", "H1/H2"])
    #expect(glossary.terms[1].source == "doi:1")
  }

  @Test(arguments: [
    ("Likelihood Ratio", "likelihood ratio"), ("likelihood-ratios", "likelihood ratio"),
    ("LIKELIHOODRATIO", "likelihood ratio"), ("lr", "likelihood ratio"),
    ("cannotSay", "cannot say"), ("NOT KNOWN", "cannot say"), ("p value", "p-value"),
    ("***", "mixed origin"), (" run-of-mine ", "run of mine"), ("Footprints", "footprint"),
  ])
  func caseHyphensBlanksAndPluralsDoNotMatter(word: String, name: String) throws {
    #expect(try Self.shipped("en").term(named: word)?.name == name)
  }

  @Test(arguments: [
    ("Réferences", "référence"), ("a renvoyer", "à renvoyer"), ("TYPICITE", "typicité"),
    ("likelihood ratio", "rapport de vraisemblance"), ("SH", "code SH"),
  ])
  func accentsDoNotMatterAndEnglishNamesAreKnown(word: String, name: String) throws {
    #expect(try Self.shipped("fr").term(named: word)?.name == name)
  }

  @Test(arguments: [
    ("tipicality", ["typicality"]), ("likelihood", ["likelihood ratio"]),
    ("kimberly process", ["Kimberley Process certificate"]), ("xylophone", []), ("", []),
    ("?", []),
  ])
  func theNearestTermsOfAnUnknownWordAreNamed(word: String, first: [String]) throws {
    let glossary = try Self.shipped("en")
    #expect(glossary.term(named: word) == nil)
    let nearest = glossary.nearest(to: word).map(\.name)
    #expect(Array(nearest.prefix(1)) == first, "\(nearest)")
    #expect(nearest.count <= 3 && Set(nearest).count == nearest.count)
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("flaw", "lawn", 2), ("same", "same", 0),
  ])
  func theEditDistanceIsLevenshteins(a: String, b: String, distance: Int) {
    #expect(Glossary.editDistance(Array(a), Array(b)) == distance)
    #expect(Glossary.editDistance(Array(b), Array(a)) == distance)
  }

  @Test(arguments: [
    ("", "g.csv: it has no rows; restore the file."),
    (",,x,\n", "g.csv:2: term is empty; fill it in or remove the row."),
    ("a,,,\n", "g.csv:2: meaning is empty; fill it in or remove the row."),
    ("a,b,x,\nc,B,y,\n", "g.csv:3: B is a name of a row before; keep it in one of them."),
    (
      "a,,x,\nAs-like,,y,\nAs likes,,z,\n",
      "g.csv:4: As likes is a name of a row before; keep it in one of them."
    ),
    ("a,b; ;c,x,\n", "g.csv:2: also names nothing between two semicolons; write it like a; b."),
    (
      "a,b,c\n",
      "g.csv:2: its fields number 3, not 4; put fields that hold commas into quotation marks."
    ),
  ])
  func brokenTablesAreRefused(rows: String, sentence: String) {
    let error = #expect(throws: ScreeningError.self) {
      try Glossary(csv: Self.header + rows, file: "g.csv")
    }
    #expect(error?.description == sentence)
  }

  @Test func aTableWithoutAColumnIsRefused() {
    let error = #expect(throws: ScreeningError.self) {
      try Glossary(csv: "term,also,source\na,,b\n", file: "g.csv")
    }
    #expect(error?.description.hasPrefix("g.csv:1: there is no column meaning;") == true)
  }

  @Test func bothLanguagesExplainTheSameTermsFromTheSameSources() throws {
    let (english, french) = (try Self.shipped("en"), try Self.shipped("fr"))
    #expect(english.terms.count == french.terms.count)
    let pairs = english.terms.map { ($0, french.term(named: $0.name)) }
    for (term, other) in pairs {
      #expect(other != nil, "\(term.name)")
      #expect(other?.source == term.source, "\(term.name)")
      #expect(other?.meaning != term.meaning, "\(term.name)")
    }
    #expect(Set(pairs.compactMap { $0.1?.name }).count == english.terms.count)
  }

  @Test(arguments: ["en", "fr"])
  func everyTermIsExplainedInSentences(language: String) throws {
    for term in try Self.shipped(language).terms {
      #expect(term.meaning.hasSuffix("."), "\(term.name)")
      #expect((30...600).contains(term.meaning.count), "\(term.name)")
      #expect(!term.meaning.contains("  ") && term.source?.isEmpty != true, "\(term.name)")
    }
  }

  @Test(arguments: ["en", "fr"])
  func everyOutcomeGradeSeverityAndHandlingIsExplained(language: String) throws {
    let glossary = try Self.shipped(language)
    var words =
      ScreenedShipment.Outcome.allCases.map(\.rawValue) + Grade.allCases.map(\.rawValue)
      + Finding.Severity.allCases.map(\.rawValue)
      + [Handling.runOfMine, .sorted].map(\.rawValue)
    let name = "messages-\(language).csv"
    let messages = try MessageCatalogue(csv: try Fixtures.text(name), file: name)
    for outcome in ScreenedShipment.Outcome.allCases {
      let finding = Finding(code: "outcome-\(outcome.rawValue)", severity: .note, source: "")
      words += MessageCatalogue.Reader.allCases.compactMap {
        messages.sentence(for: finding, to: $0)
      }
    }
    #expect(words.count == 4 + 3 + 3 + 2 + 8)
    for word in words { #expect(glossary.term(named: word) != nil, "\(word)") }
  }

  @Test(arguments: ["en", "fr"])
  func everyVerdictAndEveryWordForALikelihoodRatioIsExplained(language: String) throws {
    let glossary = try Self.shipped(language)
    let verdicts: [Verdict] = [
      .assigned(Origin("GH")), .ambiguous([]), .unlikeAnyReference, .cannotSay(reason: ""),
    ]
    let scale = Fixtures.folder.deletingLastPathComponent()
      .appendingPathComponent("verbal-scale.csv")
    let bands = try VerbalScale(csv: try String(contentsOf: scale, encoding: .utf8)).bands
    #expect(bands.count == 7)
    for word in verdicts.map(\.name) + bands.map(\.words) {
      #expect(glossary.term(named: word) != nil, "\(word)")
    }
  }
}
