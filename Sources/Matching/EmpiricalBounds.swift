internal import Foundation

/// The largest and smallest log10 likelihood ratios that comparisons with known truth can support.
///
/// A likelihood ratio is used with a threshold: accept H1 when it is above. At a threshold `t` the
/// expected cost of deciding by the ratios, `P(LR ≤ t | H1) + t · P(LR > t | H2)`, is compared with
/// that of deciding without them, `min(1, t)`; the quotient is the normalised Bayes error rate.
/// Before counting, the most consequential error that was not seen is added: one H1 comparison with
/// ratio 0 and one H2 comparison with ratio ∞. The bounds are the thresholds nearest to 1, on either
/// side, from which on the ratios are no better than nothing. Beyond them a number would be
/// extrapolation.
///
/// ```swift
/// let ratios = try PropositionScores(h1: Array(repeating: 3, count: 9),
///                                    h2: Array(repeating: -3, count: 9))
/// EmpiricalBounds(ofLog10: ratios).upper   // 0.95: nine in ten over one in ten
/// ```
///
/// P. Vergeer, A. van Es, A. de Jongh, I. Alberink and R. Stoel, 2016,
/// doi:10.1016/j.scijus.2016.06.003. Thresholds lie 0.01 apart as in `elub` of the Netherlands
/// Forensic Institute's `lir` 1.3.1. As the method compares likelihood ratios and not their logarithms,
/// so do `lir` and this; a ratio whose logarithm lies on a threshold, such as one rounded to two
/// decimals, is then above it or not as rounding has it. The method leaves that open, and the same
/// thresholds and powers are taken here, so that both decide alike and give the same bounds.
package struct EmpiricalBounds: Sendable, Equatable, Codable {
  /// The smallest log10 likelihood ratio to state; at most 0.
  package let lower: Double
  /// The largest log10 likelihood ratio to state; at least 0.
  package let upper: Double

  /// The number of thresholds in one unit of log10 likelihood ratio.
  package static let thresholdsPerUnit = 100.0

  /// Known bounds.
  ///
  /// - Precondition: `lower <= 0 <= upper`.
  package init(lower: Double, upper: Double) {
    precondition(lower <= 0 && 0 <= upper, "The bounds must hold 0.")
    self.lower = lower
    self.upper = upper
  }

  /// The bounds of calibrated likelihood ratios.
  ///
  /// Ratios that never help give 0 on that side, so that everything is bounded to *no evidence*.
  ///
  /// - Parameters:
  ///   - ratios: log10 likelihood ratios with known truth.
  ///   - misleading: how many misleading comparisons to add on either side.
  ///
  /// Complexity: O(n log n).
  package init(ofLog10 ratios: PropositionScores, addingMisleading misleading: Int = 1) {
    let (h1, h2) = (
      ratios.h1.sorted().map { pow(10, $0) }, ratios.h2.sorted().map { pow(10, $0) }
    )
    let perUnit = EmpiricalBounds.thresholdsPerUnit
    let step = 1 / perUnit
    let range = ratios.range
    let lowest = max(range.lowerBound, -log10(Double(h1.count + 1)))
    let highest = min(range.upperBound, log10(Double(h2.count + 1)))
    // Ratios that are all on one side of 1 leave the other side without thresholds.
    let first = min(0, Int((min(lowest, 1) * perUnit).rounded(.down)))
    let last = max(0, Int((max(highest, -1) * perUnit).rounded(.down)) + 1)

    /// The log10 threshold of an index: evenly spaced between the rounded ends, as `lir` has them.
    func threshold(_ index: Int) -> Double {
      let (start, end) = (Double(first) * step, Double(last) * step)
      guard index < last else { return end }
      return start + (end - start) / Double(last - first) * Double(index - first)
    }
    /// Whether deciding by the ratios costs more than deciding without them.
    func isUseless(_ index: Int) -> Bool {
      let odds = pow(10, threshold(index))
      let accepted = Double(countAbove(odds, in: h1)) / Double(h1.count + misleading)
      let wronglyAccepted =
        Double(countAbove(odds, in: h2) + misleading) / Double(h2.count + misleading)
      return min(1, odds) < 1 - accepted + odds * wronglyAccepted
    }
    let below = (first...0).last(where: isUseless)
    let above = (0...last).first(where: isUseless)
    self.init(
      lower: min(0, Double(below.map { $0 + 1 } ?? first) / perUnit),
      upper: max(0, Double(above.map { $0 - 1 } ?? last) / perUnit))
  }

  /// These bounds, never further out than `n` independent observations allow: ±log10(n + 1).
  ///
  /// Comparisons that share a group are not independent, so the numbers to give are those of groups,
  /// not of comparisons. `n` groups without a misleading one put no more than about 1 / (n + 1) on
  /// the next being so.
  ///
  /// - Parameters:
  ///   - h1: the number of groups under the first proposition; it limits ``lower``.
  ///   - h2: the number of groups under the second proposition; it limits ``upper``.
  package func limited(h1: Int, h2: Int) -> EmpiricalBounds {
    EmpiricalBounds(
      lower: max(lower, -log10(Double(max(0, h1) + 1))),
      upper: min(upper, log10(Double(max(0, h2) + 1))))
  }

  /// The value, or the bound that it is beyond.
  package func clamped(_ log10LikelihoodRatio: Double) -> Double {
    min(max(log10LikelihoodRatio, lower), upper)
  }
}
