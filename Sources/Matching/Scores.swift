internal import Foundation

/// How well probabilities told known origins: the figures of `adamas validate`.
public struct Scores: Sendable, Equatable, Codable {
  /// The share whose most probable origin is the true one.
  public let accuracy: Double
  /// The mean over origins of that share, so that a common origin does not hide a rare one.
  public let balancedAccuracy: Double
  /// The mean of −ln p of the true origin, in nats; probabilities below 10⁻¹⁵ count as that.
  public let logLoss: Double
  /// The mean of Σ (p − truth)² over origins, 0 to 2.
  ///
  /// G. W. Brier, 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
  public let brier: Double

  /// Scores probabilities against the truth.
  ///
  /// - Parameters:
  ///   - probabilities: one row for each item, one value for each origin, each row summing to 1.
  ///   - truth: the index of each item's origin.
  /// - Precondition: there is at least one item.
  public init(probabilities: [[Double]], truth: [Int]) {
    precondition(!truth.isEmpty && truth.count == probabilities.count)
    var hits = 0
    var perOrigin: [Int: (right: Int, all: Int)] = [:]
    var (loss, squares) = (0.0, 0.0)
    for (row, origin) in zip(probabilities, truth) {
      let right = indexOfLargest(row) == origin
      if right { hits += 1 }
      let before = perOrigin[origin] ?? (0, 0)
      perOrigin[origin] = (before.right + (right ? 1 : 0), before.all + 1)
      loss -= log(max(1e-15, row[origin]))
      for (index, probability) in row.enumerated() {
        let difference = probability - (index == origin ? 1 : 0)
        squares += difference * difference
      }
    }
    let count = Double(truth.count)
    accuracy = Double(hits) / count
    let shares = perOrigin.keys.sorted().compactMap { key in
      perOrigin[key].map { Double($0.right) / Double($0.all) }
    }
    balancedAccuracy = shares.reduce(0, +) / Double(shares.count)
    logLoss = loss / count
    brier = squares / count
  }
}

/// The index of the largest value, the first of equal ones; 0 for no values.
package func indexOfLargest(_ values: some RandomAccessCollection<Double>) -> Int {
  var best = 0
  var largest = -Double.infinity
  for (index, value) in values.enumerated() where value > largest {
    (best, largest) = (index, value)
  }
  return best
}
