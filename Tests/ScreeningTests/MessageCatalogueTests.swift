import Specimens
import Testing

@testable import Screening

struct MessageCatalogueTests {
  @Test func namedPlaceholdersAreFilledForEachReader() throws {
    let catalogue = try MessageCatalogue(
      csv: "code,officer,laboratory\nc,Ended {date}.,{date}: {value}\n", file: "m.csv")
    let finding = Finding(code: "c", severity: .note, details: ["date": "2026-01-01"], source: "S")
    #expect(catalogue.sentence(for: finding, to: .officer) == "Ended 2026-01-01.")
    #expect(catalogue.sentence(for: finding, to: .laboratory) == "2026-01-01: {value}")
    let other = Finding(code: "d", severity: .note, source: "S")
    #expect(catalogue.sentence(for: other, to: .officer) == nil)
    #expect(catalogue.placeholders(of: "c", to: .laboratory) == ["date", "value"])
  }

  @Test(arguments: [
    ("c,,x\n", "m.csv:2: officer is empty; fill it in or remove the row."),
    ("c,x,y\nc,x,y\n", "m.csv:3: c stands there twice; keep one of the rows."),
    ("c,x {date,y\n", "m.csv:2: a brace does not close; write placeholders as {name}."),
  ])
  func brokenCataloguesAreRefused(rows: String, sentence: String) {
    let error = #expect(throws: ScreeningError.self) {
      try MessageCatalogue(csv: "code,officer,laboratory\n" + rows, file: "m.csv")
    }
    #expect(error?.description == sentence)
  }

  @Test(arguments: MessageCatalogue.Reader.allCases)
  func everyCodeHasASentenceInBothLanguagesWithTheSamePlaceholders(
    reader: MessageCatalogue.Reader
  ) throws {
    let catalogues = try ["messages-en.csv", "messages-fr.csv"].map {
      try MessageCatalogue(csv: try Fixtures.text($0), file: $0)
    }
    let codes = ScreeningChecks(rules: try Fixtures.rules()).codes + MessageCatalogue.listCodes
    #expect(Set(codes).count == codes.count)
    for catalogue in catalogues { #expect(Set(catalogue.codes) == Set(codes)) }
    for code in codes {
      let names = catalogues.map { $0.placeholders(of: code, to: reader) }
      #expect(names[0] != nil && names[0] == names[1], "\(code)")
    }
  }

  @Test func theChecksGiveEveryPlaceholder() throws {
    let catalogue = try MessageCatalogue(csv: try Fixtures.text("messages-en.csv"), file: "m.csv")
    let found = try Offences.findings()
    let codes = ScreeningChecks(rules: try Fixtures.rules()).codes
    #expect(Set(found.map(\.code)) == Set(codes))
    for finding in found {
      for reader in MessageCatalogue.Reader.allCases {
        let names = try #require(catalogue.placeholders(of: finding.code, to: reader))
        #expect(names.isSubset(of: finding.details.keys), "\(finding.code)")
        let sentence = try #require(catalogue.sentence(for: finding, to: reader))
        #expect(!sentence.contains("{") && !sentence.contains("  "), "\(sentence)")
      }
      #expect(!finding.source.isEmpty, "\(finding.code)")
    }
  }
}
