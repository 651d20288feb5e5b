internal import Foundation
public import LinearAlgebra
internal import Specimens

extension Validation {
  /// Validates on labelled parcels: a parcel is an item and a group.
  ///
  /// ```swift
  /// let plan = try FoldPlan(wholeGroups: labelled.groups)
  /// try Validation(ofParcels: labelled, folds: plan).perItem.accuracy
  /// ```
  ///
  /// Footprints are fitted again without the parcels of each fold. A parcel about which nothing can be
  /// said counts with equal probabilities. No protocol splits a parcel, so there is no leaky one and
  /// its figure is the honest one.
  ///
  /// - Parameters:
  ///   - labelled: parcels with their origins.
  ///   - plan: which parcels are questioned together.
  ///   - workers: threads; the figures do not depend on them.
  /// - Throws: `MatchingError` when the material is not parcels or cannot be fitted.
  public init(
    ofParcels labelled: LabelledMaterial, folds plan: FoldPlan, workers: Workers = .all
  ) throws(MatchingError) {
    guard case .parcels(let parcels) = labelled.material else {
      throw .material(
        reason: "the material is no parcels", mend: "give a table of stones or of size classes")
    }
    let origins = labelled.origins
    guard origins.count > 1 else {
      throw .material(
        reason: "the table holds one origin only", mend: "validate with two origins or more")
    }
    let numbers = OriginModel.numbers(of: labelled.labels, in: origins)
    var (probabilities, truth): ([[Double]], [Int]) = ([], [])
    var (unanswerable, silent) = (0, 0)
    for fold in 0..<plan.count {
      let questioned = labelled.labels.indices.filter { plan.folds[$0] == fold }
      let references = labelled.selecting(
        labelled.labels.indices.filter { plan.folds[$0] != fold })
      let known = references.origins
      let answerable = questioned.filter { known.contains(labelled.labels[$0]) }
      unanswerable += questioned.count - answerable.count
      guard !answerable.isEmpty, known.count > 1 else { continue }
      let model = try SizeModel(fittedTo: references, workers: workers)
      for item in answerable {
        let answer = try model.probabilities(of: parcels[item], workers: workers)
        if answer == nil { silent += 1 }
        var row = [Double](repeating: 0, count: origins.count)
        for (place, origin) in known.enumerated() {
          let number = OriginModel.numbers(of: [origin], in: origins)[0]
          row[number] = answer?[place] ?? 1 / Double(known.count)
        }
        probabilities.append(row)
        truth.append(numbers[item])
      }
    }
    guard !truth.isEmpty else {
      throw .material(
        reason: "no fold leaves references of an origin that is questioned",
        mend: "give each origin two parcels or more")
    }
    var warnings: [String] = []
    if unanswerable > 0 {
      warnings.append(
        "\(unanswerable) parcels were not scored: without them their origin has no references.")
    }
    if silent > 0 {
      warnings.append(
        "About \(silent) parcels nothing can be said; they count with equal probabilities.")
    }
    warnings.append("A parcel is never split, so the leaky figure is the honest one.")
    self.init(
      kind: .sizes, origins: origins, heldOut: plan.description, probabilities: probabilities,
      truth: truth, warnings: warnings)
  }
}
