import FootprintLibraries
import Foundation
import Testing

/// The glossary through the program itself.
struct GlossaryCommandTests {
  private static let rules = Places.project.appendingPathComponent("Models/rules").path

  private func glossary(_ words: String..., locale: String = "C") throws -> CommandRun {
    try CommandRun(
      arguments: ["glossary"] + words + ["--rules", Self.rules],
      environment: ["LC_ALL": locale])
  }

  @Test func aTermIsExplainedWithItsSource() throws {
    let run = try glossary("Likelihood-Ratios")
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(
      run.text == """
        likelihood ratio (LR)
          How many times more probable the findings are if the goods are from the
          declared origin than if they are not: from another origin of the library, and
          for sizes in adamas screen also mixed with such goods or from none of the
          references. It is no probability of the origin, and is never stated further
          from 1 than the references behind it support.
          => ENFSI Guideline for Evaluative Reporting in Forensic Science, 2015; bounds:
             P. Vergeer et al., 2016, doi:10.1016/j.scijus.2016.06.003

        """)
    // Words of several parts need no quotation marks.
    #expect(try glossary("likelihood", "ratio").text == run.text)
  }

  @Test func allTermsAreListedWithoutAWord() throws {
    let run = try glossary()
    #expect(run.exitCode == 0, "\(run.standardError)")
    let blocks = run.text.components(separatedBy: "\n\n")
    let terms = try #require(try glossary("--format", "json").json["terms"] as? [[String: Any]])
    #expect(blocks.count == terms.count && terms.count >= 50)
    #expect(run.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func theLanguageIsTheOneAskedForOrThatOfTheLocale() throws {
    let asked = try glossary("footprint", "--language", "fr")
    #expect(asked.text.hasPrefix("empreinte (footprint)\n"), "\(asked.standardError)")
    #expect(try glossary("footprint", locale: "fr_FR.UTF-8").text == asked.text)
    #expect(try glossary("footprint", locale: "de_DE.UTF-8").text.hasPrefix("footprint\n"))
    #expect(
      try glossary("footprint", "--language", "en", locale: "fr_FR").text.hasPrefix("footprint\n"))
    let unknown = try glossary("--language", "../xx")
    #expect(unknown.exitCode == 66)
    #expect(
      unknown.standardError.contains(
        "there is no catalogue in the language ../xx; take one of en, fr, or add glossary-….csv."))
  }

  @Test func jsonHoldsTheSame() throws {
    let file = try glossary("p-value", "--format", "json").json
    #expect(file["schema"] as? String == "adamas.glossary/1")
    #expect(file["language"] as? String == "en")
    let terms = try #require(file["terms"] as? [[String: Any]])
    #expect(terms.count == 1 && terms[0]["term"] as? String == "p-value")
    #expect((terms[0]["also"] as? [String])?.contains("p") == true)
    #expect((terms[0]["meaning"] as? String)?.isEmpty == false)
    #expect((terms[0]["source"] as? String)?.contains("doi:") == true)
  }

  @Test func anUnknownWordEndsInOneSentenceWithTheNearest() throws {
    let near = try glossary("tipicality")
    #expect(near.exitCode == 64 && near.text.isEmpty)
    #expect(
      near.standardError
        == "adamas: tipicality is not among the words that are explained; the nearest are: typicality.\n"
    )
    let far = try glossary("xylophone")
    #expect(far.exitCode == 64)
    #expect(far.standardError.contains("adamas glossary without a word lists all.\n"))
    #expect(try glossary(String(repeating: "x", count: 9_000)).standardError.count < 200)
  }

  @Test(arguments: ["en", "fr"])
  func theOutcomesOfARegisterAreExplained(language: String) throws {
    for outcome in ScreeningRegister.Outcome.allCases {
      let run = try glossary(outcome.rawValue, "--language", language)
      #expect(run.exitCode == 0, "\(run.standardError)")
    }
  }
}
