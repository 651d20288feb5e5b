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
  ///   - references: the references that the classifier was fitted to, parted by origin.
  ///   - origin: the origin to leave out.
  /// - Returns: one value for each group; `nil` when fewer than two origins are left, or nothing could
  ///   be held out.
  /// - Throws: `DecompositionError` when a decomposition does not converge.
  package func strangeness(
    of features: Matrix<Double>, groups units: [Int], among references: PartedReferences,
    without origin: Int
  ) throws(DecompositionError) -> [Double]? {
    let known = Set(references.training.labels).subtracting([origin])
    guard known.count > 1, !groups.isEmpty else { return nil }
    let one = Workers(1)
    let space = try references.space(
      without: origin, limit: metric.components, workers: one
    ).space
    let metric = try DiscriminantMetric(in: space, components: metric.components, workers: one)
    let means = GroupMeans(of: features, groups: units)
    let components = product(
      subtracting(space.components.centre, from: means.means), space.components.axes)
    let nearest = groupScores(
      of: metric.scores(ofComponents: components),
      against: metric.scores(ofComponents: space.groupMeans), of: space.groupLabels,
      origins: space.origins)
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
