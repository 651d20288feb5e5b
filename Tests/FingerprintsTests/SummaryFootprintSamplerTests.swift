import Fingerprints
import Foundation
import Specimens
import Testing

/// The shipped pack of summary footprints, read from the package's own folder.
enum Footprints {
  static let pack = Shipped.pack.deletingLastPathComponent()
    .appendingPathComponent("summary-footprints")

  static func text(_ path: String) throws -> String {
    try String(contentsOf: pack.appendingPathComponent(path), encoding: .utf8)
  }

  static func facts() throws -> SummaryFacts {
    try SummaryFacts(text("summary-facts.csv"), name: "summary-facts.csv")
  }
}

@Suite struct SummaryFootprintSamplerTests {
  /// The rates are printed by `Benchmarks/peers/golden_footprints.py`.
  @Test(arguments: [
    ("RU/Arkhangelsk", 0.1078), ("CF/Dimbi", 0.2569), ("LS/Lemphane", 0.1788),
    ("CI/Séguéla", 0.5618), ("GH/Birim", 0.2815), ("AO/Lulo", 0.1014),
  ])
  func acceptanceIsThatOfAnIndependentSampler(name: String, expected: Double) throws {
    let ensemble = try SummaryFootprintSampler(facts: Footprints.facts(), seed: 5)
      .ensemble(of: Origin(name), count: 100)
    // A tenth of the rate is the standard error of 100 successes; the other's is a fiftieth.
    #expect(abs(ensemble.acceptance - expected) < 0.35 * expected, "\(ensemble.acceptance)")
  }

  @Test func membersReproduceTheFactsAboveTheCutOff() throws {
    let origin = Origin("CF/Dimbi")
    let sampler = try SummaryFootprintSampler(facts: Footprints.facts(), seed: 9)
    for member in try sampler.ensemble(of: origin, count: 20).members {
      // The sharp cut of a stone of 0.010 · 1.6³ ct stands in for the sieve's curve.
      let cutOff = 0.010 * 1.6 * 1.6 * 1.6
      var stones = 0.0
      var carats = 0.0
      for (share, weight) in zip(member.shares, CaratGrid.weights) where weight > cutOff {
        stones += share
        carats += share * weight
      }
      #expect((0.125...0.55).contains(carats / stones))
    }
  }

  @Test func originsDoNotDependOnOneAnotherAndLargeEnsemblesStartWithSmallOnes() throws {
    let all = try SummaryFootprintSampler(facts: Footprints.facts(), seed: 2)
    let lines = try Footprints.text("summary-facts.csv").split(separator: "\n")
    let alone = ([lines[0]] + lines.filter { $0.hasPrefix("CF/Dimbi") }).joined(separator: "\n")
    let one = try SummaryFootprintSampler(facts: SummaryFacts(alone, name: "f"), seed: 2)
    let origin = Origin("CF/Dimbi")
    let small = try all.ensemble(of: origin, count: 5)
    let large = try one.ensemble(of: origin, count: 9)
    #expect(small.members == Array(large.members.prefix(5)))
    let other = try SummaryFootprintSampler(facts: Footprints.facts(), seed: 3)
      .ensemble(of: origin, count: 5)
    #expect(other.members != small.members)
  }

  @Test func factsThatContradictThePriorAreSaidTo() throws {
    // Nothing of the prior weighs 900 ct on average; one cell of stones does.
    let text =
      "origin,quantity,argument_ct,cutoff_low_mm,cutoff_high_mm,mesh,cutoff_basis,low,high,basis,"
      + "source\nA,meanWeight,,1,1,square,stated,900,901,interval,s\n"
    var sampler = try SummaryFootprintSampler(facts: SummaryFacts(text, name: "f"), seed: 1)
    sampler.patience = 200
    let error = #expect(throws: SimulationError.self) {
      try sampler.ensemble(of: Origin("A"), count: 1)
    }
    #expect(error?.reason == "0 of 200 candidates reproduce them")
  }

  @Test func membersHaveWeightsOfPositiveSpreadWithinThePrior() throws {
    let sampler = try SummaryFootprintSampler(facts: Footprints.facts(), seed: 4)
    let members = try sampler.ensemble(of: Origin("CI/Séguéla"), count: 200).members
    #expect(members.allSatisfy { (log(0.001) - 1e-5...log(5) + 1e-5).contains($0.mu) })
    #expect(members.allSatisfy { (0.6...1.8).contains($0.sigma) })
    let tails = members.compactMap(\.tail)
    #expect((50...150).contains(tails.count))
    #expect(tails.allSatisfy { (1...10).contains($0.carats) && (1.2...3.5).contains($0.exponent) })
  }
}
