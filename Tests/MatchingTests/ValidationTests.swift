import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct ValidationTests {
  static func validation(
    _ labelled: LabelledMaterial, workers: Workers = .all
  ) throws -> Validation {
    try Validation(
      of: labelled, folds: FoldPlan(wholeGroups: labelled.groups, of: labelled.labels),
      workers: workers)
  }

  @Test func originsThatDifferAreTold() throws {
    let labelled = Sample(
      seed: 5, groupCounts: [4, 4, 4], shots: 3, features: 8, questioned: 0, effect: 1
    )
    .material
    let validation = try ValidationTests.validation(labelled)
    #expect(validation.items == 36)
    #expect(validation.groups == 12)
    #expect(validation.kind == .elements)
    #expect(validation.origins == ["CI", "GH", "RU"].map(Origin.init))
    #expect(validation.perItem.accuracy > 0.8)
    #expect(validation.perGroup.accuracy > 0.8)
    #expect(validation.heldOut == "each of 12 groups left out in turn")
    #expect(validation.warnings.isEmpty)
    // The confusion holds every item once, and its diagonal is the accuracy.
    #expect(validation.confusion.map { $0.reduce(0, +) } == [12, 12, 12])
    #expect(validation.groupConfusion.map { $0.reduce(0, +) } == [4, 4, 4])
    let right = (0..<3).reduce(0) { $0 + validation.confusion[$1][$1] }
    #expect(Double(right) / 36 == validation.perItem.accuracy)
    let rightGroups = (0..<3).reduce(0) { $0 + validation.groupConfusion[$1][$1] }
    #expect(Double(rightGroups) / 12 == validation.perGroup.accuracy)
  }

  /// Groups that differ, with origins that mean nothing: only who splits groups can tell them.
  @Test func leakageIsVisible() throws {
    let groups = Sample(
      seed: 6, groupCounts: [20], shots: 6, features: 12, questioned: 0, effect: 0, stone: 2)
    var numbers = Numbers(seed: 9)
    let called = (0..<10).flatMap { _ in numbers.below(2) == 0 ? [0, 1] : [1, 0] }
    let labelled = LabelledMaterial(
      material: groups.material.material,
      labels: groups.references.groups.map { Sample.origin(called[$0]) },
      groups: groups.material.groups)
    let validation = try ValidationTests.validation(labelled)
    #expect(validation.perItem.accuracy < 0.65)
    #expect(validation.perGroup.accuracy < 0.7)
    #expect(validation.leakyAccuracy > 0.7)
    #expect(validation.leakyAccuracy > validation.perItem.accuracy + 0.15)
    // Honest probabilities of what cannot be told are not far from even, whose loss is 0.69.
    #expect(validation.perItem.logLoss < 1)
  }

  @Test func workersDoNotChangeTheFigures() throws {
    let labelled = Sample(seed: 5, groupCounts: [2, 2], shots: 2, features: 5, questioned: 0)
      .material
    #expect(
      try ValidationTests.validation(labelled, workers: Workers(1))
        == ValidationTests.validation(labelled, workers: Workers(3)))
  }

  @Test func namesOfGroupsDoNotChangeTheFigures() throws {
    let labelled = Sample(seed: 5, groupCounts: [3, 3], shots: 2, features: 5, questioned: 0)
      .material
    let other = LabelledMaterial(
      material: labelled.material, labels: labelled.labels,
      groups: labelled.groups.map { "z\(9 - (Int($0.dropFirst()) ?? 0))" })
    #expect(try ValidationTests.validation(labelled) == ValidationTests.validation(other))
  }

  @Test func anOriginWithOneGroupIsNotScoredAndCounted() throws {
    let labelled = Sample(seed: 5, groupCounts: [3, 3, 1], shots: 2, features: 5, questioned: 0)
      .material
    let validation = try ValidationTests.validation(labelled)
    #expect(validation.items == 12)
    #expect(validation.confusion[2] == [0, 0, 0])
    #expect(validation.warnings.contains { $0.hasPrefix("2 items were not scored") })
  }

  @Test func aFoldThatLeavesOneOriginIsPassedOver() throws {
    let labelled = Sample(seed: 5, groupCounts: [3, 2], shots: 2, features: 5, questioned: 0)
      .material
    // The first fold holds both groups of the second origin and one of the first.
    let values = labelled.groups.map { ["g0": "a", "g3": "a", "g4": "a", "g1": "b"][$0] ?? "c" }
    let plan = try FoldPlan(values: values, named: "fold", keepingWhole: labelled.groups)
    let validation = try Validation(of: labelled, folds: plan)
    #expect(validation.items == 4)
    #expect(validation.warnings.contains { $0.hasPrefix("6 items were not scored") })
  }

  @Test func blocksAndPriorsAreNamedInWarnings() throws {
    let blocks = Sample(seed: 5, groupCounts: [2, 1], shots: 3, features: 4, questioned: 0).material
    #expect(
      try ValidationTests.validation(blocks).warnings.contains {
        $0.contains("calibrated on blocks of the same groups")
      })
    let single = Sample(seed: 5, groupCounts: [2, 1], shots: 1, features: 4, questioned: 0).material
    #expect(
      try ValidationTests.validation(single).warnings.contains {
        $0.contains("nothing could be held out")
      })
  }

  @Test func oneOriginIsRefused() throws {
    let labelled = Sample(seed: 5, groupCounts: [3], shots: 2, features: 5, questioned: 0).material
    #expect(throws: MatchingError.self) { try ValidationTests.validation(labelled) }
  }

  @Test func originsOfOneGroupEachCannotBeValidated() {
    let labelled = Sample(seed: 5, groupCounts: [1, 1], shots: 3, features: 5, questioned: 0)
      .material
    #expect(
      throws: MatchingError.material(
        reason: "no fold leaves references of an origin that is questioned, and of another",
        mend: "give each origin two groups or more, and no fold all groups of one")
    ) { try ValidationTests.validation(labelled) }
  }
}
