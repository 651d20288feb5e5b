internal import Fingerprints
internal import LinearAlgebra
internal import Specimens

/// The figure that splits groups between references and questioned material: what an honest one is not.
///
/// It is printed beside the honest figures to show the difference, and is made of one number of
/// components, without calibration.
struct LeakyProtocol {
  /// The share of items whose nearest items are of their origin.
  let accuracy: Double

  /// Asks five random folds over items.
  ///
  /// - Parameters:
  ///   - labelled: the material with its origins and groups.
  ///   - components: how many; that which the honest folds chose most centrally.
  ///   - workers: threads; the figure does not depend on them.
  /// - Throws: `MatchingError` when a fold cannot be fitted.
  init(
    of labelled: LabelledMaterial, components: Int, workers: Workers
  ) throws(MatchingError) {
    let plan = FoldPlan(leakyOver: labelled.count)
    let origins = labelled.origins
    let truth = OriginModel.numbers(of: labelled.labels, in: origins)
    // What is extracted from a shot depends on the shot alone, so that the folds share it; element
    // tables are standardised by each fold's own references.
    let shared = labelled.material.kind == .spectra
    let parted =
      shared ? try LeakyProtocol.parted(labelled, plan: plan, truth: truth, workers: workers) : nil
    // Each fold on a thread of its own: most of a fold is one product after another.
    let answers = workers.map(plan.count) { fold in
      Result { () throws(MatchingError) -> [Int] in
        let questioned = plan.folds.indices.filter { plan.folds[$0] == fold }
        guard !questioned.isEmpty, labelled.count - questioned.count > 1 else { return [] }
        if let parted {
          return try LeakyProtocol.nearestOrigins(parted, fold: fold, components: components)
        }
        return try OriginModel.nearestOrigins(
          references: labelled.selecting(plan.folds.indices.filter { plan.folds[$0] != fold }),
          origins: origins, questioned: labelled.material.selecting(questioned),
          components: components, workers: Workers(1))
      }
    }
    var hits = 0
    for (fold, answer) in answers.enumerated() {
      let questioned = plan.folds.indices.filter { plan.folds[$0] == fold }
      hits += zip(questioned, try answer.get()).count { truth[$0] == $1 }
    }
    accuracy = Double(hits) / Double(labelled.count)
  }

  /// All items' features, parted by fold.
  private static func parted(
    _ labelled: LabelledMaterial, plan: FoldPlan, truth: [Int], workers: Workers
  ) throws(MatchingError) -> PartedReferences {
    do throws(FingerprintError) {
      let extractor = try FeatureExtractor(fittedTo: labelled.material)
      let all = LabelledFeatures(
        features: Matrix<Double>(try extractor.features(of: labelled.material)), labels: truth,
        groups: renumbered(labelled.groups), origins: labelled.origins.count)
      return PartedReferences(all, parts: plan.folds, workers: workers)
    } catch {
      throw OriginModel.wrapped(error)
    }
  }

  /// The origin whose nearest items are nearest to each item of a fold.
  private static func nearestOrigins(
    _ parted: PartedReferences, fold: Int, components: Int
  ) throws(MatchingError) -> [Int] {
    let one = Workers(1)
    do throws(DecompositionError) {
      let (space, leftOut) = try parted.space(without: fold, limit: components, workers: one)
      let metric = try DiscriminantMetric(in: space, components: components, workers: one)
      let references = ScoredReferences(space, metric: metric, workers: one)
      let scores = references.scores(of: metric.scores(ofComponents: leftOut), workers: one)
        .neighbours
      return (0..<scores.rows).map { indexOfLargest(scores.row($0)) }
    } catch {
      throw OriginModel.wrapped(error)
    }
  }
}
