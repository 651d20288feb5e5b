package import LinearAlgebra

/// One fold of references scored against the rest.
package struct HeldOutTrial: Sendable {
  /// Scores with one number of components.
  package struct Scores: Sendable {
    package let gaussian: Matrix<Double>
    package let neighbours: Matrix<Double>
    /// The discriminant scores of the held-out items.
    package let items: Matrix<Double>
    /// What they were scored against.
    package let references: ScoredReferences
    /// What the metric leaves out, in the coordinates of the components.
    package let residual: ResidualSpace?
  }

  /// The held-out items whose origin still has references.
  package let rows: [Int]
  /// The held-out items in the principal components of the rest.
  package let components: Matrix<Double>
  /// Scores by number of components.
  package let scores: [Int: Scores]

  /// Fits space and metric to all but a fold and scores the fold.
  ///
  /// - Parameters:
  ///   - references: all references, parted by fold.
  ///   - fold: the fold to hold out.
  /// - Throws: `DecompositionError` when a decomposition does not converge.
  package init(_ references: PartedReferences, fold: Int) throws(DecompositionError) {
    let labels = references.training.labels
    let known = Set(references.items(of: fold, leftOut: false).map { labels[$0] })
    let fold = (number: fold, items: references.items(of: fold, leftOut: true))
    let answerable = fold.items.indices.filter { known.contains(labels[fold.items[$0]]) }
    rows = answerable.map { fold.items[$0] }
    guard !rows.isEmpty else {
      components = Matrix(rows: 0, columns: 0)
      scores = [:]
      return
    }
    let one = Workers(1)
    let (space, heldOut) = try references.space(
      without: fold.number, limit: OriginClassifier.componentChoices.max() ?? 1, workers: one)
    components = heldOut.selecting(rows: answerable)
    var scores: [Int: Scores] = [:]
    for choice in OriginClassifier.componentChoices {
      // Beyond the rank of the references a choice adds nothing to the one before it.
      if let last = scores.keys.max(), last >= space.components.count {
        scores[choice] = scores[last]
        continue
      }
      let metric = try DiscriminantMetric(in: space, components: choice, workers: one)
      let references = ScoredReferences(space, metric: metric, workers: one)
      let items = metric.scores(ofComponents: components)
      let both = references.scores(of: items, workers: one)
      scores[choice] = Scores(
        gaussian: both.gaussian, neighbours: both.neighbours, items: items,
        references: references, residual: metric.residual)
    }
    self.scores = scores
  }
}
