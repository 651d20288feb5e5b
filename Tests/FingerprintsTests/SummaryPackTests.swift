import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@Suite struct SummaryPackTests {
  /// The three origins that need the fewest candidates.
  ///
  /// All of them are rebuilt when `ADAMAS_REBUILD_ALL` is set, which takes most of a minute in a debug
  /// build, and by `Scripts/rebuild-models --check`. The seed and numbers are that script's.
  @Test func theShippedMembersAreRebuiltByteForByte() throws {
    let sampler = try SummaryFootprintSampler(facts: Footprints.facts(), seed: 1)
    let isAll = ProcessInfo.processInfo.environment["ADAMAS_REBUILD_ALL"] != nil
    let quick = ["CI/Séguéla", "GH/Birim", "CF/Dimbi"].map(Origin.init)
    for origin in isAll ? sampler.facts.origins : quick {
      let members = try sampler.ensemble(of: origin, count: 300).members
      let shipped = try Footprints.text("\(SpectrumSimulator.folder(of: origin))/members.csv")
      let table = SummaryFootprintSampler.table(of: members)
      #expect(table == shipped, "\(origin): run Scripts/rebuild-models")
    }
  }

  @Test func aPackHoldsTheSameBytesForAnyNumberOfThreads() throws {
    let lines = try Footprints.text("summary-facts.csv").split(separator: "\n")
    let text = ([lines[0]] + lines.filter { $0.hasPrefix("C") && !$0.contains("Mbala") })
      .filter { !$0.contains("Kahuna") && !$0.contains("Snap") }.joined(separator: "\n")
    let sampler = try SummaryFootprintSampler(facts: SummaryFacts(text, name: "f"), seed: 6)
    let one = try sampler.packFiles(name: "p", members: 8, workers: Workers(1))
    let two = try sampler.packFiles(name: "p", members: 8, workers: Workers(2))
    #expect(one.map(\.text) == two.map(\.text))
    #expect(
      one.map(\.path)
        == ["library.json", "figures.csv", "CI-Seguela/members.csv", "CF-Dimbi/members.csv"])
    let figures = one[1].text.split(separator: "\n")
    #expect(figures.count == 3)
    let numbers = figures[1].split(separator: ",").dropFirst(4).compactMap { Double($0) }
    #expect(numbers.count == 5)
    #expect(numbers == numbers.sorted())
  }

  @Test func membersArePrintedWithFiveDecimalsAndNothingForNoTail() {
    let members = [
      TruncatedLognormal(mu: -1.5, sigma: 0.87055),
      TruncatedLognormal(mu: 0.25, sigma: 1, tail: .init(carats: 6.28865, exponent: 2.3511)),
    ]
    #expect(
      SummaryFootprintSampler.table(of: members) == """
        mu,sigma,tail_carats,tail_exponent
        -1.50000,0.87055,,
        0.25000,1.00000,6.28865,2.35110

        """)
  }

  @Test func theLibraryFileIsJSONThatNamesGradeFoldersAndSources() throws {
    let text = try Footprints.text("library.json")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "adamas.pack/1")
    #expect(json["kind"] as? String == EvidenceKind.sizes.rawValue)
    #expect(json["grade"] as? String == Grade.summary.rawValue)
    let origins = try #require(json["origins"] as? [[String: Any]])
    let facts = try Footprints.facts()
    #expect(origins.map { $0["origin"] as? String } == facts.origins.map(\.name))
    #expect(origins.allSatisfy { ($0["source"] as? String)?.contains(": ") == true })
    #expect(origins.contains { $0["folder"] as? String == "GN-Baoule" })
  }

  @Test func theCardStatesTheFiguresOfThePack() throws {
    let card = try Footprints.text("CARD.md")
    for row in try Footprints.text("figures.csv").split(separator: "\n").dropFirst() {
      let fields = row.split(separator: ",")
      let cells = fields.dropFirst(3).joined(separator: " | ")
      #expect(card.contains("| \(cells) |"), "\(fields[0])")
    }
  }
}
