internal import Fingerprints
public import LinearAlgebra
public import Specimens

extension OriginModel {
  /// The shares of origins in a parcel whose stones were measured one by one.
  ///
  /// How the classifier confuses origins is taken from the reference groups that were held out when
  /// the model was fitted, cut to about as many shots as the questioned stones have. How typical
  /// foreign stones look is taken from origins that were left out, or assumed where none were.
  /// Stones that the library's instrument guard refuses take no part, and a warning counts them;
  /// where it refuses all of them, so does the report.
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
    if let refusal = stones.refusal { return refusal }
    return try stones.model.report(
      on: stones.logPosteriors, typicalities: stones.novelties, options: options
    ).warning(first: stones.warnings, last: [])
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
    if let refusal = stones.refusal { return refusal }
    let report = try stones.model.report(
      on: stones.logPosteriors, typicalities: stones.novelties,
      sizes: SizeModel(
        footprints: sizes.footprints.filter { common.contains($0.origin) }, pooled: sizes.pooled,
        curve: sizes.curve),
      of: parcel, options: options)
    let others = (origins + sizes.origins).filter { !common.contains($0) }.map(\.name)
    return report.warning(
      first: stones.warnings,
      last: others.isEmpty
        ? []
        : [
          "One of the libraries does not have \(others.joined(separator: ", ")), so stones from "
            + "there are shared out among the others."
        ])
  }

  /// Measured stones of a parcel as a mixture is read from them.
  private struct MixedStones {
    /// What the classifier's answers are worth.
    let model: MixtureModel
    /// The answers, stone by stone.
    let logPosteriors: [[Double]]
    /// How typical each stone is of any reference.
    let novelties: [Double]
    /// What a reader must know, in whole sentences.
    let warnings: [String]
    /// Why nothing can be said of the parcel, where the instrument guard refuses every stone.
    let refusal: MixtureReport?
  }

  /// What the classifier says of stones, and what it is worth, among some of its origins.
  private func mixedStones(
    of material: Material, items: [String], among common: [Origin], workers: Workers
  ) throws(MatchingError) -> MixedStones {
    let rows = OriginModel.rows(ofUnits: renumbered(items))
    let questioned = QuestionedMaterial(material, axis: axis)
    let examinations = examinations(of: questioned, rows: rows)
    let comparable = rows.indices.filter { examinations[$0]?.reason == nil }
    let warnings =
      OriginModel.warnings(of: examinations) + questioned.notes(comparable.flatMap { rows[$0] })
    let kept = comparable.flatMap { rows[$0] }
    let answers =
      rows.isEmpty || !comparable.isEmpty
      ? classifier.answers(
        for: try features(of: questioned, rows: kept, workers: workers),
        groups: comparable.enumerated().flatMap { number, unit in rows[unit].map { _ in number } },
        workers: workers) : []
    let counts = answers.map(\.count).sorted()
    guard
      let confidence = classifier.confidence(
        forCount: counts.isEmpty ? 1 : counts[counts.count / 2]), !confidence.logPosteriors.isEmpty
    else {
      throw .material(
        reason: "the library has too few groups of references to learn how origins are confused",
        mend: "add references, two groups or more of each origin")
    }
    let refusal = comparable.isEmpty ? examinations.first??.reason : nil
    return MixedStones(
      model: try mixtureModel(of: confidence, among: common),
      logPosteriors: answers.compactMap { $0.logPosterior.map { among($0, common) } },
      novelties: answers.compactMap(\.novelty), warnings: warnings,
      refusal: refusal.map {
        MixtureReport(
          refusal: $0, stones: Double(rows.count), evidence: .stones, warnings: warnings)
      })
  }

  /// How many stones another instrument seems to have measured, and why the first one is refused.
  private static func warnings(of examinations: [InstrumentExamination?]) -> [String] {
    let reasons = examinations.compactMap { $0?.reason }
    guard let first = reasons.first, reasons.count < examinations.count else { return [] }
    return [
      "\(reasons.count) of \(examinations.count) stones cannot be compared with the references and "
        + "were left out: \(first)."
    ]
  }

  /// The log posterior among some of the origins.
  private func among(_ logs: [Double], _ common: [Origin]) -> [Double] {
    guard common.count < origins.count else { return logs }
    return logSoftmax(OriginModel.numbers(of: common, in: origins).map { logs[$0] })
      .map { min(0, $0) }
  }

  /// How the classifier confuses some of its origins.
  private func mixtureModel(
    of confidence: GroupConfidence, among common: [Origin]
  ) throws(MatchingError) -> MixtureModel {
    let heldOut =
      confidence.heldOutStones
      ?? HeldOutStones(
        logPosteriors: confidence.logPosteriors, truth: confidence.truth,
        groups: Array(confidence.truth.indices))
    let numbers = OriginModel.numbers(of: common, in: origins)
    let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    let kept = heldOut.truth.indices.filter { places[heldOut.truth[$0]] != nil }
    return try MixtureModel(
      origins: common, heldOut: kept.map { among(heldOut.logPosteriors[$0], common) },
      truth: kept.compactMap { places[heldOut.truth[$0]] }, groups: kept.map { heldOut.groups[$0] },
      foreign: confidence.leftOutNovelties.isEmpty
        ? nil
        : ForeignTypicality(
          leftOut: confidence.leftOutNovelties, heldOut: confidence.truth.count))
  }
}
