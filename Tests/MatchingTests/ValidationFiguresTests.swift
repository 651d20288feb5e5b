import Testing

@testable import Matching

struct ValidationFiguresTests {
  @Test func setsAreJudgedByCoverageAndSize() {
    let figures = PredictionSetFigures(
      level: 0.9,
      sets: [
        [true, false, false], [true, true, false], [false, false, false], [false, true, true],
      ],
      truth: [0, 1, 1, 0], origins: 3)
    #expect(figures.coverage == 0.5)
    #expect(figures.meanSize == 5.0 / 4)
    #expect(figures.empty == 0.25)
    #expect(figures.byOrigin == [0.5, 0.5, nil])
  }

  @Test func binsHoldWhatIsAboutEquallySure() {
    let bins = ReliabilityBin.bins(
      probabilities: [[0.95, 0.05], [1, 0], [0.55, 0.45], [0.41, 0.59]], truth: [0, 1, 0, 1])
    #expect(bins.map(\.items) == [2, 2])
    #expect(bins.map(\.accuracy) == [1, 0.5])
    #expect(bins.map(\.lower) == [0.5, 0.9])
    #expect(abs(bins[0].meanProbability - 0.57) < 1e-15)
  }

  /// Scores of both sides and the area between them.
  static let areas: [(positives: [Double], negatives: [Double], area: Double)] = [
    ([3, 4], [1, 2], 1), ([1, 2], [3, 4], 0), ([1, 3], [2, 2], 0.5), ([2], [2], 0.5),
  ]

  @Test(arguments: areas)
  func theAreaIsTheShareOfPairsInOrder(positives: [Double], negatives: [Double], area: Double) {
    #expect(areaUnderCurve(positives: positives, negatives: negatives) == area)
  }

  @Test func anAreaNeedsBothSides() {
    #expect(areaUnderCurve(positives: [], negatives: [1]) == nil)
    #expect(areaUnderCurve(positives: [1], negatives: []) == nil)
  }
}
