import Matching
import Specimens
import Testing

struct OriginAssessmentTests {
  static let entries = [
    ("CI/Séguéla", 0.5, 0.4), ("GH", 0.3, 0.02), ("CI/Tortiya", 0.2, 0.01),
  ].map {
    OriginProbability(origin: Origin($0), probability: $1, typicality: $2, grade: .measured)
  }

  /// With p-values of the prediction set of 0.5, 0.5 and 0.01.
  static func fit(_ declared: String, setValues: [Double] = [0.5, 0.5, 0.01]) -> DeclaredFit {
    DeclaredFit(of: Origin(declared), among: entries, setValues: setValues, alpha: 0.05)
  }

  @Test(arguments: [
    // Twice the smaller of the p-value of the set and the typicality.
    ("CI/Séguéla", 0.8, true, 0.5), ("GH", 0.04, false, 0.3), ("CI/Tortiya", 0.02, false, 0.2),
    // A country stands for its deposits; the one that fits best counts.
    ("CI", 0.8, true, 0.7),
  ])
  func aDeclaredOriginFitsWhereBothOfItsTestsAllowIt(
    declared: String, pValue: Double, fits: Bool, probability: Double
  ) {
    let fit = OriginAssessmentTests.fit(declared)
    #expect(fit.pValue == pValue)
    #expect(fit.fits == fits)
    #expect(abs(fit.probability - probability) < 1e-15)
  }

  @Test func aDeclarationIsRefusedUpToTheThresholdAndNoFurther() {
    #expect(OriginAssessmentTests.fit("CI/Séguéla", setValues: [0.025, 1, 1]).fits == false)
    #expect(OriginAssessmentTests.fit("CI/Séguéla", setValues: [0.026, 1, 1]).fits == true)
    #expect(OriginAssessmentTests.fit("CI/Séguéla", setValues: [1, 1, 1]).pValue == 0.8)
    let sure = DeclaredFit(
      of: Origin("GH"),
      among: [
        OriginProbability(
          origin: Origin("GH"), probability: 1, typicality: nil, grade: .measured)
      ], setValues: [0.9], alpha: 0.05)
    #expect(sure.pValue == 1)
  }

  @Test func nothingIsSaidOfAnOriginWithoutReferences() {
    let fit = OriginAssessmentTests.fit("RU")
    #expect(fit.fits == nil)
    #expect(fit.pValue == nil)
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
