internal import Foundation

/// How good likelihood ratios are, judged on comparisons with known truth: the figures and curves of
/// `adamas validate`.
///
/// ```swift
/// let ratios = try PropositionScores(h1: [1.2, 0.4, 2.0], h2: [-1.5, 0.1, -0.8])
/// let figures = LikelihoodRatioFigures(ofLog10: ratios)
/// figures.cllr       // the cost of these ratios, in bits
/// figures.cllrMin    // what is left of it after perfect calibration
/// ```
///
/// Every number is finite and every array limited, so that the value can be kept as JSON. The
/// comparisons should be those of whole groups that were held out from everything that was fitted.
public struct LikelihoodRatioFigures: Sendable, Equatable, Codable {
  /// The number of comparisons in which the first proposition holds.
  public let h1: Int
  /// The number of comparisons in which the second proposition holds.
  public let h2: Int
  /// The log likelihood ratio cost: `½ mean log2(1 + 1/LR)` over H1 `+ ½ mean log2(1 + LR)` over H2.
  ///
  /// In bits; 0 is perfect, 1 is what stating LR = 1 throughout costs, more is worse than silence.
  /// N. Brümmer and J. du Preez, 2006, doi:10.1016/j.csl.2005.08.001.
  public let cllr: Double
  /// The cost after the best non-decreasing recalibration: what telling the propositions apart costs.
  public let cllrMin: Double
  /// `cllr − cllrMin`: what wrong calibration costs; 0 or more.
  public let cllrCal: Double
  /// The share of H1 comparisons with a log10 likelihood ratio below 0.
  public let misleadingH1: Double
  /// The share of H2 comparisons with a log10 likelihood ratio above 0.
  public let misleadingH2: Double
  /// The empirical lower bound of log10 likelihood ratios (ELUB), at most 0.
  public let lowerBound: Double
  /// The empirical upper bound of log10 likelihood ratios (ELUB), at least 0.
  public let upperBound: Double
  /// The Tippett curves.
  public let tippett: Tippett
  /// The curve of the best non-decreasing recalibration, by ascending likelihood ratio.
  public let pav: [PAVBlock]

  /// The shares of likelihood ratios at or above thresholds, under both propositions.
  ///
  /// C. F. Tippett et al., 1968, doi:10.1016/S0015-7368(68)70442-4.
  public struct Tippett: Sendable, Equatable, Codable {
    /// Ascending log10 likelihood ratios, evenly spaced from the smallest to the largest seen.
    public let thresholds: [Double]
    /// For each threshold the share of H1 comparisons at or above it; never rising.
    public let h1: [Double]
    /// For each threshold the share of H2 comparisons at or above it; never rising.
    public let h2: [Double]
  }

  /// Comparisons that perfect calibration gives one likelihood ratio.
  public struct PAVBlock: Sendable, Equatable, Codable {
    /// The smallest log10 likelihood ratio in the block, as stated.
    public let lower: Double
    /// The largest log10 likelihood ratio in the block, as stated.
    public let upper: Double
    /// The number of H1 comparisons in the block.
    public let h1: Int
    /// The number of H2 comparisons in the block.
    public let h2: Int
    /// The log10 likelihood ratio that was deserved; `nil` where it is infinite because the block
    /// holds one proposition only.
    public let calibrated: Double?
  }

  /// Judges log10 likelihood ratios.
  ///
  /// - Parameters:
  ///   - ratios: finite log10 likelihood ratios with known truth.
  ///   - limit: the most thresholds and the most blocks to keep, 2 or more. Where there are more
  ///     blocks, those kept are evenly spread by rank, the first and the last among them.
  /// - Precondition: `limit` is at least 2.
  ///
  /// Complexity: O(n log n).
  public init(ofLog10 ratios: PropositionScores, limit: Int = 101) {
    precondition(limit >= 2, "A curve needs two points or more.")
    let isotonic = PoolAdjacentViolators(ratios)
    let bounds = EmpiricalBounds(ofLog10: ratios)
    h1 = ratios.h1.count
    h2 = ratios.h2.count
    cllr = LikelihoodRatioFigures.cllr(ofLog10: ratios)
    cllrMin = LikelihoodRatioFigures.cllrMin(isotonic)
    // Rounding alone can make the difference negative.
    cllrCal = max(0, cllr - cllrMin)
    misleadingH1 = Double(ratios.h1.count { $0 < 0 }) / Double(h1)
    misleadingH2 = Double(ratios.h2.count { $0 > 0 }) / Double(h2)
    lowerBound = bounds.lower
    upperBound = bounds.upper
    tippett = Tippett(ratios, limit: limit)
    pav = LikelihoodRatioFigures.spread(isotonic.blocks.count, limit: limit).map { index in
      let block = isotonic.blocks[index]
      let ratio = isotonic.log10LikelihoodRatio(of: block)
      return PAVBlock(
        lower: block.lower, upper: block.upper, h1: block.h1, h2: block.h2,
        calibrated: ratio.isFinite ? ratio : nil)
    }
  }

  /// The log likelihood ratio cost of log10 likelihood ratios, in bits.
  package static func cllr(ofLog10 ratios: PropositionScores) -> Double {
    func mean(_ values: [Double], sign: Double) -> Double {
      values.reduce(0) { $0 + softplus(sign * $1 * log(10)) } / Double(values.count)
    }
    return (mean(ratios.h1, sign: -1) + mean(ratios.h2, sign: 1)) / (2 * log(2))
  }

  /// The cost of perfectly calibrated likelihood ratios, in bits.
  ///
  /// A block that holds one proposition only costs nothing.
  private static func cllrMin(_ isotonic: PoolAdjacentViolators) -> Double {
    var sum = 0.0
    for block in isotonic.blocks where block.h1 > 0 && block.h2 > 0 {
      let ratio = isotonic.log10LikelihoodRatio(of: block) * log(10)
      sum += Double(block.h1) / Double(isotonic.h1Count) * softplus(-ratio)
      sum += Double(block.h2) / Double(isotonic.h2Count) * softplus(ratio)
    }
    return sum / (2 * log(2))
  }

  /// At most `limit` indices below `count`, evenly spread, the first and the last among them.
  private static func spread(_ count: Int, limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return (0..<limit).map { $0 * (count - 1) / (limit - 1) }
  }
}

extension LikelihoodRatioFigures.Tippett {
  /// The curves at evenly spaced thresholds, or at one where all ratios are equal.
  init(_ ratios: PropositionScores, limit: Int) {
    let range = ratios.range
    let width = range.upperBound - range.lowerBound
    let (h1, h2) = (ratios.h1.sorted(), ratios.h2.sorted())
    let thresholds =
      width > 0
      ? (0..<limit).map { index in
        index == limit - 1
          ? range.upperBound : range.lowerBound + width * Double(index) / Double(limit - 1)
      } : [range.lowerBound]
    self.init(
      thresholds: thresholds,
      h1: thresholds.map { Double(countAbove($0, in: h1, orEqual: true)) / Double(h1.count) },
      h2: thresholds.map { Double(countAbove($0, in: h2, orEqual: true)) / Double(h2.count) })
  }
}
