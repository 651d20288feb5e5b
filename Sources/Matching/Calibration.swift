internal import Foundation
package import LinearAlgebra

/// Turns two kinds of scores into probabilities: mixed with a weight, sharpened or flattened by a
/// temperature, and never surer than the material behind them allows.
///
/// The probability of origin `c` is `(1 − ε) softmax(b S)_c + ε / K` with
/// `S = w A / s_A + (1 − w) B / s_B`. The scale factors `s` are the scores' own root mean squares;
/// `w` and `b` are fitted to held-out units; `ε`, about `1 / (n + 1)` for `n` of them, keeps the odds
/// within what `n` observations can support (C. Guo et al., 2017, arXiv:1706.04599, for the
/// temperature).
package struct Calibration: Sendable, Equatable, Codable {
  /// The weight of the first kind of scores, 0 to 1.
  package let weight: Double
  /// The inverse temperature `b`.
  package let sharpness: Double
  /// The root mean squares of the two kinds of scores about their means over origins.
  package let scales: [Double]
  /// The share of probability that is spread evenly.
  package let epsilon: Double

  package init(weight: Double, sharpness: Double, scales: [Double], epsilon: Double) {
    self.weight = weight
    self.sharpness = sharpness
    self.scales = scales
    self.epsilon = epsilon
  }

  /// ln p of every origin.
  ///
  /// - Parameters:
  ///   - first: one score for each origin; −∞ for origins without references.
  ///   - second: the other kind.
  /// - Returns: one value for each origin; −∞ where both scores are.
  package func logPosterior(
    _ first: ArraySlice<Double>, _ second: ArraySlice<Double>
  ) -> [Double] {
    let mixed = Calibration.mix(first, second, weight: weight, scales: scales)
    let present = mixed.count { $0.isFinite }
    let logs = logSoftmax(mixed.map { $0 * sharpness })
    return logs.map { value in
      value.isFinite ? log((1 - epsilon) * exp(value) + epsilon / Double(present)) : -.infinity
    }
  }

  fileprivate static func mix(
    _ first: ArraySlice<Double>, _ second: ArraySlice<Double>, weight: Double, scales: [Double]
  ) -> [Double] {
    zip(first, second).map { a, b in
      guard a.isFinite, b.isFinite else { return -.infinity }
      return weight * a / scales[0] + (1 - weight) * b / scales[1]
    }
  }
}

/// Held-out units' scores with the truth: what a calibration is fitted to.
package struct HeldOutScores: Sendable {
  /// `n x origins`: the first kind of scores.
  package let first: Matrix<Double>
  /// `n x origins`: the second kind.
  package let second: Matrix<Double>
  /// The true origin of each row.
  package let truth: [Int]
  /// The unit of each row; units weigh the same however many rows they have.
  package let units: [Int]

  /// A fitted calibration with its loss on the data that it was fitted to.
  package struct Fit: Sendable {
    package let calibration: Calibration
    /// The weighted mean cross-entropy, in nats.
    package let loss: Double
    /// Each unit's share of the loss, scaled so that their mean is `loss`.
    package let lossByUnit: [Double]
  }

  package init(first: Matrix<Double>, second: Matrix<Double>, truth: [Int], units: [Int]) {
    self.first = first
    self.second = second
    self.truth = truth
    self.units = renumbered(units)
  }

  /// Fits the weight and the temperature.
  ///
  /// The first weight in `order` is taken whose loss is at most one paired standard error above the
  /// smallest: differences that the held-out units cannot tell apart do not decide.
  ///
  /// - Parameters:
  ///   - order: the weights to try, the preferred one first.
  ///   - evenShare: `ε` times one more than the number of rows.
  package func fit(order: [Double], evenShare: Double = 1) -> Fit {
    let scales = [HeldOutScores.scale(first), HeldOutScores.scale(second)]
    var counts: [Int: Int] = [:]
    for unit in units { counts[unit, default: 0] += 1 }
    let weights = units.map { 1 / Double(counts[$0, default: 1]) }
    let epsilon = evenShare / Double(truth.count + 1)
    let fits = order.map { weight in
      fit(weight: weight, scales: scales, rowWeights: weights, epsilon: epsilon)
    }
    let best = indexOfSmallest(fits.map(\.loss))
    return fits[
      fits.indices.first { $0 == best || notWorse(fits[$0].lossByUnit, fits[best].lossByUnit) }
        ?? best]
  }

  private func fit(
    weight: Double, scales: [Double], rowWeights: [Double], epsilon: Double
  ) -> Fit {
    var problem = TemperatureProblem(epsilon: epsilon)
    for row in truth.indices {
      problem.append(
        Calibration.mix(first.row(row), second.row(row), weight: weight, scales: scales),
        truth: truth[row], weight: rowWeights[row])
    }
    let sharpness = minimiseConvex(from: 1, within: 1e-4...1e4) { problem.value(at: $0) }
    let total = rowWeights.reduce(0, +)
    var lossByUnit = [Double](repeating: 0, count: (units.max() ?? -1) + 1)
    for row in truth.indices {
      lossByUnit[units[row]] += rowWeights[row] * problem.terms(ofRow: row, at: sharpness).loss
    }
    let scale = Double(lossByUnit.count) / total
    return Fit(
      calibration: Calibration(
        weight: weight, sharpness: sharpness, scales: scales, epsilon: epsilon),
      loss: lossByUnit.reduce(0, +) / total, lossByUnit: lossByUnit.map { $0 * scale })
  }

  /// The root mean square of scores about each row's mean; rows with an absent origin do not count
  /// unless there are no others.
  private static func scale(_ scores: Matrix<Double>) -> Double {
    let rows = (0..<scores.rows).map { Array(scores.row($0)) }
    let complete = rows.filter { $0.allSatisfy(\.isFinite) }
    var (sum, count) = (0.0, 0)
    for row in complete.isEmpty ? rows.map({ $0.filter(\.isFinite) }) : complete {
      let mean = row.reduce(0, +) / Double(max(1, row.count))
      for value in row { sum += (value - mean) * (value - mean) }
      count += row.count
    }
    let scale = (sum / Double(max(1, count))).squareRoot()
    return scale > 0 ? scale : 1
  }
}

/// The index of the smallest loss, the first of those that are equal to nine decimals; 0 for none.
///
/// Rounded, so that the last bits of a kernel's products do not choose a model.
package func indexOfSmallest(_ losses: [Double]) -> Int {
  let rounded = losses.map { ($0 * 1e9).rounded() }
  return rounded.indices.min { rounded[$0] < rounded[$1] } ?? 0
}

/// Whether the first losses are, over paired units, at most one standard error above the second.
package func notWorse(_ losses: [Double], _ best: [Double]) -> Bool {
  // Rounded for the same reason as in `indexOfSmallest`.
  let differences = zip(losses, best).map { (($0 - $1) * 1e9).rounded() / 1e9 }
  guard differences.count > 1 else { return false }
  let count = Double(differences.count)
  let mean = differences.reduce(0, +) / count
  let variance =
    differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
  return mean <= (variance / count).squareRoot()
}

/// `x − ln Σ exp x`, without overflow; −∞ stays.
package func logSoftmax(_ values: [Double]) -> [Double] {
  let largest = values.max() ?? 0
  guard largest.isFinite else { return values }
  let sum = log(values.reduce(0) { $0 + exp($1 - largest) })
  return values.map { $0 - largest - sum }
}
