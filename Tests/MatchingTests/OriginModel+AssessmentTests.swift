import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct OriginModelAssessmentTests {
  static let sample = GoldenSample.tall.sample
  static let material = Material.elements(Sample.elements(sample.questioned))
  static let items = sample.groups.map { "stone \($0)" }

  static func assess(
    _ options: AssessmentOptions = AssessmentOptions(), grades: [Origin: Grade] = [:]
  ) throws -> [OriginAssessment] {
    try OriginModelTests.model().assess(material, items: items, grades: grades, options: options)
  }

  @Test func eachStoneIsAssessedOnceInTheOrderOfAppearance() throws {
    let order = [4, 0, 8, 5, 1, 9, 6, 2, 10, 7, 3, 11]
    let model = try OriginModelTests.model()
    let assessments = try model.assess(
      OriginModelAssessmentTests.material.selecting(order),
      items: order.map { OriginModelAssessmentTests.items[$0] }, grades: [:])
    #expect(assessments.map(\.item) == ["stone 1", "stone 0", "stone 2"])
    #expect(assessments.map(\.count) == [4, 4, 4])
    #expect(assessments.map { $0.origins[0].origin.name } == ["GH", "CI", "RU"])
  }

  @Test func originsAreRankedWithTheirGrade() throws {
    let assessment = try OriginModelAssessmentTests.assess(grades: [Origin("CI"): .measured])[0]
    let probabilities = assessment.origins.map(\.probability)
    #expect(probabilities == probabilities.sorted(by: >))
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
    // An origin whose grade nobody states is taken for the weakest.
    #expect(
      assessment.origins.map(\.grade)
        == assessment.origins.map { $0.origin == Origin("CI") ? .measured : .simulated })
    #expect(assessment.kind == .elements)
  }

  @Test func equalProbabilitiesAreRankedByName() throws {
    let constant = LabelledMaterial(
      material: .elements(Sample.elements(Matrix(rows: 36, columns: 12, repeating: 1))),
      labels: OriginModelAssessmentTests.sample.material.labels,
      groups: OriginModelAssessmentTests.sample.material.groups)
    let assessment = try OriginModel(fittedTo: constant).assess(
      OriginModelAssessmentTests.material, items: OriginModelAssessmentTests.items, grades: [:])[0]
    #expect(assessment.origins.map(\.origin.name) == ["CI", "GH", "RU"])
    #expect(assessment.verdict == .ambiguous(["CI", "GH", "RU"].map(Origin.init)))
  }

  @Test func theNearestReferencesComeFirst() throws {
    let model = try OriginModelTests.model()
    for count in [0, 1, 5, 9, 20] {
      let assessment = try OriginModelAssessmentTests.assess(AssessmentOptions(neighbours: count))[
        0]
      #expect(assessment.neighbours.count == min(count, 9))
      let distances = assessment.neighbours.map(\.distance)
      #expect(distances == distances.sorted())
    }
    #expect(
      try OriginModelAssessmentTests.assess(AssessmentOptions(neighbours: -1))[0].neighbours.isEmpty
    )
    // A reference group is nearest to itself.
    let own = try model.assess(
      OriginModelTests.sample.material.material, items: OriginModelTests.sample.material.groups,
      grades: [:])
    for assessment in own {
      #expect(assessment.neighbours[0].identifier == assessment.item)
      #expect(assessment.neighbours[0].distance < 1e-6)
    }
  }

  @Test func theSetHoldsTheOriginsThatAreNotExcluded() throws {
    // Nine held-out groups: no p-value is below 1/10.
    let wide = try OriginModelAssessmentTests.assess(AssessmentOptions(level: 0.95))[0]
    #expect(wide.set.count == 3)
    #expect(wide.verdict == .ambiguous(wide.origins.map(\.origin)))
    #expect(wide.warnings.contains { $0.hasPrefix("With 9 held-out reference groups") })
    let narrow = try OriginModelAssessmentTests.assess(AssessmentOptions(level: 0.9))[0]
    #expect(narrow.set == [Origin("CI")])
    #expect(narrow.verdict == .assigned(Origin("CI")))
    #expect(narrow.warnings.isEmpty)
  }

  @Test func materialFarFromEveryReferenceIsUnlikeAnyOfThem() throws {
    let far = Matrix(
      rows: 1, columns: 12,
      elements: OriginModelAssessmentTests.sample.questioned.row(0).map { 100 * $0 })
    let model = try OriginModelTests.model()
    let assess = { (level: Double) in
      try model.assess(
        .elements(Sample.elements(far)), items: ["far"], grades: [:],
        options: AssessmentOptions(level: level))[0].verdict
    }
    #expect(try assess(0.9) == .unlikeAnyReference)
    #expect(try assess(0.95) != .unlikeAnyReference)
  }

  @Test func aDeclaredOriginIsTested() throws {
    let declared = try ["CI", "GH", "AO"].map { name in
      try OriginModelAssessmentTests.assess(
        AssessmentOptions(level: 0.75, declared: Origin(name)))[0].declared?.fits
    }
    #expect(declared == [true, false, nil])
    #expect(try OriginModelAssessmentTests.assess()[0].declared == nil)
  }

  /// With nine held-out groups no p-value is below 1/10.
  @Test(arguments: [(0.75, false), (0.8, false), (0.91, true), (0.95, true)])
  func tooFewGroupsToExcludeAnythingAreNamedInAWarning(level: Double, warns: Bool) throws {
    let assessment = try OriginModelAssessmentTests.assess(
      AssessmentOptions(level: level, declared: Origin("GH")))[0]
    #expect(assessment.declared?.fits == warns)
    #expect(assessment.warnings.contains { $0.contains("no declared origin refused") } == warns)
  }

  @Test func blocksOfTheSameGroupsAreNamedInAWarning() throws {
    let sample = GoldenSample.single.sample
    let assessment = try OriginModel(fittedTo: sample.material).assess(
      .elements(Sample.elements(sample.questioned)), items: sample.groups.map { "\($0)" },
      grades: [:])[0]
    #expect(assessment.warnings.contains { $0.contains("blocks of the same groups") })
  }

  @Test func withoutCalibrationNothingIsSaid() throws {
    let sample = Sample(seed: 3, groupCounts: [1, 1], shots: 1, features: 3, questioned: 1)
    let assessment = try OriginModel(fittedTo: sample.material).assess(
      .elements(Sample.elements(sample.questioned)), items: ["a"], grades: [:])[0]
    #expect(assessment.verdict.name == "cannotSay")
    #expect(assessment.item == "a")
  }

  @Test(arguments: [0, 1, -0.5, 1.5, .nan])
  func aLevelThatIsNoProbabilityIsRefused(level: Double) {
    #expect(throws: MatchingError.self) {
      try OriginModelAssessmentTests.assess(AssessmentOptions(level: level))
    }
  }

  @Test func materialOfAnotherKindOrWithoutAnElementIsRefused() throws {
    let model = try OriginModelTests.model()
    #expect(
      throws: MatchingError.material(
        reason: "the material is of the kind sizes, not elements",
        mend: "classify it with a library of its own kind")
    ) { try model.assess(.parcels([]), items: [], grades: [:]) }
    let few = Matrix<Double>(rows: 1, columns: 11)
    do {
      _ = try model.assess(.elements(Sample.elements(few)), items: ["a"], grades: [:])
      Issue.record("was assessed without E11")
    } catch {
      #expect(error.description.hasPrefix("the table has no column E11, "))
    }
    #expect(
      try model.assess(
        .elements(Sample.elements(Matrix(rows: 0, columns: 12))), items: [], grades: [:]
      ).isEmpty)
  }

  @Test(arguments: [2, 3])
  func workersDoNotChangeAnAnswer(workers: Int) throws {
    let labelled = OriginModelAssessmentTests.sample.material
    let answers = try [1, workers].map { count in
      try OriginModel(fittedTo: labelled, workers: Workers(count)).assess(
        OriginModelAssessmentTests.material, items: OriginModelAssessmentTests.items, grades: [:],
        workers: Workers(count))
    }
    #expect(answers[0] == answers[1])
  }

  /// One line of the rules: three origins A, B, C ranked in this order.
  struct Rule: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let probabilities: [Double]
    let typicalities: [Double]
    let set: [String]
    let verdict: Verdict

    init(
      _ description: String, _ probabilities: [Double], _ typicalities: [Double], set: [String],
      _ verdict: Verdict
    ) {
      testDescription = description
      self.probabilities = probabilities
      self.typicalities = typicalities
      self.set = set
      self.verdict = verdict
    }
  }

  static let origins = ["A", "B", "C"].map(Origin.init)
  static let rules: [Rule] = [
    Rule(
      "all three agree", [0.95, 0.03, 0.02], [0.5, 0.01, 0.01], set: ["A"], .assigned(origins[0])),
    Rule(
      "not as probable as the level asks", [0.94, 0.04, 0.02], [0.5, 0.01, 0.01], set: ["A"],
      .ambiguous([origins[0], origins[1]])),
    Rule("nothing is typical", [0.99, 0.01, 0], [0.05, 0.01, 0], set: ["A"], .unlikeAnyReference),
    Rule(
      "two in the set", [0.9, 0.05, 0.05], [0.5, 0.5, 0.01], set: ["A", "B"],
      .ambiguous([origins[0], origins[1]])),
    Rule(
      "all are needed to reach the level", [0.5, 0.3, 0.2], [0.5, 0.5, 0.5], set: ["A"],
      .ambiguous(origins)),
    Rule(
      "the most probable is not typical itself", [0.97, 0.02, 0.01], [0.01, 0.5, 0.5], set: ["A"],
      .ambiguous([origins[0], origins[1]])),
    Rule(
      "an empty set", [0.6, 0.37, 0.03], [0.5, 0.5, 0.5], set: [],
      .ambiguous([origins[0], origins[1]])),
    Rule(
      "an empty set and one origin that reaches the level", [0.97, 0.02, 0.01], [0.5, 0.5, 0.5],
      set: [], .ambiguous([origins[0], origins[1]])),
    Rule(
      "the set holds another than the most probable", [0.9, 0.08, 0.02], [0.5, 0.5, 0.5],
      set: ["C"], .ambiguous(origins)),
  ]

  @Test(arguments: rules)
  func theVerdictFollowsTheRules(rule: Rule) {
    let verdict = Verdict(
      ranked: OriginModelAssessmentTests.origins, probabilities: rule.probabilities,
      typicalities: rule.typicalities, set: rule.set.map(Origin.init), alpha: 0.05)
    #expect(verdict == rule.verdict)
  }
}
