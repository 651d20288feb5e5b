import Specimens
import Testing

struct OriginTests {
  static let paths: [(name: String, levels: [String], country: String?)] = [
    ("CI/Séguéla", ["CI", "Séguéla"], "CI"), ("CI", ["CI"], "CI"),
    ("RU/Yakutia/Mir", ["RU", "Yakutia", "Mir"], "RU"), ("cod", ["cod"], nil),
    ("ci/Séguéla", ["ci/Séguéla"], nil), ("CIV/Séguéla", ["CIV/Séguéla"], nil),
    ("CI/", ["CI/"], nil), ("CI//Séguéla", ["CI//Séguéla"], nil), ("", [""], nil),
    ("/CI", ["/CI"], nil), ("a/b", ["a/b"], nil), ("ÄÖ", ["ÄÖ"], nil),
  ]

  @Test(arguments: paths)
  func levelsRunFromTheCountryDown(name: String, levels: [String], country: String?) {
    #expect(Origin(name).levels == levels)
    #expect(Origin(name).country == country)
    #expect(Origin(name).description == name)
  }

  @Test(arguments: [
    ("CI/Séguéla", 1, "CI"), ("CI/Séguéla", 2, "CI/Séguéla"), ("CI/Séguéla", 9, "CI/Séguéla"),
    ("CI/Séguéla", 0, "CI"), ("CI/Séguéla", -1, "CI"), ("cod/small", 1, "cod/small"),
  ])
  func anOriginRollsUpToTheOneThatHoldsIt(name: String, level: Int, expected: String) {
    #expect(Origin(name).rolledUp(to: level) == Origin(expected))
  }

  @Test func anOriginLiesWithinThoseThatHoldIt() {
    #expect(Origin("CI/Séguéla").isWithin(Origin("CI")))
    #expect(Origin("CI/Séguéla").isWithin(Origin("CI/Séguéla")))
    #expect(!Origin("CI").isWithin(Origin("CI/Séguéla")))
    #expect(!Origin("CI/Séguéla Nord").isWithin(Origin("CI/Séguéla")))
    #expect(!Origin("cod/small").isWithin(Origin("cod")))
  }

  @Test func originsAreOrderedByUnicodeScalars() {
    let names = ["GH", "CI/Séguéla", "CI", "ci", "É", "Z", "CI/Tortiya"]
    #expect(
      names.map(Origin.init).sorted().map(\.name)
        == ["CI", "CI/Séguéla", "CI/Tortiya", "GH", "Z", "ci", "É"])
  }

  @Test func accentsTypedEitherWayAreOneOrigin() {
    let (composed, decomposed) = (
      Origin("CI/S\u{E9}gu\u{E9}la"), Origin("CI/Se\u{301}gue\u{301}la")
    )
    #expect(composed == decomposed)
    #expect(!(composed < decomposed) && !(decomposed < composed))
    #expect(Set([composed, decomposed]).count == 1)
  }
}
