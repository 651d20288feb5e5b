package import LinearAlgebra

/// What each feature adds to the log odds of one origin against another.
package struct FeatureContributions: Sendable {
  /// The natural logarithm of the odds under equal priors, before it is bounded.
  package let logOdds: Double
  /// What each feature adds.
  package let values: [Double]
}

extension OriginClassifier {
  /// What each feature of a group adds to the log odds of one origin against another.
  ///
  /// Both scores are differences of distances, and such a difference is linear where it matters:
  /// `|z − n₂| − |z − n₁| = g·z − h` with `g = 2 (n₁ − n₂) / (|z − n₁| + |z − n₂|)`, since the squares
  /// of `z` cancel; for means over neighbours `n` is their centroid and `h` takes up their scatter. So
  /// the log odds are `Σⱼ xⱼ vⱼ − h` exactly. Writing `h = Σⱼ bⱼ vⱼ` for an undecided fingerprint `b`
  /// between the mean fingerprints of the two origins gives contributions `(xⱼ − bⱼ) vⱼ` that add up
  /// to the log odds. Where no point between the means is undecided, the nearer mean is `b`, and what
  /// is left belongs to no feature.
  ///
  /// - Parameters:
  ///   - features: `n x d`, the items of one group.
  ///   - first: an origin with references.
  ///   - second: another.
  /// - Returns: `nil` where nothing could be held out, or an origin has no references.
  /// - Complexity: O(n · (references · q + d · q)) for `q` discriminant scores.
  package func contributions<Scalar: BLASScalar>(
    of features: Matrix<Scalar>, for first: Int, against second: Int
  ) -> FeatureContributions? {
    guard
      let calibration = confidence(forCount: features.rows)?.calibration,
      references.hasItems(first), references.hasItems(second), features.rows > 0
    else { return nil }
    let centred = subtracting(metric.centre, from: features)
    let scores = product(centred, metric.projection)
    let width = scores.columns
    let mean = columnMeans(scores)
    let groupWeight = calibration.sharpness * calibration.weight / calibration.scales[0]
    let itemWeight =
      calibration.sharpness * (1 - calibration.weight) / calibration.scales[1]
      / Double(features.rows)

    let group = references.nearestGroups(to: mean[...], of: first, against: second)
    var logOdds = groupWeight * group.difference
    var gradients = Matrix<Double>(rows: features.rows, columns: width)
    for item in 0..<features.rows {
      let near = references.neighbours(to: scores.row(item), of: first, against: second)
      logOdds += itemWeight * near.difference
      for column in 0..<width {
        gradients[item, column] =
          groupWeight * group.slope[column] / Double(features.rows)
          + itemWeight * near.slope[column]
      }
    }

    let byFeature = product(gradients, metric.projection, .plain, .transposed)
    var total = [Double](repeating: 0, count: width)
    var slopes = [Double](repeating: 0, count: features.columns)
    var values = [Double](repeating: 0, count: features.columns)
    var offset = -logOdds
    for item in 0..<features.rows {
      for column in 0..<width {
        total[column] += gradients[item, column]
        offset += scores[item, column] * gradients[item, column]
      }
      for feature in values.indices {
        slopes[feature] += byFeature[item, feature]
        values[feature] += centred[item, feature] * byFeature[item, feature]
      }
    }
    let (one, other) = (
      dotProduct(references.means.row(first), total),
      dotProduct(references.means.row(second), total)
    )
    let share = one == other ? 0.5 : min(max((offset - other) / (one - other), 0), 1)
    for feature in values.indices {
      let undecided =
        share * centres[first, feature] + (1 - share) * centres[second, feature]
        - metric.centre[feature]
      values[feature] -= undecided * slopes[feature]
    }
    return FeatureContributions(logOdds: logOdds, values: values)
  }
}

/// How much further an item is from one origin than from another, as a linear function of its scores.
private struct DistanceDifference {
  /// The distance to the second origin less that to the first.
  let difference: Double
  /// What it is multiplied by in the questioned scores.
  let slope: [Double]

  /// The difference of the mean distances to some points of each origin.
  init(
    from score: ArraySlice<Double>, first: [ArraySlice<Double>], second: [ArraySlice<Double>]
  ) {
    func meanDistance(_ points: [ArraySlice<Double>]) -> Double {
      points.reduce(0) { $0 + squaredDistance(score, $1).squareRoot() } / Double(points.count)
    }
    func centroid(_ points: [ArraySlice<Double>], _ column: Int) -> Double {
      points.reduce(0) { $0 + $1[$1.startIndex + column] } / Double(points.count)
    }
    let (near, far) = (meanDistance(first), meanDistance(second))
    difference = far - near
    let sum = near + far
    slope = (0..<score.count).map { column in
      sum > 0 ? 2 * (centroid(first, column) - centroid(second, column)) / sum : 0
    }
  }
}

extension ScoredReferences {
  /// The difference of the distances to the nearest groups of two origins.
  fileprivate func nearestGroups(
    to score: ArraySlice<Double>, of first: Int, against second: Int
  ) -> DistanceDifference {
    func nearest(_ origin: Int) -> [ArraySlice<Double>] {
      let own = groupLabels.indices.filter { groupLabels[$0] == origin }
      return own.min {
        squaredDistance(score, groupMeans.row($0)) < squaredDistance(score, groupMeans.row($1))
      }.map { [groupMeans.row($0)] } ?? []
    }
    return DistanceDifference(from: score, first: nearest(first), second: nearest(second))
  }

  /// The difference of the mean distances to the nearest tenths of two origins' items.
  fileprivate func neighbours(
    to score: ArraySlice<Double>, of first: Int, against second: Int
  ) -> DistanceDifference {
    DistanceDifference(
      from: score, first: items(of: first).nearest(to: score).map { $0[...] },
      second: items(of: second).nearest(to: score).map { $0[...] })
  }
}

private func dotProduct(_ a: ArraySlice<Double>, _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
