import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeSummariesTests {
  private let model: SizeModel
  init() throws { model = try SizeModel(footprints: SizeSamples.footprints(members: 80)) }

  /// The draws' features when a parcel of 3,000 stones is counted in the given sieves.
  private func trials(_ bounds: [SizeBound]) -> SizeTrials {
    let stones = SizeSamples.stones(6000, median: 0.12, seed: 5, above: 0.005)
    let question = SizeQuestion(
      SizeSamples.parcel(of: stones, in: bounds), pooled: model.pooled, cutOff: nil,
      curve: PassingCurve())
    return SizeTrials(model, for: question, workers: Workers(2))
  }

  @Test func featuresAreCentredWithUnitVariance() {
    let features = trials(SizeSamples.square).features
    #expect(features.columns == SizeSummaries.weights)
    for (column, mean) in columnMeans(features).enumerated() {
      let squares = (0..<features.rows).reduce(0.0) {
        $0 + features[$1, column] * features[$1, column]
      }
      #expect(abs(mean) < 1e-9 && abs(squares / Double(features.rows) - 1) < 1e-9)
    }
  }

  /// Sieve sets that begin at one weight show a member at nearly the same place.
  @Test func unlikeSievesGiveNearlyTheSameFeatures() {
    let round =
      [.aperture(millimetres: 1.265, mesh: .round)] + Array(SizeSamples.round.dropFirst())
    let (one, other) = (trials(round).features, trials(SizeSamples.square).features)
    let squares = zip(one.elements, other.elements).reduce(0.0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    // Two independent draws of unit variance would be 2 apart.
    #expect(squares / Double(one.elements.count) < 0.05)
  }

  @Test func constantTargetsGiveFeaturesOfZero() {
    let logits = Matrix<Double>(rows: 3, columns: 2, elements: [0, 1, 2, 1, 4, 0])
    let targets = Matrix<Double>(rows: 3, columns: 1, elements: [7, 7, 7])
    let summaries = SizeSummaries(from: logits, to: targets)
    #expect(summaries.features(of: logits).elements.allSatisfy { abs($0) < 1e-6 })
  }

  @Test func aLinearTargetIsForetoldUpToItsUnit() {
    let logits = Matrix<Double>(rows: 4, columns: 2, elements: [0, 1, 2, 1, 4, 0, 1, 3])
    let sums = (0..<4).map { 2 * logits[$0, 0] - logits[$0, 1] }
    let summaries = SizeSummaries(
      from: logits, to: Matrix(rows: 4, columns: 1, elements: sums))
    let mean = sums.reduce(0, +) / 4
    let unit = (sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4).squareRoot()
    for (feature, sum) in zip(summaries.features(of: logits).elements, sums) {
      #expect(abs(feature - (sum - mean) / unit) < 1e-3)
    }
  }
}
