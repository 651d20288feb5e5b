internal import Fingerprints
public import LinearAlgebra
public import Specimens

extension OriginModel {
  /// The same model, knowing how typical stones look that come from none of its origins.
  ///
  /// Each origin is left out of the references in turn (``ForeignTypicality``). Mixtures need it; no
  /// assessment changes. It takes about as long as fitting the metric once for each origin.
  ///
  /// - Parameters:
  ///   - labelled: the references that the model was fitted to.
  ///   - workers: threads; the model does not depend on them.
  /// - Throws: `MatchingError` when the references cannot be fitted without one of their origins.
  public func knowingForeignStones(
    from labelled: LabelledMaterial, workers: Workers = .all
  ) throws(MatchingError) -> OriginModel {
    let training = LabelledFeatures(
      features: try features(of: labelled.material),
      labels: OriginModel.numbers(of: labelled.labels, in: origins),
      groups: renumbered(labelled.groups), origins: origins.count)
    do {
      return OriginModel(
        origins: origins, groupNames: groupNames, extractor: extractor,
        classifier: try classifier.knowingForeignStones(from: training, workers: workers),
        instrument: instrument, axis: axis, axisNotes: axisNotes)
    } catch {
      throw .material(
        reason: "the references could not be fitted without one of their origins: \(error)",
        mend: "look for columns that hold one value only, or far too large ones")
    }
  }

  /// The shares of origins in a parcel whose stones were measured one by one.
  ///
  /// How the classifier confuses origins is taken from the reference groups that were held out when
  /// the model was fitted, cut to about as many shots as the questioned stones have. How typical
  /// foreign stones look is taken from origins that were left out, or assumed where none were.
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
    let stones = try mixedStones(of: material, items: items, among: origins, workers: workers)
    return try stones.model.report(
      on: stones.logPosteriors, typicalities: stones.novelties, options: options)
  }

  /// The shares of origins in a parcel of which some stones were measured and all were sized.
  ///
  /// Only origins that both libraries have can be shared out; a warning names the others.
  ///
  /// - Parameters:
  ///   - material: spectra or compositions of the parcel's stones, a fair sample of it.
  ///   - items: the stone of each row.
  ///   - parcel: the size distribution of the whole parcel.
  ///   - sizes: the footprints that it is held against.
  ///   - options: draws, seed, declared origins.
  ///   - workers: threads; the answer does not depend on them.
  /// - Throws: `MatchingError` as above, or when the libraries have fewer than two origins in common.
  public func mixture(
    of material: Material, items: [String], and parcel: Parcel, sizes: SizeModel,
    options: MixtureOptions = MixtureOptions(), workers: Workers = .all
  ) throws(MatchingError) -> MixtureReport {
    let common = sizes.origins.filter(origins.contains)
    guard common.count > 1 else {
      throw .material(
        reason: "the libraries of stones and of sizes have \(common.count) origins in common",
        mend: "give libraries that name two of the same origins or more")
    }
    let stones = try mixedStones(of: material, items: items, among: common, workers: workers)
    let report = try stones.model.report(
      on: stones.logPosteriors, typicalities: stones.novelties,
      sizes: SizeModel(
        footprints: sizes.footprints.filter { common.contains($0.origin) }, pooled: sizes.pooled,
        curve: sizes.curve),
      of: parcel, options: options)
    let others = (origins + sizes.origins).filter { !common.contains($0) }.map(\.name)
    return report.warning(
      first: [],
      last: others.isEmpty
        ? []
        : [
          "One of the libraries does not have \(others.joined(separator: ", ")), so stones from "
            + "there are shared out among the others."
        ])
  }

  /// What the classifier says of stones, and what it is worth, among some of its origins.
  private func mixedStones(
    of material: Material, items: [String], among common: [Origin], workers: Workers
  ) throws(MatchingError) -> (
    model: MixtureModel, logPosteriors: [[Double]], novelties: [Double]
  ) {
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
    let heldOut =
      confidence.heldOutStones
      ?? HeldOutStones(
        logPosteriors: confidence.logPosteriors, truth: confidence.truth,
        groups: Array(confidence.truth.indices))
    let numbers = OriginModel.numbers(of: common, in: origins)
    let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    let kept = heldOut.truth.indices.filter { places[heldOut.truth[$0]] != nil }
    func among(_ logs: [Double]) -> [Double] {
      common.count == origins.count ? logs : logSoftmax(numbers.map { logs[$0] }).map { min(0, $0) }
    }
    let model = try MixtureModel(
      origins: common, heldOut: kept.map { among(heldOut.logPosteriors[$0]) },
      truth: kept.compactMap { places[heldOut.truth[$0]] }, groups: kept.map { heldOut.groups[$0] },
      foreign: confidence.leftOutNovelties.isEmpty
        ? nil
        : ForeignTypicality(
          leftOut: confidence.leftOutNovelties, heldOut: confidence.truth.count))
    return (
      model, answers.compactMap { $0.logPosterior.map(among) }, answers.compactMap(\.novelty)
    )
  }
}
