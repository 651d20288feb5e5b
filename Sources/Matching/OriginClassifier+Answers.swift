internal import Foundation
package import LinearAlgebra

/// What a classifier says of one group of items.
package struct GroupAnswer: Sendable {
  /// The number of items.
  package let count: Int
  /// The posterior probability of each origin.
  package let probabilities: [Double]
  /// ln p of each origin under equal priors; `nil` where nothing could be held out.
  package let logPosterior: [Double]?
  /// The conformal p-value of each origin from the distance to its nearest group; `nil` where
  /// nothing could be held out.
  package let typicalities: [Double]?
  /// The conformal p-value of each origin from its posterior: those above `1 − level` are the
  /// prediction set.
  package let setValues: [Double]?
  /// The p-value of each origin for posterior and distance together.
  package let jointValues: [Double]?
  /// The p-value of being like any reference group.
  package let novelty: Double?
  /// The group's mean discriminant scores.
  package let score: [Double]
}

/// Questioned items in a classifier's metric with their scores: what all its answers start from.
package struct ScoredItems<Scalar: BLASScalar>: Sendable {
  /// `n x d`: the items' features.
  let features: Matrix<Scalar>
  /// `n x q`: their discriminant scores.
  let projected: Matrix<Double>
  /// `n x origins`: the scores of each item against each origin, as ``ScoredReferences`` makes them.
  let scores: (gaussian: Matrix<Double>, neighbours: Matrix<Double>)
}

extension OriginClassifier {
  /// Scores questioned items, once for all that is asked about them.
  ///
  /// - Parameter features: `n x d`.
  /// - Complexity: O(n · references · q).
  package func scored<Scalar: BLASScalar>(
    _ features: Matrix<Scalar>, workers: Workers = .all
  ) -> ScoredItems<Scalar> {
    let projected = metric.scores(of: features, workers: workers)
    return ScoredItems(
      features: features, projected: projected,
      scores: references.scores(of: projected, workers: workers))
  }

  /// The prior probabilities of origins, when the user states none: equal.
  package var uniformPriors: [Double] {
    Array(repeating: 1 / Double(references.origins), count: references.origins)
  }

  /// The posterior probabilities of single items.
  ///
  /// - Parameters:
  ///   - features: `n x d`.
  ///   - priors: one for each origin, summing to 1; equal ones by default.
  /// - Returns: `n` rows of one probability for each origin. Without calibration they are the priors.
  package func itemProbabilities<Scalar: BLASScalar>(
    of features: Matrix<Scalar>, priors: [Double]? = nil, workers: Workers = .all
  ) -> [[Double]] {
    guard items != nil else {
      return Array(repeating: priors ?? uniformPriors, count: features.rows)
    }
    return itemProbabilities(of: scored(features, workers: workers), priors: priors)
  }

  /// The same for items that are scored already.
  package func itemProbabilities<Scalar: BLASScalar>(
    of scored: ScoredItems<Scalar>, priors: [Double]? = nil
  ) -> [[Double]] {
    let priors = priors ?? uniformPriors
    guard let items else { return Array(repeating: priors, count: scored.projected.rows) }
    return (0..<scored.projected.rows).map { row in
      posterior(
        items.calibration.logPosterior(
          scored.scores.gaussian.row(row), scored.scores.neighbours.row(row)),
        priors: priors)
    }
  }

  /// What can be said of each group.
  ///
  /// - Parameters:
  ///   - features: `n x d`.
  ///   - groups: the group of each item, numbered from 0 without a gap.
  ///   - priors: one for each origin, summing to 1; equal ones by default.
  /// - Returns: one answer for each group, in the order of their numbers.
  package func answers<Scalar: BLASScalar>(
    for features: Matrix<Scalar>, groups units: [Int], priors: [Double]? = nil,
    workers: Workers = .all
  ) -> [GroupAnswer] {
    answers(for: scored(features, workers: workers), groups: units, priors: priors)
  }

  /// The same for items that are scored already.
  package func answers<Scalar: BLASScalar>(
    for scored: ScoredItems<Scalar>, groups units: [Int], priors: [Double]? = nil
  ) -> [GroupAnswer] {
    let priors = priors ?? uniformPriors
    let means = GroupMeans(of: scored.projected, groups: units)
    let residuals = residual.distances(
      of: subtracting(metric.centre, from: GroupMeans(of: scored.features, groups: units).means))
    let nearest = references.groupScores(of: means.means)
    let neighbours = GroupMeans(of: scored.scores.neighbours, groups: units).means
    return means.counts.indices.map { group in
      let score = Array(means.means.row(group))
      guard let confidence = confidence(forCount: means.counts[group]) else {
        return GroupAnswer(
          count: means.counts[group], probabilities: priors, logPosterior: nil, typicalities: nil,
          setValues: nil,
          jointValues: nil, novelty: nil, score: score)
      }
      let logs = confidence.calibration.logPosterior(nearest.row(group), neighbours.row(group))
      let distances = nearest.row(group).map { -$0 }
      let typicalities = confidence.typicalities(
        distances: distances, residual: residuals[group])
      let setValues = confidence.pValues(logs.map { -$0 }, among: confidence.surprises)
      return GroupAnswer(
        count: means.counts[group], probabilities: posterior(logs, priors: priors),
        logPosterior: logs, typicalities: typicalities, setValues: setValues,
        jointValues: confidence.jointPValues(setValues: setValues, typicalities: typicalities),
        novelty: confidence.novelty(
          distance: distances.min() ?? .infinity, residual: residuals[group]),
        score: score)
    }
  }

  /// The confidence that was calibrated for the largest size not above a count.
  package func confidence(forCount count: Int) -> GroupConfidence? {
    groups.last { $0.size <= count } ?? groups.first
  }

  /// Probabilities from the logarithms of those under equal priors.
  private func posterior(_ logs: [Double], priors: [Double]) -> [Double] {
    logSoftmax(zip(logs, priors).map { $0 + log($1) }).map(exp)
  }
}
