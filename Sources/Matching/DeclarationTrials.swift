internal import Foundation
internal import LinearAlgebra

/// How the ratio of a declaration's hypotheses falls out for parcels that are as declared, and for
/// others, at one number of stones.
///
/// The statistic is `t = ln(f₁/f₀)`, with `f₀` the density of counts as declared and `f₁` otherwise
/// (``DeclarationHypotheses``). Its p-value, the share of declared parcels with `t` or more, is wanted far
/// below one in the number of parcels that anyone can draw, for a manifest tests thousands. As both densities
/// are known, parcels drawn from either tell of it: `N₀` of the one and `N₁` of the other, each with the weight
/// `1/(N₀ + N₁ eᵗ)`, are an unbiased estimate (the balance heuristic: E. Veach and L. J. Guibas, 1995,
/// doi:10.1145/218380.218498; A. Owen and Y. Zhou, 2000, doi:10.1080/01621459.2000.10473909). The questioned
/// parcel counts as one more, so that no p-value is 0.
///
/// ```swift
/// let trials = DeclarationTrials(hypotheses, stones: 300)
/// trials.pValue(ofRatio: 7)   // 0.0003
/// trials.noticed              // 0.62 of goods from elsewhere have 0.05 or less
/// ```
struct DeclarationTrials: Sendable {
  /// How many parcels as declared are drawn.
  static let declaredDraws = 200
  /// How many others are.
  static let otherDraws = 400
  /// The p-value from which on goods are noticed, each parcel by itself.
  static let level = 0.05
  /// The factor between numbers of stones that have trials of their own.
  static let step = 1.6

  /// The ratios of all draws, the largest first.
  private let ratios: [Double]
  /// The sums of the weights up to each.
  private let tails: [Double]
  /// The share of parcels from elsewhere whose p-value is at most ``level``; `nil` where there is no elsewhere.
  let noticed: Double?

  /// Draws.
  init(_ hypotheses: DeclarationHypotheses, stones: Int) {
    let declared = hypotheses.declaredParcels(DeclarationTrials.declaredDraws, stones: stones)
      .map { hypotheses.log(of: $0).ratio }
    let others = hypotheses.otherParcels(DeclarationTrials.otherDraws, stones: stones)
    let found = others.map { hypotheses.log(of: $0.counts).ratio }
    ratios = (declared + found).sorted(by: >)
    var sum = 0.0
    tails = ratios.map { ratio in
      sum += DeclarationTrials.weight(ratio)
      return sum
    }
    let (ratios, tails) = (ratios, tails)
    let elsewhere = zip(others, found).compactMap { other, ratio -> Double? in
      if case .elsewhere = other.kind { ratio } else { nil }
    }
    noticed =
      hypotheses.others.isEmpty || elsewhere.isEmpty
      ? nil
      : Double(
        elsewhere.count {
          DeclarationTrials.pValue(ofRatio: $0, ratios, tails) <= DeclarationTrials.level
        })
        / Double(elsewhere.count)
  }

  /// The share of parcels as declared whose ratio is as large or larger.
  func pValue(ofRatio ratio: Double) -> Double {
    DeclarationTrials.pValue(ofRatio: ratio, ratios, tails)
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

  private static func weight(_ ratio: Double) -> Double {
    1 / (Double(declaredDraws) + Double(otherDraws) * exp(ratio))
  }

  private static func pValue(ofRatio ratio: Double, _ ratios: [Double], _ tails: [Double]) -> Double
  {
    // The number of draws with as large a ratio, by halving.
    var (low, high) = (0, ratios.count)
    while low < high {
      let middle = (low + high) / 2
      if ratios[middle] >= ratio { low = middle + 1 } else { high = middle }
    }
    return min(1, (low > 0 ? tails[low - 1] : 0) + weight(ratio))
  }
}
