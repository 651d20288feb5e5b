internal import Foundation
package import LinearAlgebra

/// References projected into a metric, ready to score questioned material against every origin.
package struct ScoredReferences: Sendable {
  /// The share of an origin's items that count as its nearest neighbours.
  package static let neighbourShare = 0.1

  /// `n x q`: the items' discriminant scores less the mean scores of their origin, origin by origin.
  ///
  /// Single precision of what an origin's items differ by is far finer than any measurement, and halves
  /// the memory of a library.
  package let deviations: Matrix<Float>
  /// Which of the items are each origin's.
  package let itemsOfOrigin: [Range<Int>]
  /// `g x q`: the groups' mean scores.
  package let groupMeans: Matrix<Double>
  /// The origin of each group.
  package let groupLabels: [Int]
  /// `origins x q`: the origins' mean scores.
  package let means: Matrix<Double>

  /// Projects a space's references into a metric.
  package init(_ space: ReferenceSpace, metric: DiscriminantMetric, workers: Workers) {
    self.init(
      items: metric.scores(ofComponents: space.items, workers: workers),
      labels: space.labels,
      groupMeans: metric.scores(ofComponents: space.groupMeans),
      groupLabels: space.groupLabels,
      means: metric.scores(ofComponents: space.means))
  }

  /// References with known scores.
  ///
  /// - Parameters:
  ///   - items: `n x q`, discriminant scores.
  ///   - labels: the origin of each item.
  package init(
    items: Matrix<Double>, labels: [Int], groupMeans: Matrix<Double>, groupLabels: [Int],
    means: Matrix<Double>
  ) {
    var rows = [[Int]](repeating: [], count: means.rows)
    for (item, label) in labels.enumerated() { rows[label].append(item) }
    let width = items.columns
    let deviations = [Float](unsafeUninitializedCapacity: items.elements.count) { result, count in
      for (origin, own) in rows.enumerated() {
        let mean = Array(means.row(origin))
        for row in own {
          for column in 0..<width {
            result.initializeElement(at: count, to: Float(items[row, column] - mean[column]))
            count += 1
          }
        }
      }
    }
    self.init(
      deviations: Matrix(rows: items.rows, columns: width, elements: deviations),
      counts: rows.map(\.count), groupMeans: groupMeans, groupLabels: groupLabels, means: means)
  }

  /// References as a library keeps them.
  ///
  /// - Parameters:
  ///   - deviations: `n x q`, the items' scores less the mean of their origin, origin by origin.
  ///   - counts: how many items each origin has, `n` together.
  package init(
    deviations: Matrix<Float>, counts: [Int], groupMeans: Matrix<Double>, groupLabels: [Int],
    means: Matrix<Double>
  ) {
    let starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    precondition(
      counts.count == means.rows && starts.last == deviations.rows, "Each item has one origin.")
    self.deviations = deviations
    self.groupMeans = groupMeans
    self.groupLabels = groupLabels
    self.means = means
    itemsOfOrigin = zip(starts, starts.dropFirst()).map { $0..<$1 }
  }

  /// The number of origins.
  package var origins: Int { means.rows }

  /// Whether an origin has references.
  package func hasItems(_ origin: Int) -> Bool { !itemsOfOrigin[origin].isEmpty }

  /// The items of an origin.
  func items(of origin: Int) -> OriginItems {
    OriginItems(
      deviations, rows: itemsOfOrigin[origin], about: Array(means.row(origin)),
      averaging: ScoredReferences.neighbourShare)
  }

  /// Scores items against every origin; larger is nearer, −∞ where an origin has no references.
  ///
  /// - Parameter questioned: `m x q`, discriminant scores.
  /// - Returns: `gaussian`: −½ the squared distance to the origin's mean; `neighbours`: minus the
  ///   mean distance to the nearest tenth of the origin's items. Both `m x origins`.
  /// - Complexity: O(m · n · q).
  package func scores(
    of questioned: Matrix<Double>, workers: Workers
  ) -> (gaussian: Matrix<Double>, neighbours: Matrix<Double>) {
    var gaussian = Matrix<Double>(rows: questioned.rows, columns: origins, repeating: -.infinity)
    var neighbours = gaussian
    let size = 256
    let blocks = (questioned.rows + size - 1) / size
    // A few questions are shared out by origin, many by block as well.
    let distances = workers.map(blocks * origins) { task in
      let start = task / origins * size
      let rows = start..<min(start + size, questioned.rows)
      return hasItems(task % origins)
        ? items(of: task % origins).meanDistances(from: questioned.selecting(rows: rows)) : []
    }
    for (task, own) in distances.enumerated() {
      let origin = task % origins
      for (index, distance) in own.enumerated() {
        let row = task / origins * size + index
        gaussian[row, origin] = -0.5 * squaredDistance(questioned.row(row), means.row(origin))
        neighbours[row, origin] = -distance
      }
    }
    return (gaussian, neighbours)
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
