package import LinearAlgebra

/// A classifier of feature vectors into origins, with calibrated confidence.
///
/// Discriminant scores are learned from the references (``DiscriminantMetric``); an item is scored
/// against each origin by the distance to its mean and by the mean distance to its nearest
/// neighbours; a group of items by the distance of its mean to the nearest reference group. What the
/// scores are worth is learned from whole groups that were held out: the number of components, the
/// mixture of scores and the temperature are all chosen inside the references.
///
/// ```swift
/// let classifier = try OriginClassifier(fittedTo: training)
/// let answers = classifier.answers(for: features, groups: [0, 0, 0])   // one stone, three shots
/// answers[0].probabilities
/// ```
package struct OriginClassifier: Sendable {
  /// The numbers of principal components to choose from.
  package static let componentChoices = [10, 20, 40, 80, 160, 240]
  /// The weights of the mean's score against the neighbours', the preferred one first.
  package static let itemWeights = [0.5, 0.25, 0.75, 0.0, 1.0]
  /// The weights of the nearest group's score against the neighbours', the preferred one first.
  package static let groupWeights = [1.0, 0.75, 0.5]
  /// The numbers of items in a group for which confidence is calibrated; beyond the last, all items.
  package static let groupSizes = [1, 2, 5, 10, 20, 50, 100]

  /// The learned metric.
  package let metric: DiscriminantMetric
  /// What the metric leaves out.
  package let residual: ResidualSpace
  /// The references in the metric.
  package let references: ScoredReferences
  /// `origins x d`: the mean features of each origin's groups; zeros where there are none.
  package let centres: Matrix<Double>
  /// What confidence was calibrated on.
  package let heldOut: HeldOutFolds.Units
  /// The confidence of single items; `nil` when nothing could be held out.
  package let items: ItemConfidence?
  /// The confidence of groups, one for each of ``groupSizes``.
  package let groups: [GroupConfidence]

  /// Fits a classifier.
  ///
  /// - Throws: `DecompositionError` when a decomposition does not converge.
  package init(
    fittedTo training: LabelledFeatures, workers: Workers = .all
  ) throws(DecompositionError) {
    let folds = HeldOutFolds(labels: training.labels, groups: training.groups)
    let foldCount = (folds.folds.compactMap(\.self).max() ?? -1) + 1
    let parted = PartedReferences(training, parts: folds.folds, workers: workers)
    let results = workers.map(foldCount) { fold in
      Result { () throws(DecompositionError) in try HeldOutTrial(parted, fold: fold) }
    }
    let space = try parted.space(
      without: nil, limit: OriginClassifier.componentChoices.max() ?? 1, workers: workers
    ).space
    let choices = OriginClassifier.choices(upTo: space.components.count)

    var held: [HeldOutTrial] = []
    for result in results {
      let trial = try result.get()
      if !trial.rows.isEmpty { held.append(trial) }
    }
    let trials = held
    heldOut = trials.isEmpty ? .nothing : folds.kind
    var components = choices.last ?? 1
    if trials.isEmpty {
      items = nil
      groups = []
    } else {
      let fits = workers.map(choices.count) { index in
        OriginClassifier.itemScores(trials, components: choices[index], folds: folds, training)
          .fit(order: OriginClassifier.itemWeights)
      }
      let best = indexOfSmallest(fits.map(\.loss))
      // The largest number that is not worse: shrinkage takes care of what is not needed, and
      // directions that no reference origin differs in are those that give an unknown one away.
      let chosen =
        fits.indices.last {
          $0 == best || notWorse(fits[$0].lossByUnit, fits[best].lossByUnit)
        } ?? best
      components = choices[chosen]
      items = ItemConfidence(
        fits[chosen].calibration,
        scores: OriginClassifier.itemScores(trials, components: components, folds: folds, training))
      let (sizes, number) = (OriginClassifier.groupSizes, components)
      groups = workers.map(sizes.count) { index in
        GroupConfidence(
          size: sizes[index], trials, components: number, folds: folds, training,
          isLast: index == sizes.count - 1)
      }
    }
    metric = try DiscriminantMetric(in: space, components: components, workers: workers)
    residual =
      metric.residual?.composed(with: space.components.axes, workers: workers)
      ?? ResidualSpace(
        whitening: Matrix(rows: training.features.columns, columns: 0),
        directions: Matrix(rows: 0, columns: 0), centre: [])
    references = ScoredReferences(space, metric: metric, workers: workers)
    centres = OriginClassifier.centres(of: training)
  }

  /// The mean features of each origin's groups.
  private static func centres(of training: LabelledFeatures) -> Matrix<Double> {
    let groups = GroupMeans(of: training.features, groups: training.groups)
    var labels = [Int](repeating: 0, count: groups.counts.count)
    for (group, label) in zip(training.groups, training.labels) { labels[group] = label }
    let origins = GroupMeans(of: groups.means, groups: renumbered(labels))
    var result = Matrix<Double>(rows: training.origins, columns: training.features.columns)
    for (label, number) in zip(labels, renumbered(labels)) {
      for column in 0..<result.columns { result[label, column] = origins.means[number, column] }
    }
    return result
  }

  /// A classifier with known parts, as a library keeps it.
  package init(
    metric: DiscriminantMetric, residual: ResidualSpace, references: ScoredReferences,
    centres: Matrix<Double>, heldOut: HeldOutFolds.Units, items: ItemConfidence?,
    groups: [GroupConfidence]
  ) {
    self.metric = metric
    self.residual = residual
    self.references = references
    self.centres = centres
    self.heldOut = heldOut
    self.items = items
    self.groups = groups
  }

  /// The choices that a space of the given rank can serve: those below it and the first beyond.
  private static func choices(upTo rank: Int) -> [Int] {
    let below = componentChoices.filter { $0 < rank }
    let next = componentChoices.first { $0 >= rank } ?? componentChoices.last
    return Array(Set(below + [next].compactMap(\.self))).sorted()
  }

  /// The scores of all held-out items with a number of components.
  private static func itemScores(
    _ held: [HeldOutTrial], components: Int, folds: HeldOutFolds, _ training: LabelledFeatures
  ) -> HeldOutScores {
    let rows = held.flatMap(\.rows)
    return HeldOutScores(
      first: stacked(held.compactMap { $0.scores[components]?.gaussian }),
      second: stacked(held.compactMap { $0.scores[components]?.neighbours }),
      truth: rows.map { training.labels[$0] }, units: rows.map { folds.units[$0] })
  }
}

/// Matrices of equal width, one below the other.
package func stacked(_ parts: [Matrix<Double>]) -> Matrix<Double> {
  Matrix(
    rows: parts.reduce(0) { $0 + $1.rows }, columns: parts.first?.columns ?? 0,
    elements: parts.flatMap(\.elements))
}
