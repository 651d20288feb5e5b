package import LinearAlgebra

extension OriginClassifier {
  /// How strange groups are when an origin is left out of the references.
  ///
  /// Space and metric are fitted again without the origin, with the same number of components; the
  /// units of distance are those of the whole classifier, which rank nothing differently for one
  /// origin than for another.
  ///
  /// - Parameters:
  ///   - features: the questioned items, `n x d`.
  ///   - units: the group of each, numbered from 0 without a gap.
  ///   - training: the references that the classifier was fitted to.
  ///   - origin: the origin to leave out.
  /// - Returns: one value for each group; `nil` when fewer than two origins are left, or nothing could
  ///   be held out.
  /// - Throws: `DecompositionError` when a decomposition does not converge.
  package func strangeness(
    of features: Matrix<Double>, groups units: [Int], training: LabelledFeatures,
    without origin: Int
  ) throws(DecompositionError) -> [Double]? {
    let rest = training.selecting(training.labels.indices.filter { training.labels[$0] != origin })
    guard Set(rest.labels).count > 1, !groups.isEmpty else { return nil }
    let one = Workers(1)
    let space = try ReferenceSpace(rest, limit: metric.components, workers: one)
    let metric = try DiscriminantMetric(in: space, components: metric.components, workers: one)
    let references = ScoredReferences(space, metric: metric, workers: one)
    let means = GroupMeans(of: features, groups: units)
    let nearest = references.groupScores(of: metric.scores(of: means.means))
    let components = product(
      subtracting(space.components.centre, from: means.means), space.components.axes)
    let residuals =
      metric.residual.map { $0.distances(of: components.prefix(columns: $0.whitening.rows)) }
      ?? Array(repeating: 0, count: means.counts.count)
    return means.counts.indices.map { group in
      guard let confidence = confidence(forCount: means.counts[group]) else { return 0 }
      return confidence.strangeness(
        distance: -(nearest.row(group).max() ?? -.infinity), residual: residuals[group])
    }
  }
}
