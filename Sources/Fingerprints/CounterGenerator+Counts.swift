internal import Foundation

/// Draws of counts: what a sampled parcel holds.
extension CounterGenerator {
  /// How many of `count` stones fall into each class.
  ///
  /// Class by class, a binomial share of the stones that are left.
  ///
  /// - Parameters:
  ///   - count: the number of stones, at least 0.
  ///   - shares: the classes' probabilities; they need not sum to 1.
  /// - Returns: whole numbers that sum to `count`, as doubles.
  /// - Complexity: O(classes), but for classes of few stones, which take a step for each stone.
  public mutating func multinomial(_ count: Int, shares: some Collection<Double>) -> [Double] {
    var left = count
    var rest = shares.reduce(0, +)
    var result: [Double] = []
    result.reserveCapacity(shares.count)
    var index = 0
    for share in shares {
      index += 1
      let drawn: Int
      if left == 0 || share <= 0 {
        drawn = 0
      } else if index == shares.count || share >= rest {
        drawn = left
      } else {
        drawn = binomial(left, probability: share / rest)
      }
      rest -= share
      left -= drawn
      result.append(Double(drawn))
    }
    // Rounding may leave stones over when the last classes have no share: they go to the largest.
    if left > 0, let largest = result.indices.max(by: { result[$0] < result[$1] }) {
      result[largest] += Double(left)
    }
    return result
  }

  /// How many of `count` trials succeed.
  ///
  /// Inversion where few are expected, else W. Hörmann's transformed rejection with squeeze (BTRS,
  /// 1993, doi:10.1080/00949659308811496).
  ///
  /// - Precondition: `count >= 0` and `0 <= probability <= 1`.
  public mutating func binomial(_ count: Int, probability: Double) -> Int {
    precondition(count >= 0 && (0...1).contains(probability), "A probability is from 0 to 1.")
    if probability > 0.5 { return count - binomial(count, probability: 1 - probability) }
    if Double(count) * probability < 10 { return fewOf(count, probability: probability) }
    let n = Double(count)
    let deviation = (n * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let centre = n * probability + 0.5
    let squeeze = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * deviation
    let logOdds = log(probability / (1 - probability))
    let mode = ((n + 1) * probability).rounded(.down)
    let height = logFactorial(mode) + logFactorial(n - mode)
    while true {
      let u = uniform() - 0.5
      let v = uniform()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + centre).rounded(.down)
      if us >= 0.07, v <= squeeze { return Int(k) }
      guard k >= 0, k <= n else { continue }
      let bound =
        height - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds
      if log(v * alpha / (a / (us * us) + b)) <= bound { return Int(k) }
    }
  }

  /// Binomial by inversion: the cumulative probabilities added up from zero successes.
  private mutating func fewOf(_ count: Int, probability: Double) -> Int {
    guard probability > 0 else { return 0 }
    let odds = probability / (1 - probability)
    var mass = exp(Double(count) * log1p(-probability))
    var left = uniform()
    var successes = 0
    while left > mass, successes < count {
      left -= mass
      successes += 1
      mass *= odds * Double(count - successes + 1) / Double(successes)
    }
    return successes
  }

  /// A draw from the gamma distribution of the given shape and scale 1.
  ///
  /// G. Marsaglia and W. W. Tsang, *A simple method for generating gamma variables*, 2000,
  /// doi:10.1145/358407.358414; a shape below 1 through the one above it.
  ///
  /// - Precondition: `shape > 0`.
  public mutating func gamma(shape: Double) -> Double {
    precondition(shape > 0, "A gamma distribution's shape is positive.")
    if shape < 1 {
      let boost = log(uniform()) / shape
      return gamma(shape: shape + 1) * exp(boost)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      guard v > 0 else { continue }
      if log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }

  /// Shares from the Dirichlet distribution, summing to 1.
  ///
  /// - Parameter concentrations: one for each class; those not above 0 get no share.
  public mutating func dirichlet(_ concentrations: some Collection<Double>) -> [Double] {
    let draws = concentrations.map { $0 > 0 ? max(gamma(shape: $0), 1e-300) : 0 }
    let sum = draws.reduce(0, +)
    return sum > 0 ? draws.map { $0 / sum } : draws.map { _ in 1 / Double(draws.count) }
  }
}

/// `ln k!` of a whole number; small ones from a table.
private func logFactorial(_ k: Double) -> Double {
  k < 16 ? smallLogFactorials[Int(k)] : logGamma(k + 1)
}

private let smallLogFactorials: [Double] = (0..<16).map { logGamma(Double($0) + 1) }
