internal import LinearAlgebra

/// How one channel's light follows from a window of another instrument's channels: a ridge regression
/// that is shrunk towards a guess instead of towards nothing.
///
/// With `y` the light of n specimens in the channel, `X` theirs in the window, and `a` the shares of the
/// window that stand where the channel stands, the guess is `g·a` with `g = ȳ / (a·x̄)`: the two
/// instruments see the same light there and differ by their response alone. Found is the `b` with the
/// least
///
///     Σᵢ (yᵢ − ȳ − b·(xᵢ − x̄))² + λ·|b − g·a|²,   λ = ridge · trace(X̃ᵀX̃) / p,
///
/// with X̃ the centred window of p channels. A great ridge leaves the guess, a small one is ordinary
/// least squares (A. E. Hoerl and R. W. Kennard, 1970, doi:10.1080/00401706.1970.10488634).
///
/// The guess matters for stones that are unlike all that the fit has seen: a line that no specimen
/// showed is carried over, where plain shrinkage would take it away.
struct WindowRegression {
  private let light: [Double]
  private let mean: Double
  private let windowMeans: [Double]
  /// The guess `g·a`.
  private let guess: [Double]
  /// What the guess leaves over of each specimen.
  private let rest: [Double]
  private let decomposition: SingularValues
  /// The rest along each left singular vector.
  private let along: [Double]
  private let meanSquare: Double

  /// Prepares the regression for any ridge.
  ///
  /// - Parameters:
  ///   - light: n values, one for each specimen.
  ///   - window: `n x p`.
  ///   - shares: p values that add up to 1.
  /// - Throws: `DecompositionError` when a value is not finite.
  /// - Complexity: O(n · p · min(n, p)).
  init(
    _ light: [Double], window: Matrix<Double>, shares: [Double]
  ) throws(DecompositionError) {
    precondition(light.count == window.rows && shares.count == window.columns)
    self.light = light
    let mean = light.reduce(0, +) / Double(max(1, light.count))
    let means = columnMeans(window)
    let centred = subtracting(means, from: window)
    let seen = zip(shares, means).reduce(0) { $0 + $1.0 * $1.1 }
    let response = seen > 0 ? max(0, mean) / seen : 0
    let guess = shares.map { response * $0 }
    rest = light.indices.map { row in
      zip(guess, centred.row(row)).reduce(light[row] - mean) { $0 - $1.0 * $1.1 }
    }
    let found = try singularValues(centred)
    var along = [Double](repeating: 0, count: found.values.count)
    for row in light.indices {
      for (index, value) in found.left.row(row).enumerated() { along[index] += value * rest[row] }
    }
    decomposition = found
    meanSquare = found.values.reduce(0) { $0 + $1 * $1 } / Double(max(1, shares.count))
    (self.mean, windowMeans, self.guess, self.along) = (mean, means, guess, along)
  }

  /// The light of each specimen as it is foretold from the others, for each of some ridges.
  ///
  /// Exact for a given guess and λ, without fitting n times: a residual grows by 1/(1 − hᵢᵢ) with the
  /// leverage hᵢᵢ (D. M. Allen, 1974, doi:10.1080/00401706.1974.10489157).
  ///
  /// - Returns: `n x ridges`.
  func leftOut(ridges: [Double]) -> Matrix<Double> {
    let left = decomposition.left
    // How much of each singular direction every ridge keeps.
    var kept = Matrix<Double>(rows: along.count, columns: ridges.count)
    var fits = kept
    for (index, value) in decomposition.values.enumerated() where value > 0 {
      for (column, ridge) in ridges.enumerated() {
        let share = value * value / (value * value + ridge * meanSquare)
        kept[index, column] = share
        fits[index, column] = share * along[index]
      }
    }
    let squares = Matrix(
      rows: left.rows, columns: left.columns, elements: left.elements.map { $0 * $0 })
    let (fitted, leverages) = (product(left, fits), product(squares, kept))
    var result = fitted
    let own = 1 / Double(light.count)
    for row in light.indices {
      for column in ridges.indices {
        let residual = rest[row] - fitted[row, column]
        result[row, column] = light[row] - residual / max(1e-6, 1 - own - leverages[row, column])
      }
    }
    return result
  }

  /// The p coefficients, and what is added to their sum over the window.
  func fit(ridge: Double) -> (coefficients: [Double], offset: Double) {
    var coefficients = guess
    for (index, value) in decomposition.values.enumerated() where value > 0 {
      let weight = along[index] * value / (value * value + ridge * meanSquare)
      for (place, part) in decomposition.right.row(index).enumerated() {
        coefficients[place] += weight * part
      }
    }
    let seen = zip(coefficients, windowMeans).reduce(0) { $0 + $1.0 * $1.1 }
    return (coefficients, mean - seen)
  }
}
