internal import Fingerprints
internal import Foundation
internal import LinearAlgebra

/// What the counts of a parcel say about the distribution behind it, in numbers that mean the same in
/// every sieve set.
///
/// The logits of shares above a parcel's own class bounds are another space for every sieve set:
/// distances there, and so the nearest draws, change with the sieves even where the stones do not. So
/// the logits of the *members'* shares above fixed weights are foretold from those of their draws' by
/// ridge regression over all draws, and the forecasts are the features. That is a posterior mean as
/// summary statistic (P. Fearnhead and D. Prangle, 2012, doi:10.1111/j.1467-9868.2011.01010.x): what is
/// chance in the counts is shrunk away, and what any sieve set shows is kept in the same units.
///
/// ```swift
/// let summaries = SizeSummaries(from: logits, to: SizeSummaries.targets(of: model, sieves))
/// summaries.features(of: logits)   // draws x weights, each with variance 1 over the draws
/// ```
struct SizeSummaries: Sendable {
  /// The number of weights at which shares are foretold.
  static let weights = 12
  /// The ridge, for each draw and in units of the logits' variances.
  static let ridge = 1e-5

  /// The mean of each logit over the draws.
  let means: [Double]
  /// `logits x weights`: what a logit adds to each feature.
  let slopes: Matrix<Double>

  /// Fits the regression.
  ///
  /// - Parameters:
  ///   - logits: `draws x logits`, what was counted.
  ///   - targets: `draws x weights`, what is true of each draw's member.
  init(from logits: Matrix<Double>, to targets: Matrix<Double>) {
    let means = columnMeans(logits)
    self.means = means
    let centred = subtracting(means, from: logits)
    // Units are taken out, so that the ridge weighs on all logits alike.
    let spreads = SizeSummaries.spreads(centred)
    var scaled = centred
    for row in 0..<scaled.rows {
      for column in 0..<scaled.columns { scaled[row, column] /= spreads[column] }
    }
    let aims = subtracting(columnMeans(targets), from: targets)
    var gram = product(scaled, scaled, .transposed, .plain)
    for index in 0..<gram.rows {
      gram[index, index] += SizeSummaries.ridge * Double(logits.rows)
    }
    let moments = product(aims, scaled, .transposed, .plain)
    var slopes = Matrix<Double>(rows: logits.columns, columns: targets.columns)
    // The ridge keeps the matrix positive definite; without a factor all features would be 0, and the
    // votes even.
    if let factor = try? cholesky(gram) {
      let halfway = solveLowerTriangular(factor, forRowsOf: moments)
      for weight in 0..<targets.columns {
        let values = solveTransposed(factor, Array(halfway.row(weight)))
        for (index, value) in values.enumerated() { slopes[index, weight] = value / spreads[index] }
      }
    }
    let units = SizeSummaries.spreads(product(centred, slopes))
    for row in 0..<slopes.rows {
      for column in 0..<slopes.columns { slopes[row, column] /= units[column] }
    }
    self.slopes = slopes
  }

  /// The features of counts.
  ///
  /// - Parameter logits: `m x logits`.
  /// - Returns: `m x weights`; every row depends on its own logits alone, to the last bit.
  func features(of logits: Matrix<Double>) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(logits.rows * slopes.columns)
    for row in 0..<logits.rows {
      var sums = [Double](repeating: 0, count: slopes.columns)
      for (index, logit) in logits.row(row).enumerated() {
        let difference = logit - means[index]
        for (column, slope) in slopes.row(index).enumerated() {
          sums[column] += difference * slope
        }
      }
      elements += sums
    }
    return Matrix(rows: logits.rows, columns: slopes.columns, elements: elements)
  }

  /// The logits of every member's share of stones above fixed weights, of those that the sieves catch.
  ///
  /// The weights are grid bounds at which the pooled distribution has even steps of the logit, from
  /// 0.92 to 0.0025 of what is caught.
  ///
  /// - Parameters:
  ///   - members: `m x 240`.
  ///   - pooled: the library's pooled distribution.
  ///   - sieves: the questioned parcel's.
  /// - Returns: `m x weights`.
  static func targets(
    of members: Matrix<Double>, pooled: [Double], sieves: SieveMatrix, workers: Workers
  ) -> Matrix<Double> {
    let caught = (0..<CaratGrid.count).map { cell in
      (0..<sieves.count).reduce(0) { $0 + sieves.probabilities[$1, cell] }
    }
    let shares = zip(pooled, caught).map { $0 * $1 }
    let total = max(shares.reduce(0, +), .leastNormalMagnitude)
    var columns = Matrix<Double>(rows: weights + 1, columns: CaratGrid.count)
    for cell in 0..<CaratGrid.count { columns[weights, cell] = caught[cell] }
    for weight in 0..<weights {
      let logit = -2.5 + 8.5 * Double(weight) / Double(weights - 1)
      let level = 1 / (1 + exp(logit))
      // From the top down, the cells above the weight.
      var above = 0.0
      for cell in (0..<CaratGrid.count).reversed() {
        above += shares[cell] / total
        if above > level { break }
        columns[weight, cell] = caught[cell]
      }
    }
    let masses = product(members, columns, .plain, .transposed, workers: workers)
    var targets = Matrix<Double>(rows: members.rows, columns: weights)
    for row in 0..<members.rows {
      let all = max(masses[row, weights], .leastNormalMagnitude)
      for weight in 0..<weights {
        let share = min(max(masses[row, weight] / all, 0), 1)
        targets[row, weight] = log((share + 1e-5) / (1 - share + 1e-5))
      }
    }
    return targets
  }

  /// The root mean square of every column of a matrix whose columns have mean 0.
  private static func spreads(_ centred: Matrix<Double>) -> [Double] {
    var squares = [Double](repeating: 0, count: centred.columns)
    for row in 0..<centred.rows {
      for (column, value) in centred.row(row).enumerated() { squares[column] += value * value }
    }
    return squares.map { max(($0 / Double(max(centred.rows, 1))).squareRoot(), 1e-9) }
  }
}
