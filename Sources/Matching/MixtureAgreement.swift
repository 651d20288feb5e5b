internal import Foundation
internal import LinearAlgebra

/// Whether two views of one parcel, each with draws of its own, agree about the shares.
///
/// With independent draws of both the differences are draws of what the posterior difference could be,
/// and 0 lies among them when the views agree. How far out it lies is measured in the covariance of the
/// differences and ranked among the draws themselves: the conflict p-value of A. M. Presanis et al.
/// (2013, doi:10.1214/13-STS426), here with a statistic for several shares at once.
///
/// ```swift
/// MixtureAgreement(stones, sizes).pValue   // 0.4: the difference is nothing unusual
/// ```
struct MixtureAgreement: Sendable {
  /// How probable a difference as large as this is when both views show the same parcel.
  let pValue: Double
  /// The origin whose shares differ most in units of their spread.
  let worst: Int

  /// Below this the views contradict one another.
  static let level = 0.05

  /// Compares the draws of two views, `draws x origins`, each row summing to 1.
  init(_ one: [[Double]], _ other: [[Double]]) {
    let differences = zip(one, other).map { zip($0, $1).map(-) }
    let count = Double(max(1, differences.count))
    let origins = differences.first?.count ?? 0
    let means = (0..<origins).map { origin in differences.reduce(0) { $0 + $1[origin] } / count }
    var covariance = Matrix<Double>(rows: origins, columns: origins)
    for difference in differences {
      for row in 0..<origins {
        for column in 0..<origins {
          covariance[row, column] +=
            (difference[row] - means[row]) * (difference[column] - means[column]) / count
        }
      }
    }
    worst =
      (0..<origins).max {
        abs(means[$0]) / (covariance[$0, $0] + 1e-12).squareRoot()
          < abs(means[$1]) / (covariance[$1, $1] + 1e-12).squareRoot()
      } ?? 0
    guard origins > 1, let eigen = try? symmetricEigen(covariance) else {
      pValue = 1
      return
    }
    // The differences sum to 0, so one direction has no spread; it is left out with its like.
    let least = 1e-6 * (eigen.values.max() ?? 0)
    let kept = eigen.values.indices.filter { eigen.values[$0] > least && eigen.values[$0] > 1e-12 }
    func distance(_ point: [Double]) -> Double {
      kept.reduce(0) { sum, index in
        let along = (0..<origins).reduce(0) {
          $0 + eigen.vectors[index, $1] * (point[$1] - means[$1])
        }
        return sum + along * along / eigen.values[index]
      }
    }
    let zero = distance([Double](repeating: 0, count: origins))
    let further = differences.count { distance($0) >= zero }
    pValue = (Double(further) + 1) / (count + 1)
  }
}
