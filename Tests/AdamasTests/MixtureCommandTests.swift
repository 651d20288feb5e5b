import Foundation
import Testing

/// Mixtures with the shipped references, through the program itself.
struct MixtureCommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private static let sample = Places.project
    .appendingPathComponent("Samples/simulated-parcel-round.csv").path

  @Test func sharesOfAParcelAddUpAndTheSameSeedGivesTheSameBytes() throws {
    let runs = try (0..<2).map { _ in
      try CommandRun("mixture", MixtureCommandTests.sample, "--format", "json")
    }
    #expect(runs[0].standardOutput == runs[1].standardOutput)
    let file = try runs[0].json
    #expect(file["schema"] as? String == "adamas.mixture/1")
    let parcel = try #require((file["parcels"] as? [[String: Any]])?.first)
    let mixture = try #require(parcel["mixture"] as? [String: Any])
    let origins = try #require(mixture["origins"] as? [[String: Any]])
    #expect(origins.count == 13)
    let shares = origins.compactMap { $0["share"] as? Double }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
  }

  /// Twelve stones made like one origin and twelve like another.
  @Test func stonesOfTwoOriginsContradictADeclarationOfOne() throws {
    let facts = Places.project.appendingPathComponent("Models/simulated-spectra").path
    var lines: [Substring] = []
    for stone in 0..<24 {
      let origin = stone < 12 ? "GH/Birim" : "synthetic/HPHT"
      let run = try CommandRun(
        "simulate", "stone", "--origin", origin, "--seed", "\(500 + stone)", "--name",
        "S\(stone)", "--shots", "4", "--facts", facts)
      #expect(run.exitCode == 0, "\(run.standardError)")
      let table = run.text.split(separator: "\n")
      if lines.isEmpty { lines.append(table[0]) }
      lines += table.dropFirst().map { Substring(String($0)) }
    }
    let table = try scratch.file("mixed.csv", lines.joined(separator: "\n") + "\n")
    let wrong = try CommandRun("mixture", table, "--declared", "GH")
    #expect(wrong.exitCode == 1, "\(wrong.standardError)")
    #expect(wrong.text.contains("NOT ONLY GH"))
    #expect(wrong.text.hasPrefix("! References are of the grade simulated"))
  }

  /// Twelve measured stones and the sizes of the parcel that they are said to be from.
  @Test func sizesAndStonesOfOneParcelAreUsedTogether() throws {
    let facts = Places.project.appendingPathComponent("Models/simulated-spectra").path
    var lines: [Substring] = []
    for stone in 0..<12 {
      let run = try CommandRun(
        "simulate", "stone", "--origin", "GH/Birim", "--seed", "\(700 + stone)", "--name",
        "S\(stone)", "--shots", "4", "--facts", facts)
      let table = run.text.split(separator: "\n")
      if lines.isEmpty { lines.append(table[0]) }
      lines += table.dropFirst().map { Substring(String($0)) }
    }
    let stones = try scratch.file("stones.csv", lines.joined(separator: "\n") + "\n")
    let made = try CommandRun(
      "simulate", "parcel", "--origin", "GH/Birim", "--stones", "600", "--classes",
      "round:1.2,2,2.7,3.35,4,4.75,6,8", "--seed", "5")
    let sizes = try scratch.file("sizes.csv", made.text)
    let run = try CommandRun("mixture", stones, sizes, "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let parcel = try #require((try run.json["parcels"] as? [[String: Any]])?.first)
    let mixture = try #require(parcel["mixture"] as? [String: Any])
    let evidence = try #require(mixture["evidence"] as? [[String: Any]])
    #expect(evidence.compactMap { $0["kind"] as? String } == ["stones", "sizes"])
    #expect(try #require(mixture["agreement"] as? Double) > 0.05)
    #expect((try run.json["libraries"] as? [Any])?.count == 2)
    #expect((try run.json["inputs"] as? [Any])?.count == 2)
    let text = try CommandRun("mixture", sizes, stones).text
    #expect(text.contains("12 stones measured, 600 sized"))
    #expect(text.contains("common shares of stones and sizes, which agree"))
    #expect(text.contains("One of the libraries does not have"))
    #expect(try CommandRun("mixture", sizes, sizes).exitCode == 65)
    #expect(try CommandRun("mixture", sizes, stones, sizes).exitCode == 64)
  }

  @Test func whatCannotBeAnsweredSaysWhy() throws {
    let sorted = try scratch.file(
      "sorted.csv",
      "lower_ct,upper_ct,stones,handling\n0.1,0.3,200,sorted\n0.3,1,90,sorted\n1,,20,sorted\n")
    let silent = try CommandRun("mixture", sorted)
    #expect(silent.exitCode == 3)
    #expect(silent.text.contains("cannot say"))
    let unknown = try CommandRun("mixture", MixtureCommandTests.sample, "--declared", "XX")
    #expect(unknown.exitCode == 65)
    #expect(unknown.standardError.contains("XX"))
    #expect(try CommandRun("mixture", scratch.path("none.csv")).exitCode == 66)
    #expect(try CommandRun("mixture", sorted, "--tolerance", "2").exitCode == 64)
  }
}
