internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// What is gathered over the folds of a validation.
struct ValidationTally {
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
  /// Whether each origin is in each item's prediction set.
  var sets: [[Bool]] = []
  /// log10 likelihood ratios of groups for their true origin, and for each other one.
  var ratios: (h1: [Double], h2: [Double]) = ([], [])
  /// Areas under the ROC curve for telling an origin that was left out.
  var areas: [Double] = []

  /// The level of the prediction sets that are judged.
  static let level = 0.9

  init(origins: [Origin], labelled: LabelledMaterial) {
    self.origins = origins
    self.labelled = labelled
    truth = OriginModel.numbers(of: labelled.labels, in: origins)
  }

  /// Adds what a model says of a fold.
  ///
  /// - Parameters:
  ///   - model: fitted to the other folds.
  ///   - items: the numbers of the questioned items.
  ///   - features: their features, as the model extracts them.
  mutating func add(
    _ model: OriginModel, items: [Int], features: Matrix<Double>, workers: Workers
  ) {
    let scored = model.classifier.scored(features, workers: workers)
    let probabilities = model.classifier.itemProbabilities(of: scored)
    itemProbabilities += probabilities
    if let confidence = model.classifier.items {
      sets += probabilities.map { row in
        confidence.pValues(row.map { log($0) }).map { $0 > 1 - ValidationTally.level + 1e-12 }
      }
    }
    itemTruth += items.map { truth[$0] }
    let units = renumbered(items.map { "\(labelled.groups[$0])\u{0}\(truth[$0])" })
    let answers = model.classifier.answers(for: scored, groups: units)
    groupProbabilities += answers.map(\.probabilities)
    var labels = [Int](repeating: 0, count: answers.count)
    for (item, unit) in zip(items, units) { labels[unit] = truth[item] }
    groupTruth += labels
    for (answer, label) in zip(answers, labels) { addRatios(of: answer, label, model.classifier) }
    switch model.classifier.heldOut {
    case .wholeGroups: break
    case .blocksOfGroups: blockFolds += 1
    case .nothing: uncalibratedFolds += 1
    }
  }

  /// Adds what each origin's likelihood ratio would have been, had it been declared.
  private mutating func addRatios(
    of answer: GroupAnswer, _ label: Int, _ classifier: OriginClassifier
  ) {
    guard
      let logs = answer.logPosterior,
      let model = classifier.confidence(forCount: answer.count)?.likelihoodRatio
    else { return }
    for origin in origins.indices {
      guard let score = DeclaredOriginScores.score(logPosterior: logs, declared: [origin]) else {
        continue
      }
      let ratio = model.log10LikelihoodRatio(ofScore: score)
      if origin == label { ratios.h1.append(ratio) } else { ratios.h2.append(ratio) }
    }
  }

  /// Adds how well each origin would have been seen as unknown in five folds of whole groups, with
  /// the number of components and the units of distance of a model of all material.
  mutating func addUnknowns(
    of labelled: LabelledMaterial, workers: Workers
  ) throws(MatchingError) {
    let plan = FoldPlan(wholeGroups: labelled.groups, of: labelled.labels, count: 5)
    let model = try OriginModel(
      fittedTo: labelled, origins: origins, guardsInstrument: false, workers: workers)
    for fold in 0..<plan.count {
      let rows = labelled.labels.indices
      let questioned = rows.filter { plan.folds[$0] == fold }
      let references = labelled.selecting(rows.filter { plan.folds[$0] != fold })
      guard !questioned.isEmpty, references.count > 1 else { continue }
      try addUnknowns(
        model, references: references, items: questioned,
        features: Matrix(try model.features(of: labelled.material.selecting(questioned))),
        workers: workers)
    }
  }

  /// Adds how well each questioned origin would have been seen as unknown.
  mutating func addUnknowns(
    _ model: OriginModel, references: LabelledMaterial, items: [Int],
    features questioned: Matrix<Double>, workers: Workers
  ) throws(MatchingError) {
    let units = renumbered(items.map { "\(labelled.groups[$0])\u{0}\(truth[$0])" })
    var labels = [Int](repeating: 0, count: (units.max() ?? -1) + 1)
    for (item, unit) in zip(items, units) { labels[unit] = truth[item] }
    let training = LabelledFeatures(
      features: Matrix(try model.features(of: references.material)),
      labels: OriginModel.numbers(of: references.labels, in: origins),
      groups: renumbered(references.groups), origins: origins.count)
    let parted = PartedReferences(training, parts: training.labels, workers: workers)
    let asked = Set(labels).sorted()
    let (unitLabels, classifier) = (labels, model.classifier)
    let found = workers.map(asked.count) { index -> Double? in
      let origin = asked[index]
      // A decomposition that does not converge leaves out one area of many.
      guard
        let scores = try? classifier.strangeness(
          of: questioned, groups: units, among: parted, without: origin)
      else { return nil }
      let groups = unitLabels.indices
      return areaUnderCurve(
        positives: groups.filter { unitLabels[$0] == origin }.map { scores[$0] },
        negatives: groups.filter { unitLabels[$0] != origin }.map { scores[$0] })
    }
    areas += found.compactMap(\.self)
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
