internal import Foundation
internal import LinearAlgebra

/// A smooth size distribution estimated from class counts, whatever the sieves.
///
/// Few classes do not say how stones lie within them, and expectation-maximisation alone answers with
/// a comb. So `ln f` is a quadratic in log weight, which is a lognormal, plus cosines whose size is
/// held down by their squared third difference, `λ k⁶`; the evidence chooses `λ`
/// (``LogLinearDensity``). With much data the distribution follows them, with little it is lognormal.
///
/// ```swift
/// let counts = ClassCounts([40, 120, 30], sieves: SieveMatrix(set))
/// let density = try SizeDensity(of: [counts])
/// density.shares.reduce(0, +)   // 1
/// ```
public struct SizeDensity: Sendable {
  /// The share of stones in each cell of ``CaratGrid``, summing to 1.
  public let shares: [Double]
  /// The strength `λ` of the smoothing that was chosen.
  public let smoothing: Double

  /// The strengths that are tried.
  package static let strengths: [Double] = (0...18).map { pow(10, 3 - Double($0) / 2) }
  /// The number of cosines.
  package static let cosines = 60

  /// Estimates the distribution that several samples share.
  ///
  /// - Parameter samples: at least one with a stone.
  /// - Throws: ``FingerprintError`` when there is no stone, or the fit fails.
  /// - Complexity: some 60 steps of ``LogLinearDensity`` with 62 coefficients.
  public init(of samples: [ClassCounts]) throws(FingerprintError) {
    let samples = samples.filter { $0.total > 0 }
    guard let first = samples.first else {
      throw FingerprintError(
        reason: "no stone was counted", mend: "give at least one class with stones")
    }
    let basis = SizeDensity.basis
    let offset = [Double](repeating: 0, count: CaratGrid.count)
    var start = SizeDensity.lognormal(like: first)
    var best: (fit: LogLinearDensity, strength: Double)?
    for (index, strength) in SizeDensity.strengths.enumerated() {
      let precisions = (0..<basis.columns).map { $0 < 2 ? 1e-4 : strength }
      let fit = try LogLinearDensity(
        fittedTo: samples, offset: offset, basis: basis, precisions: precisions, from: start)
      start = fit.coefficients
      if let before = best, fit.evidence <= before.fit.evidence {
        // The evidence has one peak: far below it nothing better follows.
        if index > 4, fit.evidence < before.fit.evidence - 15 { break }
      } else {
        best = (fit, strength)
      }
    }
    guard let best else {
      throw FingerprintError(reason: "no smoothing was tried", mend: "report this as a defect")
    }
    shares = best.fit.shares
    smoothing = best.strength
  }

  /// `240 x 62`: log weight and its square, scaled to -1 … 1, and cosines divided by `k³`.
  private static let basis: Matrix<Double> = {
    var basis = Matrix<Double>(rows: CaratGrid.count, columns: cosines + 2)
    for cell in 0..<CaratGrid.count {
      let middle = (Double(cell) + 0.5) / Double(CaratGrid.count)
      let x = 2 * middle - 1
      basis[cell, 0] = x
      basis[cell, 1] = x * x
      for k in 1...cosines {
        basis[cell, k + 1] = cos(.pi * Double(k) * middle) / Double(k * k * k)
      }
    }
    return basis
  }()

  /// The coefficients of the lognormal through the classes' middles.
  private static func lognormal(like sample: ClassCounts) -> [Double] {
    let matrix = sample.sieves.probabilities
    let total = sample.total
    let middles = (0..<matrix.rows).map { row in
      var (mass, sum) = (1e-300, 0.0)
      for (cell, probability) in matrix.row(row).enumerated() {
        mass += probability
        sum += probability * (2 * (Double(cell) + 0.5) / Double(CaratGrid.count) - 1)
      }
      return sum / mass
    }
    let mean = zip(sample.counts, middles).reduce(0) { $0 + $1.0 * $1.1 } / total
    let variance = max(
      zip(sample.counts, middles).reduce(0) { sum, pair in
        sum + pair.0 * (pair.1 - mean) * (pair.1 - mean)
      } / total, 0.005)
    return [mean / variance, -0.5 / variance] + [Double](repeating: 0, count: cosines)
  }
}
