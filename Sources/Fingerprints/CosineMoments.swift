internal import Foundation
public import LinearAlgebra

/// The fingerprint of a size distribution that does not depend on how it was binned.
///
/// Every stone's weight is replaced by its rank `u` between 0 and 1 in a pooled distribution, and the
/// distribution of ranks is described by its cosine moments
///
///     φ_k = √2 E[cos(π k u)] / √k,   k = 1 … 16
///
/// the smooth components of J. Neyman (1937, doi:10.1080/03461238.1937.10404821) for a test of
/// uniformity, damped so that the Euclidean distance between two fingerprints is a smooth distance
/// between distributions. For goods in classes the expectation is the mean of the cosine over each
/// class, stones lying in it as in the pooled distribution: `∫ cos(π k u) du` is exact.
///
/// ```swift
/// let moments = CosineMoments(pooled: [0.5, 0.5])
/// moments.fingerprints(of: Matrix([[0.5, 0.5]]))   // zeros: like the pool
/// ```
public struct CosineMoments: Sendable {
  /// The number of moments.
  public static let count = 16

  /// `16 x classes`: each moment of a stone in each class.
  let classMeans: Matrix<Double>

  /// The moments for goods in classes.
  ///
  /// - Parameter pooled: the share of each class in the pooled distribution, smallest class first,
  ///   summing to 1. A class without a share counts at its rank.
  public init(pooled: [Double]) {
    var ranks = [0.0]
    for share in pooled { ranks.append(ranks[ranks.count - 1] + share) }
    let total = max(ranks[ranks.count - 1], .leastNormalMagnitude)
    var means = Matrix<Double>(rows: CosineMoments.count, columns: pooled.count)
    for moment in 0..<CosineMoments.count {
      let k = Double(moment + 1)
      for (index, share) in pooled.enumerated() {
        let middle = (ranks[index] + ranks[index + 1]) / (2 * total)
        means[moment, index] =
          (2 / k).squareRoot() * cos(.pi * k * middle) * sinc(k * share / (2 * total))
      }
    }
    classMeans = means
  }

  /// The fingerprints of distributions over the classes.
  ///
  /// - Parameter shares: `m x classes`, rows summing to 1.
  /// - Returns: `m x 16`.
  /// - Complexity: O(m · classes · 16).
  public func fingerprints(of shares: Matrix<Double>) -> Matrix<Double> {
    product(shares, classMeans, .plain, .transposed)
  }

  /// The fingerprint of single stones by their exact ranks among pooled stones.
  ///
  /// A stone's rank is the middle between the share of pooled stones below it and the share not above
  /// it, so ties count half.
  ///
  /// - Parameters:
  ///   - carats: the weights, in any order.
  ///   - pooled: the pooled stones' weights, ascending.
  /// - Returns: 16 moments.
  /// - Complexity: O(n (log m + 16)).
  public static func fingerprint(of carats: [Double], among pooled: [Double]) -> [Double] {
    precondition(!carats.isEmpty && !pooled.isEmpty, "Ranks need stones on both sides.")
    var sums = [Double](repeating: 0, count: count)
    for weight in carats {
      let below = pooled.partitioningIndex { $0 >= weight }
      let notAbove = pooled.partitioningIndex { $0 > weight }
      let rank = Double(below + notAbove) / Double(2 * pooled.count)
      for moment in sums.indices { sums[moment] += cos(.pi * Double(moment + 1) * rank) }
    }
    return sums.enumerated().map { moment, sum in
      (2 / Double(moment + 1)).squareRoot() * sum / Double(carats.count)
    }
  }
}

/// `sin(π x) / (π x)`, 1 at 0.
func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }

extension Array {
  /// The first index from which a condition holds that, once true, stays true.
  ///
  /// - Complexity: O(log n).
  func partitioningIndex(where isSecond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
