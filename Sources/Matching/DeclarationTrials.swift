internal import Foundation
internal import LinearAlgebra

/// How the ratio of a declaration's hypotheses falls out for parcels that are as declared, and for
/// others, at one number of stones.
///
/// The statistic is `t = ln(f₁/f₀)`, with `f₀` the density of counts as declared and `f₁` otherwise
/// (``DeclarationHypotheses``). Its p-value is the share of declared parcels with `t` or more. These are drawn from
/// every member of the declared footprints, and `f₀` does not know the member that a parcel was drawn from, just as it knows
/// no questioned parcel's: with it, parcels of distributions between the members, which are as good as they, would
/// seem foreign.
///
/// A manifest tests thousands, so p-values are wanted far below one in the number of draws. Beyond the draws'
/// largest tenth the excesses are taken as exponential, and what `k` of them leave unknown of their mean makes the
/// p-value larger: `(1 + x/kβ)⁻ᵏ`, the predictive distribution (J. F. Lawless and M. Fredette, 2005,
/// doi:10.1093/biomet/92.3.529). `Benchmarks/RESULTS.md` says how that holds for distributions drawn anew.
///
/// ```swift
/// let trials = DeclarationTrials(hypotheses, stones: 300)
/// trials.pValue(ofRatio: 7)   // 0.0003
/// trials.noticed              // 0.62 of goods from elsewhere have 0.05 or less
/// ```
struct DeclarationTrials: Sendable {
  /// How many parcels as declared are drawn.
  static let declaredDraws = 300
  /// How many from elsewhere are.
  static let otherDraws = 180
  /// How many of the largest ratios say what lies beyond them.
  static let tailDraws = 15
  /// The p-value from which on goods are noticed, each parcel by itself.
  static let level = 0.05
  /// The factor between numbers of stones that have trials of their own.
  static let step = 1.6

  /// The ratios of parcels as declared, the largest first.
  private let ratios: [Double]
  /// The share of parcels from elsewhere whose p-value is at most ``level``; `nil` where there is no elsewhere.
  let noticed: Double?

  /// Draws.
  init(_ hypotheses: DeclarationHypotheses, stones: Int) {
    let declared = hypotheses.declaredParcels(DeclarationTrials.declaredDraws, stones: stones)
      .map { hypotheses.logDensities(of: $0.counts, leavingOut: $0.member).ratio }
    let ratios = declared.sorted(by: >)
    self.ratios = ratios
    let others = hypotheses.parcelsFromElsewhere(DeclarationTrials.otherDraws, stones: stones)
      .map {
        DeclarationTrials.pValue(ofRatio: hypotheses.logDensities(of: $0).ratio, among: ratios)
      }
    noticed =
      others.isEmpty
      ? nil : Double(others.count { $0 <= DeclarationTrials.level }) / Double(others.count)
  }

  /// The share of parcels as declared whose ratio is as large or larger.
  func pValue(ofRatio ratio: Double) -> Double {
    DeclarationTrials.pValue(ofRatio: ratio, among: ratios)
  }

  /// The share of numbers that are as large as a given one or larger, itself counted.
  ///
  /// - Parameter ratios: the largest first.
  static func pValue(ofRatio ratio: Double, among ratios: [Double]) -> Double {
    let tail = min(tailDraws, ratios.count / 2)
    guard tail > 0, ratio > ratios[tail] else {
      return Double(1 + ratios.count { $0 >= ratio }) / Double(ratios.count + 1)
    }
    let bound = ratios[tail]
    let mean = ratios.prefix(tail).reduce(0) { $0 + $1 - bound } / Double(tail)
    let excess = (ratio - bound) / (Double(tail) * max(mean, 1e-9))
    return Double(tail + 1) / Double(ratios.count + 1) * pow(1 + excess, -Double(tail))
  }

  /// The numbers of stones with trials between which a number lies; one where it has its own.
  static func stones(around count: Int) -> [Int] {
    var (below, exact) = (Int(SizeQuestion.fewestStones), SizeQuestion.fewestStones)
    guard count > below else { return [below] }
    while true {
      exact *= step
      let next = Int(exact.rounded())
      if next >= count { return next == count ? [next] : [below, next] }
      below = next
    }
  }
}
