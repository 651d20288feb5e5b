internal import Foundation
public import Specimens

extension MixtureModel {
  /// The shares of origins in a parcel of which single stones were measured and all stones sized.
  ///
  /// The measured stones are a sample of the parcel; the size distribution is another view of it. Given
  /// the shares the two err independently, so their likelihoods are multiplied: size classes count as
  /// further cells (``ShareProblem``), a stone in them weighing as much as in ``SizeModel/mixture(of:options:)``.
  /// Each view is also read by itself, and when the two differ more than chance allows
  /// (``MixtureAgreement``) a warning comes first.
  ///
  /// ```swift
  /// let report = try model.report(on: stones, typicalities: pValues, sizes: sizes, of: parcel)
  /// report.evidence.map(\.kind)   // [.stones, .sizes]
  /// report.agreement              // 0.4
  /// ```
  ///
  /// Foreign stones are seen among the measured ones alone. Their sizes are not known, so the size
  /// distribution is taken as that of the known origins.
  ///
  /// - Parameters:
  ///   - stones: for each measured stone ln p of every origin under equal priors.
  ///   - typicalities: for each the conformal p-value of being like any reference.
  ///   - sizes: the footprints of the same origins.
  ///   - parcel: the sizes of the whole parcel. One about which nothing can be said is not used, and a
  ///     warning says why.
  ///   - options: draws, seed, declaration.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the origins are not the same, or as
  ///   ``report(on:typicalities:options:)`` does.
  public func report(
    on stones: [[Double]], typicalities: [Double]? = nil, sizes: SizeModel, of parcel: Parcel,
    options: MixtureOptions = MixtureOptions()
  ) throws(MatchingError) -> MixtureReport {
    guard sizes.origins == origins else {
      throw .material(
        reason: "stones and sizes are held against different origins",
        mend: "keep the origins that both libraries have")
    }
    try options.check()
    let view = try view(of: stones, typicalities: typicalities)
    let question = SizeQuestion(
      parcel, pooled: sizes.pooled, cutOff: sizes.cutOff, curve: sizes.curve)
    guard question.refusal == nil else {
      return try report(on: stones, typicalities: typicalities, options: options)
        .warning(
          first: ["The size distribution was not used: \(question.refusal ?? "it says nothing")."],
          last: question.warnings)
    }
    let (fromStones, confusions) = drawn(view, options)
    let fromSizes = sizes.sizeDraws(question, options)
    let joint = sizes.sizeDraws(question, options, stones: view)
    var problem = view.problem
    let stoneShares = problem.maximised()
    let sizeShares = ShareProblem(
      weights: question.counts.map { [$0] }, known: fromSizes.means, bins: nil
    ).maximised()
    problem.sizes = .init(
      counts: question.counts.map { $0 * joint.weight }, known: joint.means)
    let best = problem.maximised()
    let evidence = [
      MixtureEvidence(
        .stones, stones: problem.stones,
        origins: alone(stoneShares, fromStones, stones: problem.stones)),
      MixtureEvidence(
        .sizes, stones: question.stones,
        origins: alone(sizeShares, fromSizes.shares, stones: question.stones)),
    ]
    let agreement = MixtureAgreement(
      fromStones.map(MixtureModel.amongKnown), fromSizes.shares.map(MixtureModel.amongKnown))
    let report = try MixtureReport(
      origins: origins, evidence: evidence, best: best, draws: joint.shares,
      hasNone: problem.bins != nil,
      separation: MixtureSeparation(
        MixtureSeparation(known: problem.known, draws: confusions),
        MixtureSeparation(known: joint.means, draws: joint.components)),
      fit: fromSizes.fit, agreement: agreement.pValue, options: options,
      warnings: question.warnings + fromSizes.warnings + view.warnings)
    return report.warning(
      first: agreement.pValue < MixtureAgreement.level ? [conflict(agreement, evidence)] : [],
      last: report.holdsUnknown
        ? [
          "The stones that are unlike any reference are in the size distribution too, and it was "
            + "read as if they were not; where they are larger or smaller than the others they "
            + "bend it."
        ] : [])
  }

  /// The shares of the known origins among one another.
  static func amongKnown(_ shares: [Double]) -> [Double] {
    let known = shares.dropLast().reduce(0, +)
    return shares.dropLast().map { known > 0 ? $0 / known : 1 / Double(shares.count - 1) }
  }

  /// The shares of the known origins among one another, as one view has them by itself.
  private func alone(
    _ best: [Double], _ draws: [[Double]], stones: Double
  ) -> [MixtureReport.Share] {
    let (best, draws) = (
      MixtureModel.amongKnown(best), draws.map(MixtureModel.amongKnown)
    )
    return origins.indices.map { origin in
      MixtureReport.Share(
        name: origins[origin].name, share: best[origin], draws: draws.map { $0[origin] },
        stones: stones)
    }
  }

  /// How the two views contradict one another, as a sentence.
  private func conflict(
    _ agreement: MixtureAgreement, _ evidence: [MixtureEvidence]
  ) -> String {
    let words = evidence.map { view in
      let share = view.origins[agreement.worst]
      return String(format: "%.2f (%.2f-%.2f)", share.share, share.lower, share.upper)
    }
    return "Stones and sizes disagree beyond chance "
      + String(format: "(p %.3f)", agreement.pValue)
      + ": of \(origins[agreement.worst]) the stones show \(words[0]) and the sizes \(words[1]). The "
      + "measured stones may be no fair sample of the parcel, or a footprint does not hold; common "
      + "shares mean little."
  }
}

extension MixtureSeparation {
  /// Two views together: what either tells apart is told apart.
  init(_ one: MixtureSeparation, _ other: MixtureSeparation) {
    self.init(
      conditionNumber: min(one.conditionNumber, other.conditionNumber),
      pairs: one.pairs.filter { pair in other.pairs.contains { $0 == pair } })
  }
}

extension MixtureReport {
  /// The report with further warnings before and after its own.
  func warning(first: [String], last: [String]) -> MixtureReport {
    MixtureReport(
      refusal: refusal, stones: stones, evidence: evidence, origins: origins, none: none,
      conditionNumber: conditionNumber, fit: fit, agreement: agreement, declared: declared,
      warnings: first + warnings + last)
  }
}
