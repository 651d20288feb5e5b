/// How far the single-precision screen can be from the truth for one query.
///
/// The derivation is in <doc:ExactNeighbours>; the names here are the ones used there. All quantities
/// are in the scaled unit of the ``Screen``. The bound holds for any order of the sums in the
/// product, with or without fused multiply-adds, so it holds for every BLAS kernel.
///
/// ```swift
/// let cutoff = bound.cutoff(forKth: kthSmallestScreenValue)
/// // Whoever is at or above the cut-off is farther, for certain, than the k-th reference so far.
/// ```
struct ScreenBound: Sendable {
  /// `P`: the squared norm of the rounded query.
  private let squaredNorm: Double
  /// `β`: how far a screen value can be from `‖A‖²/2 − A·B`.
  private let value: Double
  /// `η`: how far `‖A − B‖` can be from the scaled distance between the unrounded vectors.
  private let distance: Double
  /// `γ`: the relative error of the squared distances that rank the candidates.
  private let ranking: Double
  /// `τ`: their absolute error by underflow.
  private let underflow: Double

  /// Whether the screen can be used at all; otherwise every reference is a candidate.
  let isUsable: Bool

  /// The bound for one query.
  ///
  /// - Parameters:
  ///   - columns: `d`, the length of the sums.
  ///   - largestNorm: `α`, the largest norm of a rounded reference.
  ///   - squaredNorm: `P`, the squared norm of the rounded query.
  ///   - scale: `σ`, the power of two that multiplied the data.
  ///   - share: 1, except in tests that show that a smaller bound loses neighbours.
  init(columns: Int, largestNorm: Double, squaredNorm: Double, scale: Double, share: Double = 1) {
    let count = Double(columns)
    let norm = squaredNorm.squareRoot()
    let single = 0x1p-24
    let gamma = ScreenBound.gamma(columns, unit: single)
    let norms = largestNorm * largestNorm
    // Everything below is a sum of positive terms; `upward` covers the rounding of these few lines.
    let upward = 1 + 0x1p-20
    let product = (gamma + single * (1 + gamma)) * largestNorm * norm
    let evaluation = (count + 16) * 0x1p-50 * (norms + squaredNorm)
    value = share * upward * (single * norms + product + count * 0x1p-147 + evaluation)
    distance =
      share * upward
      * ((single + 0x1p-51) * (largestNorm + norm) + count.squareRoot() * 0x1p-148)
    ranking = share * upward * ScreenBound.gamma(columns + 2, unit: 0x1p-53)
    let root = scale * 0x1p-537
    underflow = share * max(Double.leastNormalMagnitude, count * root * root)
    self.squaredNorm = squaredNorm
    // Below 2^40 no product of the screen comes near the largest Float.
    isUsable = norm < 0x1p40 && largestNorm < 0x1p40 && gamma < 1
  }

  /// Higham's `γ(n) = n u / (1 − n u)`: the relative error of a dot product of `n` terms, against the
  /// sum of the magnitudes of its terms, in any order; infinite where `n u` reaches 1.
  static func gamma(_ count: Int, unit: Double) -> Double {
    let product = Double(count) * unit
    return product < 1 ? product / (1 - product) : .infinity
  }

  /// What a reference must not exceed to be among the `k` nearest.
  ///
  /// - Parameter kth: the k-th smallest screen value among the references seen so far.
  func limits(forKth kth: Float) -> (cutoff: Float, reach: Double) {
    guard isUsable else { return (.infinity, .infinity) }
    let nearest = max(0, 2 * (Double(kth) + value) + squaredNorm).squareRoot() + distance
    let upper = (1 + ranking) * nearest * nearest + underflow
    let reach = ((upper + underflow) / (1 - ranking)).squareRoot() + distance
    let exact = (reach * reach - squaredNorm) / 2 + value
    // Two steps up: one for the rounding to Float, one because the comparison is "below".
    return (Float(exact).nextUp.nextUp, reach * (1 + 0x1p-40))
  }

  /// The screen value from which on a reference cannot be among the `k` nearest.
  ///
  /// - Returns: a value above `kth`; discard a reference only when its own is not below this.
  func cutoff(forKth kth: Float) -> Float { limits(forKth: kth).cutoff }
}
