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
  /// The items of each origin, one column for each item, so that a distance to all of them is one
  /// pass over memory.
  private let itemsByOrigin: [Matrix<Double>]

  /// Projects a space's references into a metric.
  package init(_ space: ReferenceSpace, metric: DiscriminantMetric, workers: Workers) {
    let p = metric.components
    // The projection of the features, expressed in the components that the space already has.
    let inner = product(
      space.components.axes.prefix(columns: p), metric.projection, .transposed, .plain,
      workers: workers)
    self.init(
      items: product(space.items.prefix(columns: p), inner, workers: workers),
      labels: space.labels,
      groupMeans: product(space.groupMeans.prefix(columns: p), inner),
      groupLabels: space.groupLabels,
      means: product(space.means.prefix(columns: p), inner))
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
    itemsByOrigin = rows.map { items.selecting(rows: $0).transposed }
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
    let rows = workers.map((questioned.rows + block - 1) / block) { index in
      let range = index * block..<min((index + 1) * block, questioned.rows)
      var scratch = [Double](repeating: 0, count: itemsByOrigin.map(\.columns).max() ?? 0)
      var gaussian: [Double] = []
      var neighbours: [Double] = []
      for row in range {
        let item = questioned.row(row)
        for origin in 0..<origins {
          guard isPresent[origin] else {
            gaussian.append(-.infinity)
            neighbours.append(-.infinity)
            continue
          }
          gaussian.append(-0.5 * squaredDistance(item, means.row(origin)))
          neighbours.append(-meanDistance(from: item, toNearestOf: origin, &scratch))
        }
      }
      return (gaussian, neighbours)
    }
    return (
      Matrix(rows: questioned.rows, columns: origins, elements: rows.flatMap(\.0)),
      Matrix(rows: questioned.rows, columns: origins, elements: rows.flatMap(\.1))
    )
  }

  /// Scores groups by their mean: minus the distance to the nearest reference group of each origin.
  ///
  /// - Parameter means: `m x q`, the mean discriminant scores of the questioned groups.
  /// - Returns: `m x origins`, −∞ where an origin has no references.
  package func groupScores(of means: Matrix<Double>) -> Matrix<Double> {
    var result = Matrix<Double>(rows: means.rows, columns: origins, repeating: -.infinity)
    for row in 0..<means.rows {
      for (group, label) in groupLabels.enumerated() {
        let distance = squaredDistance(means.row(row), groupMeans.row(group)).squareRoot()
        result[row, label] = max(result[row, label], -distance)
      }
    }
    return result
  }

  /// The mean distance from an item to the nearest tenth (rounded up) of an origin's items.
  private func meanDistance(
    from item: ArraySlice<Double>, toNearestOf origin: Int, _ scratch: inout [Double]
  ) -> Double {
    let references = itemsByOrigin[origin]
    let count = references.columns
    let wanted = Int((ScoredReferences.neighbourShare * Double(count)).rounded(.up))
    let first = item.startIndex
    scratch.withUnsafeMutableBufferPointer { scratch in
      references.elements.withUnsafeBufferPointer { values in
        for column in 0..<count { scratch[column] = 0 }
        for dimension in 0..<references.rows {
          let coordinate = item[first + dimension]
          let start = dimension * count
          for column in 0..<count {
            let difference = values[start + column] - coordinate
            scratch[column] += difference * difference
          }
        }
      }
    }
    moveSmallest(wanted, of: count, in: &scratch)
    var sum = 0.0
    for index in 0..<wanted { sum += scratch[index].squareRoot() }
    return sum / Double(wanted)
  }
}

/// The squared Euclidean distance of two vectors, by direct differences.
package func squaredDistance(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
  zip(a, b).reduce(0) { sum, pair in
    let difference = pair.0 - pair.1
    return sum + difference * difference
  }
}

/// Reorders the first `count` values so that the smallest `wanted` of them come first.
///
/// Quickselect with the median of three (C. A. R. Hoare, 1961, doi:10.1145/366622.366647).
package func moveSmallest(_ wanted: Int, of count: Int, in values: inout [Double]) {
  guard wanted > 0, wanted < count else { return }
  values.withUnsafeMutableBufferPointer { values in
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if wanted - 1 <= right {
        high = right
      } else if wanted - 1 >= left {
        low = left
      } else {
        return
      }
    }
  }
}
