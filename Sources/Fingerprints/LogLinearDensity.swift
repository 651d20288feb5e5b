internal import Foundation
package import LinearAlgebra

/// A size distribution `f ∝ exp(o + B θ)` on the carat grid, fitted to class counts with a Gaussian
/// prior on `θ`.
///
/// The counts of every sample are multinomial over its own classes, with probabilities `M f / Σ M f`:
/// a composite link (R. Thompson and R. J. Baker, 1981, doi:10.2307/2346381; penalised by P. H. C.
/// Eilers, 2007, doi:10.1177/1471082X0700700302). The fit maximises
///
///     Σ_samples [ Σ_c y_c ln (M f)_c − n ln Σ_c (M f)_c ] − ½ Σ_j Q_j θ_j²
///
/// by Newton's method with the expected curvature and halved steps. The curvature at the maximum gives
/// the Laplace approximation to the posterior, from which ``draws(_:using:)`` are made, and to the
/// evidence (D. J. C. MacKay, 1992, doi:10.1162/neco.1992.4.3.415), which chooses between priors.
///
/// ```swift
/// let fit = try LogLinearDensity(
///   fittedTo: [counts], offset: pooled.map(log), basis: basis, precisions: precisions)
/// fit.shares.reduce(0, +)   // 1
/// ```
///
/// The loss is convex where every class is one cell; where classes are wide it need not be, and the
/// search ends in the maximum next to its start.
public struct LogLinearDensity: Sendable {
  /// The shares of the cells, summing to 1.
  public let shares: [Double]
  /// The Laplace approximation of the log evidence, up to a constant of the data.
  public let evidence: Double
  /// The fitted `θ`.
  package let coefficients: [Double]
  private let exponents: [Double]
  private let basis: Matrix<Double>
  /// The Cholesky factor of the curvature at the maximum.
  private let factor: Matrix<Double>

  /// Fits a distribution.
  ///
  /// - Parameters:
  ///   - samples: what was counted.
  ///   - offset: 240 values `o`.
  ///   - basis: `240 x p`, the columns of `B`.
  ///   - precisions: `p` values `Q`, all positive.
  ///   - start: where the search begins; zeros by default.
  /// - Throws: ``FingerprintError`` when the samples' numbers leave the range of arithmetic.
  /// - Complexity: O(classes · (240 p + p²) + p³) for each of about ten steps.
  package init(
    fittedTo samples: [ClassCounts], offset: [Double], basis: Matrix<Double>,
    precisions: [Double], from start: [Double]? = nil
  ) throws(FingerprintError) {
    let problem = Problem(
      samples: samples, offset: offset, basis: basis, precisions: precisions)
    var theta = start ?? [Double](repeating: 0, count: basis.columns)
    var loss = problem.loss(at: theta)
    var factor = Matrix<Double>(rows: 0, columns: 0)
    for _ in 0..<80 {
      let (gradient, curvature) = problem.derivatives(at: theta)
      do {
        factor = try cholesky(curvature)
      } catch {
        throw FingerprintError(
          reason: "the size distribution could not be fitted: \(error.description)",
          mend: "check the numbers of stones, and merge classes that hold hardly any")
      }
      let step = solve(factor, gradient)
      let decrement = zip(gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
      if decrement < 1e-6 { break }
      var share = 1.0
      var next = theta
      var nextLoss = Double.infinity
      while share > 1e-6 {
        next = zip(theta, step).map { $0 + share * $1 }
        nextLoss = problem.loss(at: next)
        if nextLoss <= loss - 1e-4 * share * decrement { break }
        share /= 2
      }
      guard share > 1e-6 else { break }
      (theta, loss) = (next, nextLoss)
    }
    coefficients = theta
    exponents = problem.exponents(at: theta)
    shares = normalised(exponents)
    self.basis = basis
    self.factor = factor
    let logPrecisions = precisions.reduce(0) { $0 + log($1) }
    let logDiagonal = (0..<factor.rows).reduce(0) { $0 + log(factor[$1, $1]) }
    evidence = -loss + logPrecisions / 2 - logDiagonal
  }

  /// Distributions drawn from the approximate posterior: what the counts leave open.
  ///
  /// - Returns: `count x 240`, every row summing to 1.
  package func draws(_ count: Int, using generator: inout CounterGenerator) -> Matrix<Double> {
    var deviations = Matrix<Double>(rows: count, columns: basis.columns)
    for row in 0..<count {
      let normal = (0..<basis.columns).map { _ in generator.normal() }
      for (column, value) in solveTransposed(factor, normal).enumerated() {
        deviations[row, column] = value
      }
    }
    let changes = product(deviations, basis, .plain, .transposed)
    return Matrix(
      rows: count, columns: exponents.count,
      elements: (0..<count).flatMap { row in
        normalised(zip(exponents, changes.row(row)).map { $0 + $1 })
      })
  }
}

/// The function that the fit minimises: minus the log posterior, up to a constant.
///
/// The expected curvature of a multinomial sample is `n Σ_c p_c (s_c − s̄)(s_c − s̄)ᵀ`, with `s_c` the
/// derivative of `ln (M f)_c` and `s̄ = Σ p_c s_c`; it is never negative, so every step goes down.
private struct Problem {
  let samples: [ClassCounts]
  let offset: [Double]
  let basis: Matrix<Double>
  let precisions: [Double]

  /// `o + B θ`, its largest value 0.
  func exponents(at theta: [Double]) -> [Double] {
    let column = Matrix(rows: theta.count, columns: 1, elements: theta)
    let sums = zip(offset, product(basis, column).elements).map { $0 + $1 }
    let largest = sums.max() ?? 0
    return sums.map { $0 - largest }
  }

  func loss(at theta: [Double]) -> Double {
    let density = Matrix(
      rows: 1, columns: offset.count, elements: exponents(at: theta).map(exp))
    var loss = zip(precisions, theta).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / 2
    for sample in samples {
      let expected = product(density, sample.sieves.probabilities, .plain, .transposed).elements
      for (count, value) in zip(sample.counts, expected) where count > 0 {
        loss -= count * log(max(value, 1e-300))
      }
      loss += sample.total * log(max(expected.reduce(0, +), 1e-300))
    }
    return loss
  }

  /// Minus the gradient of the loss, and its expected curvature.
  func derivatives(at theta: [Double]) -> (gradient: [Double], curvature: Matrix<Double>) {
    let density = exponents(at: theta).map(exp)
    let size = theta.count
    var gradient = zip(precisions, theta).map { -$0 * $1 }
    var curvature = Matrix<Double>(rows: size, columns: size)
    for index in 0..<size { curvature[index, index] = precisions[index] }
    var weighted = basis
    for cell in 0..<basis.rows {
      for column in 0..<size { weighted[cell, column] *= density[cell] }
    }
    for sample in samples {
      let matrix = sample.sieves.probabilities
      let expected = product(
        Matrix(rows: 1, columns: density.count, elements: density), matrix, .plain, .transposed
      ).elements.map { max($0, 1e-300) }
      let total = expected.reduce(0, +)
      // Rows: the derivative of ln (M f)_c.
      var slopes = product(matrix, weighted)
      var mean = [Double](repeating: 0, count: size)
      for row in 0..<slopes.rows {
        for column in 0..<size {
          mean[column] += slopes[row, column] / total
          slopes[row, column] /= expected[row]
        }
      }
      for row in 0..<slopes.rows {
        let (count, root) = (sample.counts[row], (expected[row] / total).squareRoot())
        for column in 0..<size {
          let centred = slopes[row, column] - mean[column]
          gradient[column] += count * centred
          slopes[row, column] = centred * root
        }
      }
      let information = product(slopes, slopes, .transposed, .plain)
      for index in curvature.elements.indices {
        curvature.elements[index] += sample.total * information.elements[index]
      }
    }
    return (gradient, curvature)
  }
}

/// `exp x / Σ exp x`, without overflow.
private func normalised(_ exponents: [Double]) -> [Double] {
  let largest = exponents.max() ?? 0
  let values = exponents.map { exp($0 - largest) }
  let sum = values.reduce(0, +)
  return values.map { $0 / sum }
}

/// Solves `L Lᵀ x = b`.
private func solve(_ factor: Matrix<Double>, _ values: [Double]) -> [Double] {
  let row = Matrix(rows: 1, columns: values.count, elements: values)
  return solveTransposed(factor, solveLowerTriangular(factor, forRowsOf: row).elements)
}
