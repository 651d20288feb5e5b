/// How the slow background of a spectrum is found: the light that is not in lines.
///
/// The plasma's own continuum and the detector's offset change from shot to shot and say nothing about
/// origin. Each method estimates them under the lines; what is compared is the light above.
///
/// ```swift
/// let baseline = Baseline.arPLS()
/// let light = try baseline.subtracted(from: table)   // the same table without its background
/// ```
///
/// Every method gives a baseline that scales with the light: twice the light has twice the baseline.
/// Each segment of an axis has a baseline of its own, since spectrometers do not share their offsets.
public enum Baseline: Sendable, Hashable, Codable {
  /// No baseline; the light stays as it is.
  case none
  /// Clips peaks in ever wider windows, up to `halfWindow` channels to each side (SNIP).
  ///
  /// C. G. Ryan et al., 1988, doi:10.1016/0168-583X(88)90063-8, without its logarithms, which would make
  /// the baseline depend on the unit of light. There is no stopping rule: windows of 1, 2, … channels
  /// to each side are used once each. Twice the half window should be wider than the lines, and
  /// narrower than what the background needs to bend.
  case snip(halfWindow: Int = 40)
  /// Smooths with weights that forget all light above the last baseline, and grow exponentially
  /// below it (adaptive iteratively reweighted penalised least squares).
  ///
  /// Z.-M. Zhang, S. Chen and Y.-Z. Liang, 2010, doi:10.1039/b922045c. Stops as soon as the light below
  /// the baseline, `Σ|dᵢ|` over `dᵢ < 0`, is less than `tolerance` of all light `Σ|yᵢ|`; or when the
  /// weights were chosen anew `iterations` times.
  case airPLS(lambda: Double = 1e6, tolerance: Double = 1e-3, iterations: Int = 50)
  /// Smooths with weights that fall along a logistic curve from below the baseline to above its noise
  /// (asymmetrically reweighted penalised least squares).
  ///
  /// S.-J. Baek et al., 2015, doi:10.1039/C4AN01061B. Stops as soon as the weights change by less than
  /// `tolerance`, `‖w − wₜ‖ / ‖w‖`; or when they were chosen anew `iterations` times.
  case arPLS(lambda: Double = 1e5, tolerance: Double = 1e-3, iterations: Int = 50)

  /// What is wrong with the settings, without a full stop; `nil` where nothing is.
  ///
  /// Baselines with a fault are refused when they are read back and must not be computed.
  public var fault: String? {
    switch self {
    case .none: return nil
    case .snip(let halfWindow):
      return halfWindow >= 1 ? nil : "the half window is less than one channel"
    case .airPLS(let lambda, let tolerance, let iterations),
      .arPLS(let lambda, let tolerance, let iterations):
      guard lambda > 0, lambda.isFinite else { return "lambda is not a positive number" }
      guard tolerance > 0, tolerance.isFinite else {
        return "the tolerance is not a positive number"
      }
      return iterations >= 0 ? nil : "the number of iterations is negative"
    }
  }
}

extension Baseline: CustomStringConvertible {
  /// The method with its settings, such as `arPLS (lambda 100000.0, tolerance 0.001, 50 iterations)`.
  public var description: String {
    switch self {
    case .none: "none"
    case .snip(let halfWindow): "SNIP (half window \(halfWindow) channels)"
    case .airPLS(let lambda, let tolerance, let iterations):
      "airPLS (lambda \(lambda), tolerance \(tolerance), \(iterations) iterations)"
    case .arPLS(let lambda, let tolerance, let iterations):
      "arPLS (lambda \(lambda), tolerance \(tolerance), \(iterations) iterations)"
    }
  }
}
