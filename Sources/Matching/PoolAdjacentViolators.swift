internal import Foundation

/// The calibration of scores that assumes nothing but order: isotonic regression.
///
/// Comparisons are sorted by score; neighbouring ones are pooled into blocks until the share of the
/// first proposition rises from block to block. Within a block the likelihood ratio is the share of
/// all H1 comparisons that fall into it over the share of all H2 comparisons, `(h1 / n1) / (h2 / n2)`.
/// No other non-decreasing function of the score has a smaller ``LikelihoodRatioFigures/cllr`` on
/// these comparisons, which is why it defines `cllrMin`.
///
/// ```swift
/// let pav = PoolAdjacentViolators(try PropositionScores(h1: [1, 3, 4], h2: [0, 2, 2]))
/// pav.blocks.map(\.h1)                // [0, 1, 2]
/// pav.log10LikelihoodRatio(1.5)       // log10((1/3) / (2/3)) = -0.301
/// ```
///
/// The numbers are those of `IsotonicCalibrator` in the Netherlands Forensic Institute's `lir` 1.3.1:
/// both propositions weigh the same in total, equal scores are pooled first, and between two blocks
/// the *probability* of H1 under equal priors is interpolated linearly. Counts are pooled as whole
/// numbers here, so that no rounding decides which blocks merge.
///
/// It fits the comparisons it was made from too well: it is for judging likelihood ratios, and for
/// calibrating them only with hundreds of comparisons under each proposition.
///
/// M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid and E. Silverman, 1955, doi:10.1214/aoms/1177728423;
/// N. Brümmer and J. du Preez, 2006, doi:10.1016/j.csl.2005.08.001.
package struct PoolAdjacentViolators: Sendable, Equatable {
  /// Comparisons with neighbouring scores that share one likelihood ratio.
  package struct Block: Sendable, Equatable {
    /// The smallest score in the block.
    package var lower: Double
    /// The largest score in the block; of scores that count as equal, the smallest.
    package var upper: Double
    /// The number of comparisons in which the first proposition holds.
    package var h1: Int
    /// The number of comparisons in which the second proposition holds.
    package var h2: Int
  }

  /// Scores this close to the smallest of their kind count as equal, as in scikit-learn.
  static let tieWidth = 1e-15

  /// The blocks by ascending score; `h1 / h2` rises from each to the next.
  package let blocks: [Block]
  /// The number of H1 comparisons, those that were added included.
  package let h1Count: Int
  /// The number of H2 comparisons, those that were added included.
  package let h2Count: Int

  /// Pools comparisons.
  ///
  /// - Parameters:
  ///   - scores: comparisons with known truth.
  ///   - misleading: how many H1 comparisons to add one unit below the smallest score, and H2
  ///     comparisons one unit above the largest (`add_misleading` of `lir`). With 0 the ends may be
  ///     ±∞; with 1 or more every likelihood ratio is finite.
  ///
  /// Complexity: O(n log n).
  package init(_ scores: PropositionScores, addingMisleading misleading: Int = 0) {
    let range = scores.range
    var (h1, h2) = (scores.h1, scores.h2)
    if misleading > 0 {
      h1 += [Double](repeating: range.lowerBound - 1, count: misleading)
      h2 += [Double](repeating: range.upperBound + 1, count: misleading)
    }
    let sorted = (h1.map { ($0, true) } + h2.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var ties: [Block] = []
    for (score, isH1) in sorted {
      if let last = ties.last, score - last.lower < PoolAdjacentViolators.tieWidth {
        ties[ties.count - 1].h1 += isH1 ? 1 : 0
        ties[ties.count - 1].h2 += isH1 ? 0 : 1
      } else {
        ties.append(Block(lower: score, upper: score, h1: isH1 ? 1 : 0, h2: isH1 ? 0 : 1))
      }
    }
    var blocks: [Block] = []
    for tie in ties {
      var block = tie
      while let before = blocks.last, before.h1 * block.h2 >= block.h1 * before.h2 {
        block = Block(
          lower: before.lower, upper: block.upper, h1: before.h1 + block.h1,
          h2: before.h2 + block.h2)
        blocks.removeLast()
      }
      blocks.append(block)
    }
    self.blocks = blocks
    h1Count = h1.count
    h2Count = h2.count
  }

  /// The calibrated log10 likelihood ratio of a score.
  ///
  /// - Parameter score: beyond the smallest or largest score that one's ratio is given.
  /// - Returns: −∞ or ∞ where only one proposition was ever seen.
  ///
  /// Complexity: O(log n).
  package func log10LikelihoodRatio(_ score: Double) -> Double {
    // The first block that does not end below the score.
    var (low, high) = (0, blocks.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].upper < score { low = middle + 1 } else { high = middle }
    }
    let block = blocks[low]
    guard score < block.lower, low > 0 else { return log10LikelihoodRatio(of: block) }
    let before = blocks[low - 1]
    let share = (score - before.upper) / (block.lower - before.upper)
    let (left, right) = (probabilities(of: before), probabilities(of: block))
    return log10(left.h1 + share * (right.h1 - left.h1))
      - log10(left.h2 + share * (right.h2 - left.h2))
  }

  /// The log10 likelihood ratio within a block; −∞ or ∞ where it holds one proposition only.
  package func log10LikelihoodRatio(of block: Block) -> Double {
    log10(Double(block.h1) / Double(h1Count)) - log10(Double(block.h2) / Double(h2Count))
  }

  /// The probabilities of both propositions in a block under equal priors.
  private func probabilities(of block: Block) -> (h1: Double, h2: Double) {
    let h1 = Double(block.h1) / Double(h1Count)
    let h2 = Double(block.h2) / Double(h2Count)
    return (h1 / (h1 + h2), h2 / (h1 + h2))
  }
}
