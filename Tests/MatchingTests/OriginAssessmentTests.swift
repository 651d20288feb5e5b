import Matching
import Specimens
import Testing

struct OriginAssessmentTests {
  static let entries = [
    ("CI/Séguéla", 0.5, 0.4), ("GH", 0.3, 0.02), ("CI/Tortiya", 0.2, 0.01),
  ].map {
    OriginProbability(origin: Origin($0), probability: $1, typicality: $2, grade: .measured)
  }

  static func fit(_ declared: String, pValues: [Double]) -> DeclaredFit {
    DeclaredFit(of: Origin(declared), among: entries, pValues: pValues, alpha: 0.05)
  }

  @Test(arguments: [
    ("CI/Séguéla", [0.3, 1, 1], 0.3, 0.5), ("CI/Séguéla", [0.02, 1, 1], 0.02, 0.5),
    // A country stands for its deposits; the one that fits best counts.
    ("CI", [0.3, 1, 0.1], 0.3, 0.7), ("CI", [0, 1, 0.05], 0.05, 0.7),
    ("GH", [1, 0.06, 1], 0.06, 0.3),
  ])
  func aDeclarationFitsWhileItsPValueIsAboveAlpha(
    declared: String, pValues: [Double], pValue: Double, probability: Double
  ) {
    let fit = OriginAssessmentTests.fit(declared, pValues: pValues)
    #expect(fit.pValue == pValue)
    #expect(fit.fits == (pValue > 0.05))
    #expect(abs(fit.probability - probability) < 1e-15)
  }

  @Test func nothingIsSaidOfAnOriginWithoutReferences() {
    let fit = OriginAssessmentTests.fit("RU", pValues: [1, 1, 1])
    #expect(fit.fits == nil && fit.pValue == nil)
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
