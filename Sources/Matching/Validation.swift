public import Fingerprints
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
  /// The background that was taken away from spectra, in words; `nil` where none was.
  public let baseline: String?
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
  /// How the prediction sets of items did; `nil` where confidence could not be calibrated, and for
  /// parcels.
  public let sets: PredictionSetFigures?
  /// How well groups of an origin that is missing from the references are told; `nil` where that
  /// could not be asked.
  public let unknown: UnknownFigures?
  /// How good the likelihood ratios of declared origins are, group by group; `nil` where there are
  /// none.
  public let likelihoodRatio: LikelihoodRatioFigures?
  /// How often the most probable origin of an item was right, by how probable it was.
  public let reliability: [ReliabilityBin]
  /// What a reader must know, in whole sentences.
  public let warnings: [String]

  /// Validates on labelled spectra or compositions.
  ///
  /// Every choice is made again inside the references of each fold; the questioned items are used
  /// for nothing but scoring.
  ///
  /// - Parameters:
  ///   - given: the material with its origins and groups.
  ///   - plan: which items are questioned together.
  ///   - baseline: what is taken away from spectra.
  ///   - workers: threads; the figures do not depend on them.
  /// - Throws: `MatchingError` when the material cannot be fitted.
  public init(
    of given: LabelledMaterial, folds plan: FoldPlan, baseline: Baseline = .none,
    workers: Workers = .all
  ) throws(MatchingError) {
    precondition(plan.folds.count == given.count, "One fold for each item.")
    let (registered, _, axisNotes) = try given.registered()
    // A shot's baseline depends on nothing but the shot, so it need not be found again in each fold.
    let labelled = try registered.subtracting(baseline, workers: workers)
    let origins = labelled.origins
    guard origins.count > 1 else {
      throw .material(
        reason: "the table holds fewer than two origins", mend: "validate with two origins or more")
    }
    var tally = ValidationTally(origins: origins, labelled: labelled)
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
        fittedTo: references, origins: origins, guardsInstrument: false, workers: workers)
      components.append(model.classifier.metric.components)
      let features = Matrix<Double>(
        try model.features(of: labelled.material.selecting(answerable)))
      tally.add(model, items: answerable, features: features, workers: workers)
      if plan.count <= Validation.mostFoldsForUnknowns {
        try tally.addUnknowns(
          model, references: references, items: answerable, features: features, workers: workers)
      }
    }
    guard !tally.itemTruth.isEmpty else {
      throw .material(
        reason: "no fold leaves references of an origin that is questioned, and of another",
        mend: "give each origin two groups or more, and no fold all groups of one")
    }
    if plan.count > Validation.mostFoldsForUnknowns {
      try tally.addUnknowns(of: labelled, workers: workers)
    }
    kind = labelled.material.kind
    items = tally.itemTruth.count
    groups = tally.groupTruth.count
    self.origins = origins
    self.baseline = baseline == .none ? nil : baseline.description
    heldOut = plan.description
    perItem = Scores(probabilities: tally.itemProbabilities, truth: tally.itemTruth)
    perGroup = Scores(probabilities: tally.groupProbabilities, truth: tally.groupTruth)
    confusion = Validation.confusion(
      tally.itemProbabilities, tally.itemTruth, count: origins.count)
    groupConfusion = Validation.confusion(
      tally.groupProbabilities, tally.groupTruth, count: origins.count)
    sets =
      tally.sets.count == tally.itemTruth.count
      ? PredictionSetFigures(
        level: ValidationTally.level, sets: tally.sets, truth: tally.itemTruth,
        origins: origins.count) : nil
    unknown =
      tally.areas.isEmpty
      ? nil
      : UnknownFigures(
        auc: tally.areas.reduce(0, +) / Double(tally.areas.count), trials: tally.areas.count)
    likelihoodRatio = (try? PropositionScores(h1: tally.ratios.h1, h2: tally.ratios.h2))
      .map { LikelihoodRatioFigures(ofLog10: $0) }
    reliability = ReliabilityBin.bins(
      probabilities: tally.itemProbabilities, truth: tally.itemTruth)
    let sessions = labelled.material.metadata["session"] ?? []
    let confounding =
      sessions.isEmpty || sessions.contains("")
      ? nil : sessionConfounding(labels: labelled.labels.map(\.name), sessions: sessions)
    warnings = axisNotes + tally.warnings + [confounding?.description].compactMap(\.self)
    leakyAccuracy = try LeakyProtocol(
      of: labelled, components: components.sorted()[components.count / 2], workers: workers
    ).accuracy
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
    baseline = nil
    self.heldOut = heldOut
    perItem = Scores(probabilities: probabilities, truth: truth)
    perGroup = perItem
    leakyAccuracy = perItem.accuracy
    confusion = Validation.confusion(probabilities, truth, count: origins.count)
    groupConfusion = confusion
    sets = nil
    unknown = nil
    likelihoodRatio = nil
    reliability = ReliabilityBin.bins(probabilities: probabilities, truth: truth)
    self.warnings = warnings
  }

  /// The most folds in which each origin is left out in turn; with more, five folds of whole groups
  /// serve for that question, since a fold of one group has no other to be told from.
  private static let mostFoldsForUnknowns = 10

  private static func confusion(
    _ probabilities: [[Double]], _ truth: [Int], count: Int
  ) -> [[Int]] {
    var result = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
    for (row, origin) in zip(probabilities, truth) { result[origin][indexOfLargest(row)] += 1 }
    return result
  }
}
