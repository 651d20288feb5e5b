internal import Foundation
public import LinearAlgebra

/// A map of items from their distances alone: classical scaling.
///
/// ```swift
/// let map = try ClassicalScaling(of: Matrix([[0, 3], [3, 0]]))
/// map.points   // [[1.5, 0], [-1.5, 0]]
/// ```
///
/// The squared distances, centred twice, are inner products; their eigenvectors, times the roots of
/// the eigenvalues, are coordinates about the centre (W. S. Torgerson, 1952,
/// doi:10.1007/BF02288916). Distances between points in a plane are recovered; other distances are
/// shown as well as two dimensions can.
public struct ClassicalScaling: Sendable, Equatable, Codable {
  /// Two coordinates for each item, in the unit of the distances.
  ///
  /// In each coordinate the first item that is away from the centre lies on the positive side.
  public let points: [[Double]]
  /// The share of the squared distances that the map shows, 0 to 1; 1 where all are 0.
  public let shown: Double

  /// Maps items.
  ///
  /// - Parameter distances: `n x n`, symmetric with a zero diagonal.
  /// - Throws: `DecompositionError` when a distance is not finite.
  /// - Precondition: the matrix is square.
  /// - Complexity: O(n³).
  public init(of distances: Matrix<Double>) throws(DecompositionError) {
    let n = distances.rows
    var inner = Matrix<Double>(rows: n, columns: n)
    for row in 0..<n {
      for column in 0..<n {
        let distance = 0.5 * (distances[row, column] + distances[column, row])
        inner[row, column] = -0.5 * distance * distance
      }
    }
    let means = columnMeans(inner)
    let grand = means.reduce(0, +) / Double(max(1, n))
    for row in 0..<n {
      for column in 0..<n { inner[row, column] += grand - means[row] - means[column] }
    }
    let eigen = try symmetricEigen(inner)
    var axes: [[Double]] = []
    for axis in 0..<2 {
      let value = axis < eigen.values.count ? max(0, eigen.values[axis]) : 0
      // What is rounding of the first axis is no second one, and its direction is chance.
      guard value > 1e-12 * (eigen.values.first ?? 0), value > 0 else {
        axes.append([Double](repeating: 0, count: n))
        continue
      }
      let axis = eigen.vectors.row(axis).map { $0 * value.squareRoot() }
      let reach = axis.map { abs($0) }.max() ?? 0
      let isTurned = (axis.first { abs($0) > 1e-6 * reach } ?? 0) < 0
      axes.append(axis.map { isTurned ? 0 - $0 : $0 })
    }
    points = (0..<n).map { [axes[0][$0], axes[1][$0]] }
    let all = eigen.values.reduce(0) { $0 + max(0, $1) }
    shown = all > 0 ? eigen.values.prefix(2).reduce(0) { $0 + max(0, $1) } / all : 1
  }
}
