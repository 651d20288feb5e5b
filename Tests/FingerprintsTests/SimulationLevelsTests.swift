import Fingerprints
import Specimens
import Testing

@Suite struct SimulationLevelsTests {
  @Test func everyInventedNumberSaysThatItIsInvented() throws {
    let rows = try Shipped.text("element-levels.csv").split(separator: "\n")
    #expect(rows.dropFirst().allSatisfy { $0.hasSuffix(",invented") })
  }

  @Test func anOriginsOwnLevelComesBeforeTheSharedOne() throws {
    let text = try Shipped.text("element-levels.csv")
    let levels = try SimulationLevels(text + "GH/Birim,H,7,0,0,0,log,,\n", name: "levels.csv")
    #expect(levels.level("H", for: Origin("GH/Birim"))?.median == 7)
    #expect(levels.level("H", for: Origin("CI/Séguéla"))?.median == 30_000)
    #expect(levels.isTrace("H", in: Origin("GH/Birim")))
    #expect(!levels.isTrace("H", in: Origin("CI/Séguéla")))
    #expect(levels.level("Xx", for: Origin("GH/Birim")) == nil)
  }

  @Test func originsKeepTheOrderOfTheTable() throws {
    #expect(
      try Shipped.levels().origins.map(\.name)
        == ["CI/Séguéla", "GH/Birim", "RU/Yakutia", "synthetic/HPHT"])
  }

  @Test(arguments: [
    ("GH/Birim,Ca,1,0,0,0,log,,", "GH/Birim has \"Ca\" twice"),
    ("GH/Birim,Li,0,0,0,0,log,,", "median is \"0\""),
    ("GH/Birim,Li,1,0,0,9,log,,", "shot_spread is \"9\""),
    ("GH/Birim,Li,1,0,0,0,cubic,,", "the scale of \"Li\" is \"cubic\""),
    ("GH/Birim,temperature,1,0,0,0,linear,,", "the scale of \"temperature\" is \"linear\""),
  ])
  func aBrokenLevelIsRefusedWithItsLine(row: String, reason: String) throws {
    let text = try Shipped.text("element-levels.csv") + row + "\n"
    let error = #expect(throws: SimulationError.self) {
      try SimulationLevels(text, name: "levels.csv")
    }
    #expect(error?.reason == reason)
    #expect(error?.line == text.split(separator: "\n").count)
  }

  @Test(arguments: SimulationLevels.parameters)
  func aMissingParameterIsNamed(parameter: String) throws {
    let text = try Shipped.text("element-levels.csv").split(separator: "\n")
      .filter { !$0.hasPrefix("any,\(parameter),") }.joined(separator: "\n")
    let error = #expect(throws: SimulationError.self) {
      try SimulationLevels(text, name: "levels.csv")
    }
    #expect(error?.reason == "\"any\" has no \"\(parameter)\"")
  }
}
