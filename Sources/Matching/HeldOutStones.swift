internal import LinearAlgebra

/// Stones of a given number of shots, cut from held-out groups, with what a classifier that has not
/// seen the groups says of them.
///
/// Confidence is learned from one stone of each group, for the stones of one group err together.
/// Mixtures want to know how often a stone of each origin is taken for another, and there the group's
/// other stones help; that they are alike is allowed for by weighting whole groups.
package struct HeldOutStones: Sendable, Equatable {
  /// The most stones that are cut from one group.
  static let mostOfAGroup = 40

  /// ln p of every origin under equal priors for each stone; −∞ for origins without references.
  package let logPosteriors: [[Double]]
  /// The origin of each stone.
  package let truth: [Int]
  /// The held-out group of each stone.
  package let groups: [Int]

  /// Known stones, as a library keeps them.
  package init(logPosteriors: [[Double]], truth: [Int], groups: [Int]) {
    self.logPosteriors = logPosteriors
    self.truth = truth
    self.groups = groups
  }

  /// Cuts held-out groups.
  ///
  /// - Parameters:
  ///   - size: the number of items of a stone; `nil` for whole groups. A group with fewer items gives
  ///     one stone.
  ///   - calibration: that of stones of this size.
  init(
    size: Int?, _ held: [HeldOutTrial], components: Int, folds: HeldOutFolds,
    _ training: LabelledFeatures, _ calibration: Calibration
  ) {
    var (logs, truth, groups): ([[Double]], [Int], [Int]) = ([], [], [])
    for trial in held {
      guard let scores = trial.scores[components] else { continue }
      let (kept, stones) = HeldOutStones.cut(trial.rows.map { folds.units[$0] }, size: size)
      guard !kept.isEmpty else { continue }
      let means = GroupMeans(of: scores.items.selecting(rows: kept), groups: stones).means
      let nearest = scores.references.groupScores(of: means)
      let neighbours = GroupMeans(of: scores.neighbours.selecting(rows: kept), groups: stones).means
      var first = [Int](repeating: 0, count: means.rows)
      for (index, stone) in zip(kept, stones) { first[stone] = trial.rows[index] }
      for (stone, row) in first.enumerated() {
        logs.append(calibration.logPosterior(nearest.row(stone), neighbours.row(stone)))
        truth.append(training.labels[row])
        groups.append(folds.units[row])
      }
    }
    self.init(logPosteriors: logs, truth: truth, groups: renumbered(groups))
  }

  /// Cuts groups into stones of consecutive items.
  ///
  /// - Parameter units: the group of each item.
  /// - Returns: the items that are kept, and the stone of each, numbered from 0 without a gap.
  static func cut(_ units: [Int], size: Int?) -> (kept: [Int], stones: [Int]) {
    var totals: [Int: Int] = [:]
    for unit in units { totals[unit, default: 0] += 1 }
    var seen: [Int: Int] = [:]
    var (kept, names): ([Int], [[Int]]) = ([], [])
    for (index, unit) in units.enumerated() {
      let place = seen[unit, default: 0]
      seen[unit] = place + 1
      let stone = size.map { place / $0 } ?? 0
      let whole = max(1, size.map { totals[unit, default: 0] / $0 } ?? 1)
      guard stone < min(whole, mostOfAGroup) else { continue }
      kept.append(index)
      names.append([unit, stone])
    }
    return (kept, renumbered(names))
  }
}
