public import LinearAlgebra
public import Specimens

/// How well a method tells known origins, by the protocol that holds out whole groups.
public struct Validation: Sendable, Equatable {
  /// The kind of evidence.
  public let kind: EvidenceKind
  /// The number of items that were scored.
  public let items: Int
  /// The number of groups that were scored.
  public let groups: Int
  /// The origins, in the order of the confusion matrices.
  public let origins: [Origin]
  /// How items were held out, in words.
  public let heldOut: String
  /// The figures over items.
  public let perItem: Scores
  /// The figures over groups, each with the pooled posterior of its items.
  public let perGroup: Scores
  /// The share of items that is right when groups are split: what an honest figure is not.
  public let leakyAccuracy: Double
  /// Items by true origin (row) and most probable origin (column).
  public let confusion: [[Int]]
  /// Groups by true origin (row) and most probable origin (column).
  public let groupConfusion: [[Int]]
  /// What a reader must know, in whole sentences.
  public let warnings: [String]

  /// Validates on labelled spectra or compositions.
  ///
  /// Every choice is made again inside the references of each fold; the questioned items are used
  /// for nothing but scoring.
  ///
  /// - Parameters:
  ///   - labelled: the material with its origins and groups.
  ///   - plan: which items are questioned together.
  ///   - workers: threads; the figures do not depend on them.
  /// - Throws: `MatchingError` when the material cannot be fitted.
  public init(
    of labelled: LabelledMaterial, folds plan: FoldPlan, workers: Workers = .all
  ) throws(MatchingError) {
    precondition(plan.folds.count == labelled.count, "One fold for each item.")
    let origins = labelled.origins
    guard origins.count > 1 else {
      throw .material(
        reason: "the table holds fewer than two origins", mend: "validate with two origins or more")
    }
    var tally = Tally(origins: origins, labelled: labelled)
    var components: [Int] = []
    for fold in 0..<plan.count {
      let rows = labelled.labels.indices
      let (references, questioned) = (
        labelled.selecting(rows.filter { plan.folds[$0] != fold }),
        rows.filter { plan.folds[$0] == fold }
      )
      let known = Set(references.labels)
      let answerable =
        known.count > 1 ? questioned.filter { known.contains(labelled.labels[$0]) } : []
      tally.unanswerable += questioned.count - answerable.count
      guard !answerable.isEmpty else { continue }
      let model = try OriginModel(
        fittedTo: references, origins: origins, workers: workers)
      components.append(model.classifier.metric.components)
      try tally.add(model, items: answerable, workers: workers)
    }
    guard !tally.itemTruth.isEmpty else {
      throw .material(
        reason: "no fold leaves references of an origin that is questioned, and of another",
        mend: "give each origin two groups or more, and no fold all groups of one")
    }
    kind = labelled.material.kind
    items = tally.itemTruth.count
    groups = tally.groupTruth.count
    self.origins = origins
    heldOut = plan.description
    perItem = Scores(probabilities: tally.itemProbabilities, truth: tally.itemTruth)
    perGroup = Scores(probabilities: tally.groupProbabilities, truth: tally.groupTruth)
    confusion = Validation.confusion(
      tally.itemProbabilities, tally.itemTruth, count: origins.count)
    groupConfusion = Validation.confusion(
      tally.groupProbabilities, tally.groupTruth, count: origins.count)
    warnings = tally.warnings
    leakyAccuracy = try Validation.leakyAccuracy(
      of: labelled, components: components.sorted()[components.count / 2], workers: workers)
  }

  /// The figures of items that are their own groups, with no leaky protocol.
  init(
    kind: EvidenceKind, origins: [Origin], heldOut: String, probabilities: [[Double]],
    truth: [Int], warnings: [String]
  ) {
    self.kind = kind
    items = truth.count
    groups = truth.count
    self.origins = origins
    self.heldOut = heldOut
    perItem = Scores(probabilities: probabilities, truth: truth)
    perGroup = perItem
    leakyAccuracy = perItem.accuracy
    confusion = Validation.confusion(probabilities, truth, count: origins.count)
    groupConfusion = confusion
    self.warnings = warnings
  }

  private static func confusion(
    _ probabilities: [[Double]], _ truth: [Int], count: Int
  ) -> [[Int]] {
    var result = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
    for (row, origin) in zip(probabilities, truth) { result[origin][indexOfLargest(row)] += 1 }
    return result
  }

  /// The accuracy over items when groups are split between references and questioned material.
  ///
  /// The number of components is the one that the honest folds chose most centrally.
  private static func leakyAccuracy(
    of labelled: LabelledMaterial, components: Int, workers: Workers
  ) throws(MatchingError) -> Double {
    let plan = FoldPlan(leakyOver: labelled.count)
    let origins = labelled.origins
    let truth = OriginModel.numbers(of: labelled.labels, in: origins)
    var hits = 0
    for fold in 0..<plan.count {
      let rows = labelled.labels.indices
      let references = labelled.selecting(rows.filter { plan.folds[$0] != fold })
      let questioned = rows.filter { plan.folds[$0] == fold }
      guard !questioned.isEmpty, references.count > 1 else { continue }
      let nearest = try OriginModel.nearestOrigins(
        references: references, origins: origins,
        questioned: labelled.material.selecting(questioned), components: components,
        workers: workers)
      hits += zip(questioned, nearest).count { truth[$0] == $1 }
    }
    return Double(hits) / Double(labelled.count)
  }
}

/// What is gathered over the folds of a validation.
private struct Tally {
  let origins: [Origin]
  let labelled: LabelledMaterial
  let truth: [Int]
  var itemProbabilities: [[Double]] = []
  var itemTruth: [Int] = []
  var groupProbabilities: [[Double]] = []
  var groupTruth: [Int] = []
  var unanswerable = 0
  var blockFolds = 0
  var uncalibratedFolds = 0

  init(origins: [Origin], labelled: LabelledMaterial) {
    self.origins = origins
    self.labelled = labelled
    truth = OriginModel.numbers(of: labelled.labels, in: origins)
  }

  mutating func add(
    _ model: OriginModel, items: [Int], workers: Workers
  ) throws(MatchingError) {
    let features = try model.features(of: labelled.material.selecting(items))
    itemProbabilities += model.classifier.itemProbabilities(of: features, workers: workers)
    itemTruth += items.map { truth[$0] }
    let units = renumbered(items.map { "\(labelled.groups[$0])\u{0}\(truth[$0])" })
    let answers = model.classifier.answers(for: features, groups: units, workers: workers)
    groupProbabilities += answers.map(\.probabilities)
    var labels = [Int](repeating: 0, count: answers.count)
    for (item, unit) in zip(items, units) { labels[unit] = truth[item] }
    groupTruth += labels
    switch model.classifier.heldOut {
    case .wholeGroups: break
    case .blocksOfGroups: blockFolds += 1
    case .nothing: uncalibratedFolds += 1
    }
  }

  var warnings: [String] {
    var result: [String] = []
    if unanswerable > 0 {
      result.append(
        "\(unanswerable) items were not scored: with their fold held out, no references of their "
          + "origin, or none of any other, are left.")
    }
    if blockFolds > 0 {
      result.append(
        "In \(blockFolds) folds hardly any origin has two groups of references, so confidence was "
          + "calibrated on blocks of the same groups; it is optimistic about new ones.")
    }
    if uncalibratedFolds > 0 {
      result.append(
        "In \(uncalibratedFolds) folds nothing could be held out among the references, so all "
          + "origins were given equal probability.")
    }
    return result
  }
}
