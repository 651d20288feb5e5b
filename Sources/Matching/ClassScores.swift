internal import Foundation
package import LinearAlgebra

/// References projected into a metric, ready to score questioned material against every origin.
package struct ScoredReferences: Sendable {
  /// The share of an origin's items that count as its nearest neighbours.
  package static let neighbourShare = 0.1

  /// `n x q`: the items' discriminant scores.
  package let items: Matrix<Double>
  /// The origin of each item.
  package let labels: [Int]
  /// `g x q`: the groups' mean scores.
  package let groupMeans: Matrix<Double>
  /// The origin of each group.
  package let groupLabels: [Int]
  /// `origins x q`: the origins' mean scores.
  package let means: Matrix<Double>
  /// Which origins have references.
  package let isPresent: [Bool]
  /// The items of each origin, laid out for distances.
  private let itemsByOrigin: [OriginItems]

  /// Projects a space's references into a metric.
  package init(_ space: ReferenceSpace, metric: DiscriminantMetric, workers: Workers) {
    self.init(
      items: metric.scores(ofComponents: space.items, workers: workers),
      labels: space.labels,
      groupMeans: metric.scores(ofComponents: space.groupMeans),
      groupLabels: space.groupLabels,
      means: metric.scores(ofComponents: space.means))
  }

  /// References with known scores, as a library keeps them.
  package init(
    items: Matrix<Double>, labels: [Int], groupMeans: Matrix<Double>, groupLabels: [Int],
    means: Matrix<Double>
  ) {
    self.items = items
    self.labels = labels
    self.groupMeans = groupMeans
    self.groupLabels = groupLabels
    self.means = means
    var rows = [[Int]](repeating: [], count: means.rows)
    for (item, label) in labels.enumerated() { rows[label].append(item) }
    itemsByOrigin = rows.indices.map {
      OriginItems(
        items.selecting(rows: rows[$0]), about: means.row($0),
        averaging: ScoredReferences.neighbourShare)
    }
    isPresent = rows.map { !$0.isEmpty }
  }

  /// The number of origins.
  package var origins: Int { means.rows }

  /// Scores items against every origin; larger is nearer, −∞ where an origin has no references.
  ///
  /// - Parameter questioned: `m x q`, discriminant scores.
  /// - Returns: `gaussian`: −½ the squared distance to the origin's mean; `neighbours`: minus the
  ///   mean distance to the nearest tenth of the origin's items. Both `m x origins`.
  /// - Complexity: O(m · n · q).
  package func scores(
    of questioned: Matrix<Double>, workers: Workers
  ) -> (gaussian: Matrix<Double>, neighbours: Matrix<Double>) {
    let block = 64
    let blocks = workers.map((questioned.rows + block - 1) / block) { index in
      let rows = index * block..<min((index + 1) * block, questioned.rows)
      let items = questioned.selecting(rows: rows)
      var gaussian = Matrix<Double>(rows: items.rows, columns: origins, repeating: -.infinity)
      var neighbours = gaussian
      for origin in 0..<origins where isPresent[origin] {
        for (row, distance) in itemsByOrigin[origin].meanDistances(from: items).enumerated() {
          gaussian[row, origin] = -0.5 * squaredDistance(items.row(row), means.row(origin))
          neighbours[row, origin] = -distance
        }
      }
      return (gaussian.elements, neighbours.elements)
    }
    return (
      Matrix(rows: questioned.rows, columns: origins, elements: blocks.flatMap(\.0)),
      Matrix(rows: questioned.rows, columns: origins, elements: blocks.flatMap(\.1))
    )
  }

  /// Scores groups by their mean: minus the distance to the nearest reference group of each origin.
  ///
  /// - Parameter means: `m x q`, the mean discriminant scores of the questioned groups.
  /// - Returns: `m x origins`, −∞ where an origin has no references.
  package func groupScores(of means: Matrix<Double>) -> Matrix<Double> {
    Matching.groupScores(of: means, against: groupMeans, of: groupLabels, origins: origins)
  }
}

/// Minus the distance from each questioned group to the nearest reference group of each origin.
///
/// - Parameters:
///   - means: `m x q`, the mean discriminant scores of the questioned groups.
///   - references: `g x q`, those of the reference groups.
///   - labels: the origin of each reference group.
///   - origins: the number of origins.
/// - Returns: `m x origins`, −∞ where an origin has no references.
func groupScores(
  of means: Matrix<Double>, against references: Matrix<Double>, of labels: [Int], origins: Int
) -> Matrix<Double> {
  var result = Matrix<Double>(rows: means.rows, columns: origins, repeating: -.infinity)
  for row in 0..<means.rows {
    for (group, label) in labels.enumerated() {
      let distance = squaredDistance(means.row(row), references.row(group)).squareRoot()
      result[row, label] = max(result[row, label], -distance)
    }
  }
  return result
}

/// The squared Euclidean distance of two vectors, by direct differences.
package func squaredDistance(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
  zip(a, b).reduce(0) { sum, pair in
    let difference = pair.0 - pair.1
    return sum + difference * difference
  }
}
