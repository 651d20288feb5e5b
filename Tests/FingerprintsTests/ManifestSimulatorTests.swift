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
    let kinds = PlantedViolation.kinds(54)
    #expect(kinds.count == 54)
    let counts = Dictionary(grouping: kinds) { $0 }.mapValues(\.count)
    for kind in PlantedViolation.allCases {
      #expect(counts[kind] == (kind.takesTwo ? 4 : 2), "\(kind)")
    }
    for count in 0..<60 {
      let kinds = PlantedViolation.kinds(count)
      #expect(kinds.count == count)
      for kind in PlantedViolation.allCases where kind.takesTwo {
        #expect(kinds.count { $0 == kind } % 2 == 0)
      }
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
    for row in manifest {
      let found = try violations(of: row, in: manifest, files)
      let code = planted.removeValue(forKey: row[0])
      #expect(found == (code.map { $0 == "moved" ? [] : [$0] } ?? []), "\(row)")
    }
    #expect(planted.isEmpty)
  }

  /// The codes that a row shows without the checks: what stands in its columns and in its evidence.
  private func violations(
    of row: [String], in manifest: [[String]], _ files: [(path: String, text: String)]
  ) throws -> [String] {
    let others = manifest.filter { $0[0] != row[0] }
    let isWorked = row[16] == "worked diamonds"
    let days = [row[9], row[10], row[13]].map { CalendarDay($0)?.number }
    let evidence = row[12].isEmpty ? [] : try rows(row[12], files)
    let carats = try #require(Double(row[6]))
    // Of single stones the last column is the weight of each.
    let stones = evidence.first?.count == 4 ? evidence.compactMap { Double($0[3]) } : []
    let large = stones.count { $0 >= 0.5 }
    var found: [String] = []
    func add(_ code: String, _ isThere: Bool) { if isThere { found.append(code) } }
    if !isWorked {
      let papers = [2, 3, 5, 7, 9, 10, 14, 15].contains { row[$0].isEmpty }
      add("certificate-field-missing", papers)
      add("rough-without-certificate", row[1].isEmpty)
      let isPlain = row[1].allSatisfy { $0.isLetter || $0.isNumber }
      let isMalformed = !row[1].isEmpty && (!isPlain || row[1].first?.isLetter == false)
      add("certificate-number-malformed", isMalformed)
      let hasPrefix = row[1].isEmpty || isMalformed || row[1].hasPrefix(row[2])
      add("certificate-number-prefix", !hasPrefix)
      add("worked-with-certificate", row[5] == "7102.39")
    }
    if let issued = days[0], let expires = days[1] {
      add("certificate-dates-reversed", expires < issued)
      add("certificate-not-yet-issued", days[2].map { $0 < issued } ?? false)
      add("certificate-expired", days[2].map { expires < $0 } ?? false)
    }
    add("issuer-not-listed", ["BT", "HT", "NP"].contains(row[2]))
    add("issuer-not-participant", row[9] < "2021-11-08" && ["KG", "MZ", "QA"].contains(row[2]))
    add("code-not-listed", !row[5].hasPrefix("7102."))
    if let value = Double(row[7]),
      let range = PublishedValues.range(of: String(row[3].prefix(2)))
    {
      add("value-per-carat-low", value / carats < range.lowerBound / 5)
      add("value-per-carat-high", value / carats > range.upperBound * 5)
    }
    if carats > 300_000 {
      add("volume-over-production", true)
    } else {
      let sum = evidence.compactMap { $0.last.flatMap { Double($0) } }.reduce(0, +)
      add("carats-differ", abs(sum - carats) > 1e-6)
      let isMicro = evidence.contains { $0.count > 5 && $0[3] == "0.5" }
      add("micro-diamonds-as-gems", isMicro)
      add("no-micro-diamonds", !isMicro && row[16].hasPrefix("micro"))
      #expect(evidence.allSatisfy { $0[0] == row[0] })
    }
    add("mixed-origin-unnamed", row[3] == "***" && large > 0)
    let isRussian = row[3].hasPrefix("RU")
    add("russian-goods", isRussian && !isWorked && large == 0)
    add("russian-goods-size", isRussian && isWorked && large == stones.count)
    add("russian-threshold", isWorked && row[3].isEmpty && large == stones.count)
    let twins = others.filter { !row[1].isEmpty && $0[1] == row[1] }
    let isShared = twins.contains { twin in
      [2, 9, 10, 13, 14, 15].allSatisfy { twin[$0] == row[$0] }
    }
    add("certificate-shared", isShared)
    add("certificate-duplicate", !twins.isEmpty && !isShared)
    add(
      "same-goods",
      others.contains { other in [6, 7, 8].allSatisfy { other[$0] == row[$0] } })
    return found
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
