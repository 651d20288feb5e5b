public import LinearAlgebra
public import Specimens

extension OriginModel {
  /// The shares of origins in a parcel whose stones were measured one by one.
  ///
  /// How the classifier confuses origins is taken from the reference groups that were held out when
  /// the model was fitted, cut to about as many shots as the questioned stones have.
  ///
  /// - Parameters:
  ///   - material: spectra or compositions of the parcel's stones.
  ///   - items: the stone of each row.
  ///   - options: draws, seed, declared origins.
  ///   - workers: threads; the answer does not depend on them.
  /// - Throws: `MatchingError` when the material lacks what the references have, or an origin has no
  ///   held-out group.
  public func mixture(
    of material: Material, items: [String], options: MixtureOptions = MixtureOptions(),
    workers: Workers = .all
  ) throws(MatchingError) -> MixtureReport {
    let units = renumbered(items)
    let answers = classifier.answers(
      for: try features(of: material), groups: units, workers: workers)
    let counts = answers.map(\.count).sorted()
    guard
      let confidence = classifier.confidence(
        forCount: counts.isEmpty ? 1 : counts[counts.count / 2]), !confidence.logPosteriors.isEmpty
    else {
      throw .material(
        reason: "the library has too few groups of references to learn how origins are confused",
        mend: "add references, two groups or more of each origin")
    }
    let model = try MixtureModel(
      origins: origins, heldOut: confidence.logPosteriors, truth: confidence.truth,
      groups: Array(confidence.truth.indices))
    return try model.report(
      on: answers.compactMap(\.logPosterior), typicalities: answers.compactMap(\.novelty),
      options: options)
  }
}
