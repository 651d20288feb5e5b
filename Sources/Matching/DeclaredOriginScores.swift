internal import Foundation

/// Held-out groups compared with every origin that could have been declared for them.
///
/// A group with `K` reference origins gives one comparison in which the declared origin is the true
/// one and `K − 1` in which it is not. All declared origins are pooled: one origin alone seldom has
/// the groups to calibrate on, and a likelihood ratio that holds on average over declarations is what
/// a laboratory that receives many of them needs. Where origins differ much in how well they are
/// told, the pooled ratios are too modest for some and too bold for others.
package struct DeclaredOriginScores: Sendable, Equatable {
  /// The comparisons: H1 where the declared origin is the true one.
  package let scores: PropositionScores
  /// The number of groups behind them; comparisons of one group are not independent.
  package let groups: Int

  /// Compares every held-out group with every origin.
  ///
  /// - Parameters:
  ///   - logPosteriors: for each group ln p of every origin under equal priors, from a model that the
  ///     group was held out from; −∞ for origins without references. A constant added to a row
  ///     changes nothing.
  ///   - truth: the origin of each group. Groups whose origin has no references are left out.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when no group is left or there is one origin
  ///   only.
  package init(logPosteriors: [[Double]], truth: [Int]) throws(MatchingError) {
    var (h1, h2): ([Double], [Double]) = ([], [])
    var groups = 0
    for (row, truth) in zip(logPosteriors, truth) {
      guard let own = DeclaredOriginScores.score(logPosterior: row, declared: [truth]) else {
        continue
      }
      groups += 1
      h1.append(own)
      h2 += row.indices.compactMap { origin in
        origin == truth
          ? nil : DeclaredOriginScores.score(logPosterior: row, declared: [origin])
      }
    }
    scores = try PropositionScores(h1: h1, h2: h2)
    self.groups = groups
  }

  /// Compares every trial with one declaration.
  ///
  /// H1 holds for trials of a declared origin, H2 for all others. Where trials can be simulated there
  /// are enough for each declaration by itself, so nothing is pooled over declarations.
  ///
  /// - Parameters:
  ///   - logPosteriors: as above.
  ///   - truth: the origin of each trial.
  ///   - declared: the reference origins within the declared one.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when either side has no trial.
  package init(
    logPosteriors: [[Double]], truth: [Int], declared: Set<Int>
  ) throws(MatchingError) {
    let all = zip(logPosteriors, truth).compactMap { row, truth in
      DeclaredOriginScores.score(logPosterior: row, declared: declared).map { ($0, truth) }
    }
    scores = try PropositionScores(
      h1: all.filter { declared.contains($0.1) }.map(\.0),
      h2: all.filter { !declared.contains($0.1) }.map(\.0))
    groups = all.count
  }

  /// The score of a declaration: ln of the mean posterior probability of the declared origins over
  /// the mean of the others.
  ///
  /// With a posterior under equal priors this is the log posterior odds when both propositions are
  /// equally probable beforehand and each spreads its half evenly over its origins.
  ///
  /// ```swift
  /// DeclaredOriginScores.score(logPosterior: [log(0.8), log(0.1), log(0.1)], declared: [0])
  /// // ln 8 = 2.08
  /// ```
  ///
  /// - Parameters:
  ///   - logPosterior: ln p of every origin; −∞ for origins without references.
  ///   - declared: the reference origins within the declared one; several where a country is
  ///     declared.
  /// - Returns: `nil` when either side has no reference origin.
  package static func score(logPosterior: [Double], declared: Set<Int>) -> Double? {
    let present = logPosterior.indices.filter { logPosterior[$0].isFinite }
    guard
      let within = logMean(present.filter { declared.contains($0) }.map { logPosterior[$0] }),
      let others = logMean(present.filter { !declared.contains($0) }.map { logPosterior[$0] })
    else { return nil }
    return within - others
  }

  /// ln of the mean of exponentials; `nil` for none.
  private static func logMean(_ logs: [Double]) -> Double? {
    guard let largest = logs.max() else { return nil }
    return largest + log(logs.reduce(0) { $0 + exp($1 - largest) } / Double(logs.count))
  }
}
