import Foundation
import Specimens
import Testing

@testable import Fingerprints

@Suite struct ManifestSimulatorTests {
  /// The shipped facts about five origins whose distributions are quickly drawn.
  private func facts() throws -> SummaryFacts {
    let file = Shipped.pack.deletingLastPathComponent()
      .appendingPathComponent("summary-footprints/summary-facts.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    let origins = ["origin,", "GH/", "CI/", "AO/", "RU/Y", "LS/"]
    let lines = text.split(separator: "\n").filter { line in
      origins.contains { line.hasPrefix($0) }
    }
    return try SummaryFacts(lines.joined(separator: "\n") + "\n", name: "facts")
  }

  private func simulator(seed: UInt64 = 1, parcels: Int = 60) throws -> ManifestSimulator {
    var simulator = try ManifestSimulator(facts: facts(), seed: seed, parcels: parcels)
    simulator.members = 1
    simulator.stones = 20
    simulator.violations = 0.6
    simulator.moved = 0.1
    return simulator
  }

  /// The rows of a table without quoted fields that hold commas.
  private func rows(_ name: String, _ files: [(path: String, text: String)]) throws -> [[String]] {
    let text = try #require(files.first { $0.path == name }?.text)
    return text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let files = try simulator().files()
    let again = try simulator().files()
    let other = try simulator(seed: 2).files()
    #expect(files.map(\.path) == again.map(\.path))
    #expect(files.map(\.text) == again.map(\.text))
    #expect(files[0].text != other[0].text)
    #expect(files[2].text.contains("made up"))
  }

  @Test func everyKindIsPlantedAndThoseOfTwoInPairs() {
    let kinds = PlantedViolation.kinds(36)
    #expect(kinds.count == 36)
    let counts = Dictionary(grouping: kinds) { $0 }.mapValues(\.count)
    for kind in PlantedViolation.allCases where kind != .fieldMissing {
      #expect((2...4).contains(counts[kind] ?? 0), "\(kind)")
    }
    for count in 0..<40 {
      let kinds = PlantedViolation.kinds(count)
      #expect(kinds.count == count)
      #expect(kinds.count { $0 == .certificateDuplicate } % 2 == 0)
      #expect(kinds.count { $0 == .sameGoods } % 2 == 0)
    }
  }

  @Test func theTruthNamesThePlantedParcelsAndNoOthers() throws {
    let files = try simulator().files()
    let manifest = try rows("manifest.csv", files)
    let truth = try rows("planted.csv", files)
    #expect(manifest.count == 60)
    #expect(truth.count { $0[1] != "moved" } == 36)
    #expect(truth.count { $0[1] == "moved" } == 6)
    #expect(Set(truth.map { $0[0] }).count == truth.count)
    var planted = Dictionary(uniqueKeysWithValues: truth.map { ($0[0], $0[1]) })
    let numbers = Dictionary(grouping: manifest) { $0[1] }.mapValues(\.count)
    let goods = Dictionary(grouping: manifest) { [$0[6], $0[7], $0[8]] }.mapValues(\.count)
    for row in manifest {
      // A column that stands in the row, and the violation that it shows.
      var found: [String] = []
      let days = [row[9], row[10], row[13]].map { CalendarDay($0)?.number }
      if [2, 7, 9, 10, 14, 15].contains(where: { row[$0].isEmpty }) {
        found.append("certificate-field-missing")
      }
      if row[1].isEmpty { found.append("goods-code-without-certificate") }
      let isPlain = row[1].allSatisfy { $0.isLetter || $0.isNumber }
      if !row[1].isEmpty, !isPlain || row[1].first?.isLetter == false {
        found.append("certificate-number-malformed")
      }
      if ["BT", "HT", "NP"].contains(row[2]) { found.append("certificate-issuer-not-participant") }
      if let issued = days[0], let expires = days[1], expires < issued {
        found.append("certificate-dates-out-of-order")
      }
      if let expires = days[1], let date = days[2], expires < date {
        found.append("certificate-expired")
      }
      if row[5] == "7102.39" { found.append("goods-code-worked") }
      if row[3] == "***" { found.append("mixed-origin-not-accepted") }
      if row[3].hasPrefix("RU") { found.append("russian-goods") }
      if !row[1].isEmpty, numbers[row[1]] != 1 { found.append("certificate-duplicate") }
      if goods[[row[6], row[7], row[8]]] != 1 { found.append("same-goods-twice") }
      let carats = try #require(Double(row[6]))
      if let value = Double(row[7]),
        let range = PublishedValues.range(of: String(row[3].prefix(2))),
        !range.contains(value / carats)
      {
        found.append("value-per-carat-out-of-range")
      }
      if carats > 300_000 {
        found.append("volume-above-production")
      } else {
        let table = try rows("evidence/\(row[0]).csv", files)
        let sum = table.compactMap { $0.last.flatMap { Double($0) } }.reduce(0, +)
        if abs(sum - carats) > 1e-6 { found.append("carats-differ-from-stones") }
        if table.contains(where: { $0.count > 5 && $0[3] == "0.5" }) {
          found.append("micro-diamonds")
        }
        #expect(table.allSatisfy { $0[0] == row[0] })
      }
      let code = planted.removeValue(forKey: row[0])
      #expect(found == (code.map { $0 == "moved" ? [] : [$0] } ?? []), "\(row)")
    }
    #expect(planted.isEmpty)
  }

  @Test func movedGoodsAreOfAnotherCountry() throws {
    let files = try simulator().files()
    let declared = Dictionary(
      uniqueKeysWithValues: try rows("manifest.csv", files).map { ($0[0], $0[3]) })
    for row in try rows("planted.csv", files) where row[1] == "moved" {
      #expect(row[2].prefix(2) != declared[row[0]]?.prefix(2))
    }
  }

  @Test func factsWithoutACountryThatAViolationNeedsAreRefused() throws {
    let header = SummaryFacts.columns.joined(separator: ",")
    let facts = try SummaryFacts(
      "\(header)\nGH/Birim,meanWeight,,0.5,2,square,assumed,0.0225,0.11,interval,none\n", name: "f")
    #expect(throws: SimulationError.self) {
      try ManifestSimulator(facts: facts, seed: 1, parcels: 1).files()
    }
  }
}
