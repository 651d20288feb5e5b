import Fingerprints
import Specimens
import Testing

@Suite struct SummaryFactsTests {
  private static let header =
    "origin,quantity,argument_ct,cutoff_low_mm,cutoff_high_mm,mesh,cutoff_basis,low,high,"
    + "basis,trust,note,source\n"

  private func facts(_ rows: String) throws(SimulationError) -> SummaryFacts {
    try SummaryFacts(SummaryFactsTests.header + rows, name: "f.csv")
  }

  @Test func aRowIsAFact() throws {
    let facts = try facts(
      "CA/Kahuna,meanWeight,,0.85,0.85,square,stated,0.0274,0.0334,interval,high,n,Paper | x\n"
        + "GH/Birim,shareOfStonesAbove,0.1,0.5,2,square,assumed,,0.5,one-sided,low,n,Blog\n"
        + "CA/Kahuna,stonesPerCaratAbove,9,1,3,round,assumed,1e-6,,assumed,low,n,Other\n")
    #expect(facts.origins == [Origin("CA/Kahuna"), Origin("GH/Birim")])
    let kahuna = facts.facts(of: Origin("CA/Kahuna"))
    #expect(kahuna.map(\.quantity) == [.meanWeight, .stonesPerCaratAbove])
    #expect(kahuna[0].interval == 0.0274...0.0334)
    #expect(kahuna[0].argument == nil)
    #expect(kahuna[0].statesCutOff)
    #expect(kahuna[0].source == "Paper | x")
    #expect(kahuna[1].interval == 1e-6...Double.infinity)
    #expect(kahuna[1].mesh == .round)
    let birim = facts.facts(of: Origin("GH/Birim"))[0]
    #expect(birim.interval == 0...0.5)
    #expect(birim.argument == 0.1)
    #expect(birim.cutOff == 0.5...2)
    #expect(birim.basis == .oneSided)
    #expect(facts.facts(of: Origin("RU")) == [])
  }

  @Test(arguments: [
    (",meanWeight,,1,1,square,stated,0.1,0.2,interval,h,n,s", "there is no origin"),
    ("A,median,,1,1,square,stated,0.1,0.2,interval,h,n,s", "quantity is \"median\""),
    ("A,meanWeight,1,1,1,square,stated,0.1,0.2,interval,h,n,s", "meanWeight has an argument"),
    ("A,shareOfStonesAbove,,1,1,square,stated,0.1,0.2,interval,h,n,s", "argument_ct is \"\""),
    ("A,meanWeight,,2,1,square,stated,0.1,0.2,interval,h,n,s", "cutoff_high_mm is below"),
    ("A,meanWeight,,nan,1,square,stated,0.1,0.2,interval,h,n,s", "cutoff_low_mm is \"nan\""),
    ("A,meanWeight,,1,1,oval,stated,0.1,0.2,interval,h,n,s", "mesh is \"oval\""),
    ("A,meanWeight,,1,1,square,guess,0.1,0.2,interval,h,n,s", "cutoff_basis is \"guess\""),
    ("A,meanWeight,,1,1,square,stated,,,interval,h,n,s", "neither low nor high"),
    ("A,meanWeight,,1,1,square,stated,0.2,0.2,interval,h,n,s", "high is not above low"),
    ("A,meanWeight,,1,1,square,stated,0.1,0.2,certain,h,n,s", "basis is \"certain\""),
    ("A,meanWeight,,1,1,square,stated,0.1,0.2,interval,h,n,", "there is no source"),
    ("A,meanWeight,,1,1,square,stated,0.1,0.2,interval,h,n", "the row has 12 fields"),
  ])
  func aBrokenRowIsRefusedWithItsLine(row: String, reason: String) {
    let error = #expect(throws: SimulationError.self) { try facts(row + "\n") }
    #expect(error?.line == 2)
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
    #expect(error?.mend.isEmpty == false)
  }

  @Test func aTableWithoutFactsOrColumnsIsRefused() {
    #expect(throws: SimulationError.self) { try facts("") }
    #expect(throws: SimulationError.self) { try SummaryFacts("origin\nA\n", name: "f.csv") }
  }

  @Test func theShippedFactsNameASourceOrSayThatTheyAreAssumed() throws {
    let facts = try Footprints.facts()
    #expect(facts.facts.count == 32)
    #expect(facts.origins.count == 13)
    #expect(facts.origins.allSatisfy { $0.country != nil })
    for fact in facts.facts {
      #expect(fact.source.contains("http") || fact.basis == .assumed, "\(fact)")
    }
  }
}
