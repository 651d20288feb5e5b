import LinearAlgebra
import Testing

@testable import Matching

struct PartedReferencesTests {
  static let sample = Sample(
    seed: 21, groupCounts: [4, 3, 4], shots: 8, features: 6, questioned: 2)

  /// A fit in which nothing is shared: the items that are left, by themselves.
  static func refitted(
    _ training: LabelledFeatures, _ parts: [Int?], without part: Int?
  ) throws -> (space: ReferenceSpace, leftOut: Matrix<Double>) {
    let kept = parts.indices.filter { part == nil || parts[$0] != part }
    let leftOut = parts.indices.filter { part != nil && parts[$0] == part }
    let space = try ReferenceSpace(training.selecting(kept), limit: 240, workers: Workers(1))
    let centred = subtracting(
      space.components.centre, from: training.features.selecting(rows: leftOut))
    return (space, product(centred, space.components.axes))
  }

  static func isEqual(_ a: [Double], _ b: [Double]) -> Bool {
    largestDifference(a, b) <= 1e-9 * b.reduce(0) { max($0, abs($1)) }
  }

  @Test(arguments: [nil, 0, 1, 2])
  func sharedFitsEqualThoseOfTheItemsLeftByThemselves(part: Int?) throws {
    let training = PartedReferencesTests.sample.references
    let plans: [[Int?]] = [
      training.labels, training.groups.map { $0 % 4 == 3 ? nil : $0 % 4 },
      training.labels.indices.map { $0 % 3 },
    ]
    for parts in plans {
      let parted = PartedReferences(training, parts: parts, workers: Workers(2))
      #expect(parted.sharesSums)
      let found = try parted.space(without: part, limit: 240, workers: Workers(1))
      let expected = try PartedReferencesTests.refitted(training, parts, without: part)
      let isEqual = PartedReferencesTests.isEqual
      #expect(isEqual(found.space.components.centre, expected.space.components.centre))
      #expect(
        isEqual(found.space.components.axes.elements, expected.space.components.axes.elements))
      #expect(isEqual(found.space.items.elements, expected.space.items.elements))
      #expect(isEqual(found.leftOut.elements, expected.leftOut.elements))
      #expect(isEqual(found.space.means.elements, expected.space.means.elements))
      #expect(isEqual(found.space.withinGroups.elements, expected.space.withinGroups.elements))
      #expect(isEqual(found.space.betweenGroups.elements, expected.space.betweenGroups.elements))
      let metrics = try [found.space, expected.space].map {
        try DiscriminantMetric(in: $0, components: 4, workers: Workers(1))
      }
      #expect(isEqual(metrics[0].projection.elements, metrics[1].projection.elements))
      #expect(isEqual([metrics[0].shrinkage], [metrics[1].shrinkage]))
    }
  }

  /// The honest protocol: whatever stands in the part that is left out, the fit is the same.
  @Test func nothingOfThePartThatIsLeftOutEntersTheFit() throws {
    let training = PartedReferencesTests.sample.references
    var changed = training.features
    for (row, label) in training.labels.enumerated() where label == 1 {
      for column in 0..<changed.columns { changed[row, column] = changed[row, column] * 50 - 3 }
    }
    let spaces = try [training, training.with(changed)].map {
      try PartedReferences($0, parts: $0.labels, workers: Workers(1))
        .space(without: 1, limit: 240, workers: Workers(1)).space
    }
    #expect(
      PartedReferencesTests.isEqual(spaces[0].items.elements, spaces[1].items.elements))
    #expect(
      PartedReferencesTests.isEqual(
        spaces[0].components.axes.elements, spaces[1].components.axes.elements))
  }

  /// More features than items, and parts that would take more memory than they save.
  @Test func whereSharingDoesNotPayEachFitIsMadeByItself() throws {
    let wide = GoldenSample.wide.sample.references
    let many = Sample(seed: 2, groupCounts: [20, 20], shots: 1, features: 20, questioned: 0)
      .references
    for (training, parts) in [(wide, wide.labels), (many, Array(0..<40))] {
      let parted = PartedReferences(training, parts: parts, workers: Workers(1))
      #expect(!parted.sharesSums)
      let found = try parted.space(without: 0, limit: 240, workers: Workers(1))
      let expected = try PartedReferencesTests.refitted(training, parts, without: 0)
      #expect(found.space.items == expected.space.items)
      #expect(found.leftOut == expected.leftOut)
    }
  }

  @Test func workersDoNotChangeABit() throws {
    let training = PartedReferencesTests.sample.references
    let spaces = try [1, 3].map {
      try PartedReferences(training, parts: training.labels, workers: Workers($0))
        .space(without: 2, limit: 240, workers: Workers($0)).space
    }
    #expect(spaces[0].items == spaces[1].items)
    #expect(spaces[0].aboutOrigins == spaces[1].aboutOrigins)
  }
}
