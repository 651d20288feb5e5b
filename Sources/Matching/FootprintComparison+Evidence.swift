internal import Fingerprints
internal import Foundation
public import LinearAlgebra
public import Specimens

extension FootprintComparison {
  /// Compares the size footprints of a library.
  ///
  /// The distance is E. Hellinger's, `√(1 − Σ √(p q))`, between the mean footprints above the larger
  /// cut-off: 0 for the same distribution, 1 for two without a common size. It is a Euclidean distance
  /// between roots of shares, so a map of it distorts only by leaving out dimensions. With
  /// `ρ = 1 − d²` the Bayes rule between two *known* distributions errs at most `ρⁿ/2` of the time on
  /// `n` stones (T. Kailath, 1967, doi:10.1109/TCOM.1967.1089532). Footprints are not known
  /// that well, so errors are counted on simulated parcels instead, each scored without the member
  /// that it came from: they stay where footprints overlap and the bound goes to 0.
  ///
  /// - Parameters:
  ///   - model: the library.
  ///   - counts: numbers of stones at which pairs are tried, 15 or more.
  ///   - sieves: the classes in which parcels are counted; by default as for a ``SizePlan``.
  ///   - limit: the share of wrong answers above which a pair counts as not told apart.
  ///   - parcels: how many are simulated of each origin.
  ///   - seed: the same one gives the same figures.
  ///   - workers: threads; the comparison does not depend on them.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the sieves or counts allow no answer.
  public init(
    _ model: SizeModel, counts: [Int] = [100, 1000], sieves: SieveSet? = nil,
    limit: Double = 0.05, parcels: Int = 200, seed: UInt64 = 1, workers: Workers = .all
  ) throws(MatchingError) {
    let sieves = sieves ?? SizePlan.usualSieves(above: model.cutOff)
    let origins = model.origins.count
    let first = FootprintComparison.firstCell(of: model)
    let roots = FootprintComparison.roots(
      Matrix(model.footprints.map(\.mean)), from: first)
    let distances = FootprintComparison.distances(roots)
    var evidence = Matrix<Double>(rows: origins, columns: origins)
    for one in 0..<origins {
      for other in 0..<origins where other != one {
        evidence[one, other] = zip(roots.row(one), roots.row(other)).reduce(0) { sum, pair in
          // Roots of shares, hence twice the logarithm; shares below 10⁻¹² count as that.
          sum + 4 * pair.0 * pair.0 * log10(max(pair.0, 1e-6) / max(pair.1, 1e-6))
        }
      }
    }
    let counts = Array(Set(counts)).sorted()
    var answers: [(truth: [Int], logs: [[Double]])] = []
    for count in counts {
      let drawn = try PlannedParcels(
        model, sieves: sieves, stones: count, each: Array(repeating: parcels, count: origins),
        seed: seed, workers: workers)
      let logs = drawn.logPosteriors(workers: workers)
      answers.append((drawn.truth, drawn.halves.enumerated().map { logs[$1][$0] }))
    }
    let items = model.footprints.flatMap { footprint in
      footprint.parcelNames.enumerated().map { (footprint.origin.name, $1, $0) }
    }
    let points = model.footprints.map {
      FootprintComparison.roots(Matrix<Double>($0.parcels), from: first)
    }
    try self.init(
      kind: .sizes, origins: model.origins.map(\.name),
      measure: "Hellinger distance between the mean distributions above the larger cut-off: 0 for "
        + "the same, 1 for no common size.",
      distances: distances, evidencePerItem: evidence,
      mistakes: { one, other in
        zip(counts, answers).map { count, answer in
          let rows = answer.truth.indices.filter { [one, other].contains(answer.truth[$0]) }
          let wrong = rows.count { row in
            let own = answer.truth[row]
            return answer.logs[row][own] <= answer.logs[row][own == one ? other : one]
          }
          let share = BinomialShare(wrong, of: rows.count)
          return Mistakes(count: count, error: share.share, counted: share)
        }
      },
      limit: limit,
      duplicates: NearDuplicates(
        stacked(points), names: items.map(\.1), origins: items.map(\.0)),
      unit: "stones", limits: SizePlan.limits(of: model))
  }

  /// Compares the origins of a model of spectra or elements.
  ///
  /// Distances are those between origin means in the learned metric, where the items of one origin
  /// scatter with variance 1 in every direction (P. C. Mahalanobis, 1936). Were they normal,
  /// the Bayes rule would err `Φ(−d/2)` of the time on a single item and one item would give
  /// `d²/2` nats of evidence. Distances that the metric was fitted to are too large with few
  /// references, so these errors are the smallest to expect; held-out ones are in a ``ShotPlan``.
  ///
  /// - Parameters:
  ///   - model: the library's model.
  ///   - limit: the share of wrong answers above which a pair counts as not told apart.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the means are not finite.
  public init(_ model: OriginModel, limit: Double = 0.05) throws(MatchingError) {
    let references = model.classifier.references
    let order = model.origins.indices.filter { references.hasItems($0) }
      .sorted { model.origins[$0] < model.origins[$1] }
    let distances = FootprintComparison.distances(references.means.selecting(rows: order))
    var evidence = distances
    for index in evidence.elements.indices {
      evidence.elements[index] *= evidence.elements[index] / (2 * log(10))
    }
    try self.init(
      kind: model.kind, origins: order.map { model.origins[$0].name },
      measure: "Distance between origin means in the learned metric, where the shots or stones of "
        + "one origin have a standard deviation of 1 in every direction.",
      distances: distances, evidencePerItem: evidence,
      mistakes: { one, other in
        let error = 0.5 * erfc(distances[one, other] / 8.0.squareRoot())
        return [Mistakes(count: 1, error: error, counted: nil)]
      },
      limit: limit,
      duplicates: NearDuplicates(
        references.groupMeans, names: model.groupNames,
        origins: references.groupLabels.map { model.origins[$0].name }),
      unit: "shot or stone",
      limits: [
        "Errors follow from the distances as if the items of an origin were normally distributed, "
          + "on the references that the metric was learned from; those to expect are larger."
      ])
  }

  /// The first cell of the grid above the larger cut-off of a library.
  static func firstCell(of model: SizeModel) -> Int {
    model.cutOff.map { CaratGrid.cell(ofCarats: $0) } ?? 0
  }

  /// The roots of shares from a cell up, scaled so that their Euclidean distance is Hellinger's.
  ///
  /// - Parameter shares: `m x 240`.
  static func roots(_ shares: Matrix<Double>, from first: Int) -> Matrix<Double> {
    var result = Matrix<Double>(rows: shares.rows, columns: max(0, shares.columns - first))
    for row in 0..<shares.rows {
      let above = shares.row(row).dropFirst(first)
      let sum = above.reduce(0, +)
      for (column, share) in above.enumerated() where sum > 0 {
        result[row, column] = (share / sum / 2).squareRoot()
      }
    }
    return result
  }

  /// The Euclidean distances between rows: symmetric, with a diagonal of exact zeros.
  private static func distances(_ rows: Matrix<Double>) -> Matrix<Double> {
    var result = Matrix<Double>(rows: rows.rows, columns: rows.rows)
    for one in 0..<rows.rows {
      for other in 0..<one {
        let distance = squaredDistance(rows.row(one), rows.row(other)).squareRoot()
        result[one, other] = distance
        result[other, one] = distance
      }
    }
    return result
  }
}
