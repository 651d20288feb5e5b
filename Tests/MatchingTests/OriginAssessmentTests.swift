import Matching
import Specimens
import Testing

struct OriginAssessmentTests {
  static let entries = [
    ("CI/Séguéla", 0.5, 0.4), ("GH", 0.3, 0.02), ("CI/Tortiya", 0.2, 0.01),
  ].map {
    OriginProbability(origin: Origin($0), probability: $1, typicality: $2, grade: .measured)
  }

  static func fit(_ declared: String, set: [String]) -> DeclaredFit {
    DeclaredFit(of: Origin(declared), among: entries, set: set.map(Origin.init), alpha: 0.05)
  }

  @Test(arguments: [
    ("CI/Séguéla", ["CI/Séguéla"], true, 0.5), ("CI/Séguéla", ["GH"], false, 0.5),
    // A country stands for its deposits; one that fits is enough.
    ("CI", ["CI/Séguéla"], true, 0.7), ("CI", ["CI/Tortiya"], false, 0.7),
    // In the set, but unlike the origin's own material.
    ("GH", ["GH", "CI/Séguéla"], false, 0.3), ("GH", [], false, 0.3),
  ])
  func aDeclaredOriginFitsWhenItIsInTheSetAndTypical(
    declared: String, set: [String], fits: Bool, probability: Double
  ) {
    let fit = OriginAssessmentTests.fit(declared, set: set)
    #expect(fit.fits == fits)
    #expect(abs(fit.probability - probability) < 1e-15)
  }

  @Test func nothingIsSaidOfAnOriginWithoutReferences() {
    let fit = OriginAssessmentTests.fit("RU", set: ["GH"])
    #expect(fit.fits == nil)
    #expect(fit.probability == 0)
  }

  @Test func whatCannotBeSaidHoldsTheReasonAndNoNumbers() {
    let assessment = OriginAssessment.cannotSay(
      item: "a", count: 3, kind: .elements, reason: "too few")
    #expect(assessment.verdict == .cannotSay(reason: "too few"))
    #expect(assessment.origins.isEmpty && assessment.set.isEmpty && assessment.neighbours.isEmpty)
    #expect(assessment.declared == nil)
  }

  @Test func verdictsHaveTheNamesOfTheFileFormat() {
    let verdicts: [Verdict] = [
      .assigned(Origin("CI")), .ambiguous([]), .unlikeAnyReference, .cannotSay(reason: ""),
    ]
    #expect(
      verdicts.map(\.name) == ["assigned", "ambiguous", "unlikeAnyReference", "cannotSay"])
  }
}
