internal import Foundation
internal import LinearAlgebra

/// How sure the origin of a single item is.
package struct ItemConfidence: Sendable {
  /// Turns an item's scores into probabilities.
  package let calibration: Calibration
  /// −ln p of their own origin for the held-out items of each origin, ascending.
  package let surprises: [[Double]]

  package init(calibration: Calibration, surprises: [[Double]]) {
    self.calibration = calibration
    self.surprises = surprises
  }

  package init(_ calibration: Calibration, scores: HeldOutScores) {
    var surprises = [[Double]](repeating: [], count: scores.first.columns)
    for (row, truth) in scores.truth.enumerated() {
      let logs = calibration.logPosterior(scores.first.row(row), scores.second.row(row))
      surprises[truth].append(-logs[truth])
    }
    self.init(calibration: calibration, surprises: surprises.map { $0.sorted() })
  }

  /// The conformal p-value of each origin for an item with the given ln p, class by class.
  package func pValues(_ logPosterior: [Double]) -> [Double] {
    zip(surprises, logPosterior).map { conformalPValue(-$1, among: $0) }
  }
}

/// How sure the origin of a group of items is, for groups of one size.
package struct GroupConfidence: Sendable {
  /// The number of items for which this holds; the last size stands for everything from it up.
  package let size: Int
  /// Turns a group's scores into probabilities.
  package let calibration: Calibration
  /// The origin of each held-out group.
  package let truth: [Int]
  /// The distance of each held-out group to the nearest reference group of its own origin.
  package let ownDistances: [Double]
  /// The distance of each held-out group to the nearest reference group of any origin.
  package let nearestDistances: [Double]
  /// −ln p of its own origin for each held-out group.
  package let surprises: [Double]
  /// The distance of each held-out group from the common centre of all origins, outside the
  /// discriminant directions.
  package let residuals: [Double]
  /// ln p of every origin under equal priors for each held-out group.
  ///
  /// It is −∞ for origins without references.
  package let logPosteriors: [[Double]]
  /// What the odds of a declared origin are worth as evidence; `nil` where too little was held out to
  /// learn it.
  package let likelihoodRatio: LikelihoodRatioModel?
  /// Stones of this size cut from the held-out groups, as many as they give, for mixtures.
  package var heldOutStones: HeldOutStones?
  /// The p-values of being like any reference for stones of each origin that was left out of the
  /// references; empty where that was not tried.
  package var leftOutNovelties: [[Double]] = []
  private let distanceScale: LogScale
  private let residualScale: LogScale
  /// Minus the product of both p-values of each held-out group and its own origin, ascending.
  private var jointStatistics: [Double] = []

  package init(
    size: Int, calibration: Calibration, truth: [Int], ownDistances: [Double],
    nearestDistances: [Double], surprises: [Double], residuals: [Double],
    logPosteriors: [[Double]] = [], likelihoodRatio: LikelihoodRatioModel? = nil
  ) {
    self.logPosteriors = logPosteriors
    self.likelihoodRatio = likelihoodRatio
    self.residuals = residuals
    distanceScale = LogScale(ownDistances)
    residualScale = LogScale(residuals)
    self.size = size
    self.calibration = calibration
    self.truth = truth
    self.ownDistances = ownDistances
    self.nearestDistances = nearestDistances
    self.surprises = surprises
    jointStatistics = GroupConfidence.jointStatistics(
      surprises,
      zip(ownDistances, residuals).map { strangeness(distance: $0, residual: $1) })
  }

  /// Calibrates on held-out groups cut to their first `size` items, or whole for the last size.
  package init(
    size: Int, _ held: [HeldOutTrial], components: Int, folds: HeldOutFolds,
    _ training: LabelledFeatures, isLast: Bool
  ) {
    var (first, second): ([Matrix<Double>], [Matrix<Double>]) = ([], [])
    var truth: [Int] = []
    var residuals: [Double] = []
    for trial in held {
      guard let scores = trial.scores[components] else { continue }
      var seen: [Int: Int] = [:]
      let kept = trial.rows.indices.filter { index in
        let unit = folds.units[trial.rows[index]]
        seen[unit, default: 0] += 1
        return isLast || seen[unit, default: 0] <= size
      }
      let units = renumbered(kept.map { folds.units[trial.rows[$0]] })
      let means = GroupMeans(of: scores.items.selecting(rows: kept), groups: units).means
      first.append(scores.references.groupScores(of: means))
      second.append(
        GroupMeans(of: scores.neighbours.selecting(rows: kept), groups: units).means)
      let components = trial.components.selecting(rows: kept)
      residuals +=
        scores.residual.map { residual in
          residual.distances(
            of: GroupMeans(of: components, groups: units).means
              .prefix(columns: residual.whitening.rows))
        } ?? Array(repeating: 0, count: means.rows)
      var labels = [Int](repeating: 0, count: means.rows)
      for (index, unit) in zip(kept, units) { labels[unit] = training.labels[trial.rows[index]] }
      truth.append(contentsOf: labels)
    }
    let (nearest, neighbours) = (stacked(first), stacked(second))
    let calibration = HeldOutScores(
      first: nearest, second: neighbours, truth: truth, units: Array(truth.indices)
    ).fit(order: OriginClassifier.groupWeights, evenShare: 0.5).calibration
    let logs = truth.indices.map { calibration.logPosterior(nearest.row($0), neighbours.row($0)) }
    self.init(
      size: size, calibration: calibration, truth: truth,
      ownDistances: truth.indices.map { -nearest[$0, truth[$0]] },
      nearestDistances: truth.indices.map { -(nearest.row($0).max() ?? -.infinity) },
      surprises: truth.indices.map { -logs[$0][truth[$0]] },
      residuals: residuals, logPosteriors: logs,
      likelihoodRatio: (try? DeclaredOriginScores(logPosteriors: logs, truth: truth))
        .flatMap { try? LikelihoodRatioModel(fittedTo: $0) })
    heldOutStones = HeldOutStones(
      size: isLast ? nil : size, held, components: components, folds: folds, training, calibration)
  }

  /// How strange a group is: 0 for a usual one, 1 a standard deviation beyond it.
  ///
  /// `z(d) + max(0, z(r) − 2)`, with the distance `d` to the nearest reference group over the
  /// discriminant directions, the distance `r` outside them, and `z` the standard score of the
  /// logarithm among held-out groups and their own origin. Material that is unlike any reference is
  /// told best by `d`; `r` speaks only where it is beyond two standard deviations, and catches what
  /// falls on a known origin in the few directions that tell the known ones apart. When 15, 8 or 3
  /// of 16 kinds of fish were known, the area under the ROC curve for the others was 0.922, 0.932 and
  /// 0.825, where `d` alone has 0.922, 0.938 and 0.872; but `d` alone is blind to a deposit that
  /// differs from three known ones in all but two directions.
  package func strangeness(distance: Double, residual: Double) -> Double {
    distanceScale.score(distance) + max(0, residualScale.score(residual) - 2)
  }

  /// The mean and the standard deviation of the logarithms of positive values.
  private struct LogScale: Sendable {
    let mean: Double
    let deviation: Double

    /// The deviation is at least 0.05, a twentieth of the value: few or equal values say little
    /// about their spread.
    init(_ values: [Double]) {
      let logs = values.map(LogScale.logarithm)
      let count = Double(max(1, logs.count))
      let mean = logs.reduce(0, +) / count
      let squares = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      self.mean = mean
      deviation = max(0.05, (squares / max(1, count - 1)).squareRoot())
    }

    func score(_ value: Double) -> Double { (LogScale.logarithm(value) - mean) / deviation }

    /// Distances of repeated material are 0, or rounding.
    private static func logarithm(_ value: Double) -> Double { log(max(value, 1e-9)) }
  }

  /// The typicality of a group for every origin.
  ///
  /// - Parameters:
  ///   - distances: to the nearest reference group of each origin.
  ///   - residual: the distance outside the discriminant directions.
  package func typicalities(distances: [Double], residual: Double) -> [Double] {
    pValues(
      distances.map { strangeness(distance: $0, residual: residual) },
      among: zip(ownDistances, residuals).map { strangeness(distance: $0, residual: $1) })
  }

  /// The p-value of each origin for both tests together: that of its posterior and its typicality.
  ///
  /// The statistic is R. A. Fisher's, the product of the two p-values (*Statistical Methods for
  /// Research Workers*, 4th ed., 1932). The two are not independent, so it is not compared with a χ²
  /// distribution but ranked among the same product of the held-out groups and their own origin.
  ///
  /// - Parameters:
  ///   - setValues: the p-values of the posterior.
  ///   - typicalities: those of the distance.
  package func jointPValues(setValues: [Double], typicalities: [Double]) -> [Double] {
    zip(setValues, typicalities).map { conformalPValue(-$0 * $1, among: jointStatistics) }
  }

  /// Minus the product of both p-values of each held-out group and its own origin, ascending.
  private static func jointStatistics(
    _ surprises: [Double], _ strangeness: [Double]
  ) -> [Double] {
    let share = { (value: Double, all: [Double]) in
      Double(all.count { $0 >= value - 1e-12 }) / Double(all.count + 1)
    }
    return zip(surprises, strangeness)
      .map { -share($0, surprises) * share($1, strangeness) }.sorted()
  }

  /// The p-value of a group for being like any reference group, whatever its origin.
  package func novelty(distance: Double, residual: Double) -> Double {
    novelty(strangeness: strangeness(distance: distance, residual: residual))
  }

  /// The same for a group whose strangeness is known.
  package func novelty(strangeness value: Double) -> Double {
    conformalPValue(
      value,
      among: zip(nearestDistances, residuals)
        .map { strangeness(distance: $0, residual: $1) }.sorted())
  }

  /// The fewest held-out groups of one origin that give it p-values of its own.
  ///
  /// With fewer, all origins' groups are pooled. With 19 the smallest possible p-value is 0.05.
  package static let fewestOfOneOrigin = 19

  /// The conformal p-value of every origin for what was measured on a questioned group.
  ///
  /// - Parameters:
  ///   - values: one for each origin, infinite where it has no references.
  ///   - reference: the same measured on the held-out groups and their own origin.
  /// - Returns: one for each origin, 0 where it has no references.
  package func pValues(_ values: [Double], among reference: [Double]) -> [Double] {
    let pooled = reference.sorted()
    return values.indices.map { origin in
      guard values[origin].isFinite else { return 0 }
      let own = truth.indices.filter { truth[$0] == origin }.map { reference[$0] }
      return conformalPValue(
        values[origin],
        among: own.count >= GroupConfidence.fewestOfOneOrigin ? own.sorted() : pooled)
    }
  }
}

/// The share of reference values that are at least as large, counting the questioned one itself.
///
/// For a value that is exchangeable with the references, `P(p ≤ a) ≤ a` (V. Vovk, A. Gammerman and
/// G. Shafer, *Algorithmic Learning in a Random World*, 2005, doi:10.1007/b106715).
///
/// - Parameter references: ascending. With none the p-value is 1: nothing can be excluded.
package func conformalPValue(_ value: Double, among references: [Double]) -> Double {
  let threshold = value - 1e-12
  var (low, high) = (0, references.count)
  while low < high {
    let middle = (low + high) / 2
    if references[middle] < threshold { low = middle + 1 } else { high = middle }
  }
  return Double(references.count - low + 1) / Double(references.count + 1)
}
