/// Scores of comparisons for which it is known which of two propositions holds.
///
/// A score is any number that is larger the better the first proposition (H1) fits, such as a log
/// posterior odds or a log10 likelihood ratio. Everything that calibrates or judges likelihood
/// ratios starts from this value, so what it refuses need not be checked again.
///
/// ```swift
/// let scores = try PropositionScores(h1: [0.4, 2.1, 3.0], h2: [-2.2, -0.5, 0.9])
/// scores.h1.count   // 3
/// ```
public struct PropositionScores: Sendable, Equatable {
  /// The scores of comparisons in which the first proposition holds; finite, in the order given.
  public let h1: [Double]
  /// The scores of comparisons in which the second proposition holds; finite, in the order given.
  public let h2: [Double]

  /// Scores under both propositions.
  ///
  /// - Parameters:
  ///   - h1: one score or more of comparisons in which the first proposition holds.
  ///   - h2: the same for the second proposition.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when a proposition has no score, or a score
  ///   is not finite.
  public init(h1: [Double], h2: [Double]) throws(MatchingError) {
    guard !h1.isEmpty, !h2.isEmpty else {
      throw .material(
        reason: "there are \(h1.count) scores of the first proposition and \(h2.count) of the "
          + "second",
        mend: "give at least one of each, for a likelihood ratio compares the two")
    }
    for (scores, name) in [(h1, "first"), (h2, "second")] {
      if let place = scores.firstIndex(where: { !$0.isFinite }) {
        throw .material(
          reason: "score \(place) of the \(name) proposition is not a finite number",
          mend: "leave that comparison out, or find out why it has no score")
      }
    }
    self.init(checkedH1: h1, h2: h2)
  }

  private init(checkedH1 h1: [Double], h2: [Double]) {
    self.h1 = h1
    self.h2 = h2
  }

  /// The same comparisons with the propositions exchanged and every score negated.
  ///
  /// Whatever turns scores into log likelihood ratios must turn these into their negatives.
  package var swapped: PropositionScores {
    PropositionScores(checkedH1: h2.map { -$0 }, h2: h1.map { -$0 })
  }

  /// The scores after a transformation that keeps finite numbers finite.
  package func map(_ transform: (Double) -> Double) -> PropositionScores {
    PropositionScores(checkedH1: h1.map(transform), h2: h2.map(transform))
  }

  /// The smallest and the largest score of either proposition.
  package var range: ClosedRange<Double> {
    let all = h1 + h2
    return (all.min() ?? 0)...(all.max() ?? 0)
  }
}

/// The number of values above a threshold among ascending values.
///
/// Complexity: O(log n).
func countAbove(_ threshold: Double, in ascending: [Double], orEqual: Bool = false) -> Int {
  var (low, high) = (0, ascending.count)
  while low < high {
    let middle = (low + high) / 2
    let value = ascending[middle]
    if value > threshold || (orEqual && value == threshold) {
      high = middle
    } else {
      low = middle + 1
    }
  }
  return ascending.count - low
}
