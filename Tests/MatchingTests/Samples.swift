import Foundation
import LinearAlgebra
import Specimens

@testable import Matching

/// Groups of shots, of which some are questioned: an effect of the origin, one of the group, and noise.
///
/// Benchmarks/peers/golden_classifier.py makes the same numbers.
struct Sample: Sendable {
  let references: LabelledFeatures
  let questioned: Matrix<Double>
  /// The origin of each questioned row.
  let truth: [Int]
  /// The group of each questioned row, from 0.
  let groups: [Int]

  /// A sample.
  ///
  /// - Parameters:
  ///   - groupCounts: the number of reference groups of each origin.
  ///   - shots: the number of items in each group.
  ///   - questioned: the number of questioned groups, of one origin after another.
  ///   - effect: the size of the origins' effect.
  ///   - stone: the size of the groups' effect; that of the noise is 0.5.
  init(
    seed: Int, groupCounts: [Int], shots: Int, features: Int, questioned: Int, effect: Double = 0.5,
    stone: Double = 0.25
  ) {
    var numbers = Numbers(seed: seed)
    let known = groupCounts.reduce(0, +)
    let owners =
      groupCounts.indices.flatMap { Array(repeating: $0, count: groupCounts[$0]) }
      + (0..<questioned).map { $0 % groupCounts.count }
    let effects: Matrix<Double> = numbers.matrix(groupCounts.count, features)
    let stones: Matrix<Double> = numbers.matrix(owners.count, features)
    let noise: Matrix<Double> = numbers.matrix(owners.count * shots, features)
    var all = noise
    let scales = [1.0, 0.5, 0.25, 0.125]
    for row in 0..<all.rows {
      for column in 0..<features {
        all[row, column] =
          (effects[owners[row / shots], column] * effect + stones[row / shots, column] * stone
            + noise[row, column] * 0.5) * scales[column % 4]
      }
    }
    let split = known * shots
    references = LabelledFeatures(
      features: all.selecting(rows: 0..<split), labels: (0..<split).map { owners[$0 / shots] },
      groups: (0..<split).map { $0 / shots }, origins: groupCounts.count)
    self.questioned = all.selecting(rows: split..<all.rows)
    truth = (split..<all.rows).map { owners[$0 / shots] }
    groups = (split..<all.rows).map { $0 / shots - known }
  }

  /// The rows with which each questioned group begins.
  var firstRows: [Int] { groups.indices.filter { $0 == 0 || groups[$0] != groups[$0 - 1] } }
}

extension LabelledFeatures {
  /// The same items with other features.
  func with(_ features: Matrix<Double>) -> LabelledFeatures {
    LabelledFeatures(features: features, labels: labels, groups: groups, origins: origins)
  }
}

/// The largest difference between two lists, infinite where their lengths or infinities differ.
func largestDifference(_ a: some Collection<Double>, _ b: some Collection<Double>) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { $0 == $1 ? 0 : $0.isNaN || $1.isNaN ? .infinity : abs($0 - $1) }.max() ?? 0
}

/// The distances of the first row to some others, which no rotation changes.
func distances(_ rows: Matrix<Double>) -> [Double] {
  [1, 7, 13, 19, 25, 31].map { squaredDistance(rows.row(0), rows.row($0)).squareRoot() }
}

extension Sample {
  /// An origin's name.
  static func origin(_ number: Int) -> Origin { Origin(["CI", "GH", "RU", "HPHT"][number]) }

  /// The rows of a matrix as an element table; the values become concentrations `eˣ`.
  static func elements(_ features: Matrix<Double>) -> ElementTable {
    ElementTable(
      elements: (0..<features.columns).map { "E\($0)" },
      concentrations: features.elements.map { .measured(exp($0)) },
      metadata: Metadata(names: [], columns: [], rows: features.rows))
  }

  /// The references as labelled element tables.
  var material: LabelledMaterial {
    LabelledMaterial(
      material: .elements(Sample.elements(references.features)),
      labels: references.labels.map(Sample.origin), groups: references.groups.map { "g\($0)" })
  }
}
