internal import Fingerprints
internal import Foundation
public import Specimens

/// Shares of origins in a parcel of mixed stones, from what a classifier says of each stone.
///
/// A stone is one of the reference origins' or of none of the references. What it looks like is
/// reduced to the cell that it falls into (``MixtureConfusion``), whose probability under each origin
/// was learned from held-out groups, and how typical it is of any reference to a p-value. The shares
/// are those of the greatest likelihood, the intervals come from a bootstrap over stones, held-out
/// groups and imaginary stones of the prior. The model is that of rubias (B. M. Moran and E. C.
/// Anderson, *Bayesian inference from the conditional genetic stock identification model*, 2019,
/// doi:10.1139/cjfas-2018-0016), which conditions on the references likewise.
///
/// ```swift
/// let model = try MixtureModel(
///   origins: origins, heldOut: logPosteriors, truth: truth, groups: groups)
/// let report = try model.report(on: stones, typicalities: pValues)
/// report.origins.map(\.share)   // [0.71, 0.27], and report.none?.share 0.02
/// ```
public struct MixtureModel: Sendable {
  /// The weight of the prior in stones, spread evenly over the components, at most half of one each.
  ///
  /// Half a stone each on the average for up to four components; for many origins that would pull the
  /// shares of a small parcel together, so a fixed weight is spread, as rubias does.
  static let priorStones = 2.0

  /// The origins, in the order of every share.
  public let origins: [Origin]
  /// The exponent `a` of the p-values of none of the references: `P(p ≤ x) = x^a`.
  public let noneShape: Double
  let confusion: MixtureConfusion
  /// How stones of none of the references fill the bins of p-values.
  let foreign: ForeignTypicality

  /// The shape that is assumed of foreign stones' p-values when nothing was learned of them.
  ///
  /// Beta(a, 1) tells foreign from known stones with an area under the ROC curve of `1/(1 + a)`: 0.8,
  /// about what held-out kinds of real material gave.
  public static let usualNoneShape = 0.25

  /// Learns how the classifier confuses origins.
  ///
  /// - Parameters:
  ///   - origins: the origins, two or more.
  ///   - heldOut: for each held-out stone ln p of every origin under equal priors, finite or −∞.
  ///   - truth: the origin of each held-out stone, by its place in `origins`; each occurs.
  ///   - groups: what stones are not independent of one another: parcel, session, supplier.
  ///   - noneShape: ``noneShape(ofLeftOut:)``, where origins were left out to learn it.
  ///   - foreign: how p-values of foreign stones are distributed, where that was learned without
  ///     supposing a shape; `noneShape` then plays no part.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the arrays do not fit one another or an
  ///   origin has no held-out stone.
  public init(
    origins: [Origin], heldOut: [[Double]], truth: [Int], groups: [Int],
    noneShape: Double = MixtureModel.usualNoneShape, foreign: ForeignTypicality? = nil
  ) throws(MatchingError) {
    guard origins.count > 1, Set(origins).count == origins.count else {
      throw .material(
        reason: "a mixture needs two origins or more, each once",
        mend: "add references of another origin")
    }
    guard heldOut.count == truth.count, truth.count == groups.count else {
      throw .material(
        reason: "there are \(heldOut.count) held-out stones, \(truth.count) origins of theirs and "
          + "\(groups.count) groups", mend: "give one of each for every stone")
    }
    guard noneShape > 0, noneShape < 1 else {
      throw .material(
        reason: "the shape \(noneShape) does not put p-values of foreign stones near 0",
        mend: "give a number between 0 and 1; \(MixtureModel.usualNoneShape) is usual")
    }
    for (number, origin) in origins.enumerated() where !truth.contains(number) {
      throw .material(
        reason: "no stone of \(origin) was held out, so how it is confused is not known",
        mend: "add a second group of references of it")
    }
    guard truth.allSatisfy(origins.indices.contains) else {
      throw .material(
        reason: "a held-out stone's origin is none of the \(origins.count)",
        mend: "number origins from 0")
    }
    try MixtureModel.check(heldOut, origins: origins.count)
    self.origins = origins
    self.noneShape = noneShape
    self.foreign = foreign ?? ForeignTypicality(shape: noneShape)
    confusion = MixtureConfusion(heldOut, truth: truth, groups: groups, origins: origins.count)
  }

  /// The shape of the p-values of foreign stones, from origins that were left out in turn.
  ///
  /// The greatest likelihood under the density `a p^(a−1)` is at `a = −n / Σ ln p`, here with two
  /// imaginary stones of the usual shape and kept within 0.05 … 0.9.
  ///
  /// - Parameter pValues: those of being like any reference, for stones whose origin was not among
  ///   them; above 0, up to 1.
  public static func noneShape(ofLeftOut pValues: [Double]) -> Double {
    let sum = pValues.reduce(2 / usualNoneShape) { $0 - log(min(max($1, 1e-12), 1)) }
    return min(max((Double(pValues.count) + 2) / sum, 0.05), 0.9)
  }

  /// The shares of origins in a parcel.
  ///
  /// - Parameters:
  ///   - stones: for each stone ln p of every origin under equal priors, as for held-out stones. Their
  ///     order does not matter.
  ///   - typicalities: for each stone the conformal p-value of being like any reference, even from 0
  ///     to 1 for stones that are; without them nothing is said of none of the references.
  ///   - options: draws, seed, declaration.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when there are no stones, a number is not
  ///   valid, or a declared origin has no references.
  /// - Complexity: O(stones) and, for each draw, some hundred steps of O(origins · cells).
  public func report(
    on stones: [[Double]], typicalities: [Double]? = nil,
    options: MixtureOptions = MixtureOptions()
  ) throws(MatchingError) -> MixtureReport {
    try options.check()
    let view = try view(of: stones, typicalities: typicalities)
    let (draws, confusions) = drawn(view, options)
    let problem = view.problem
    return try MixtureReport(
      origins: origins, evidence: [MixtureEvidence(.stones, stones: problem.stones)],
      best: problem.maximised(), draws: draws, hasNone: problem.bins != nil,
      separation: MixtureSeparation(known: problem.known, draws: confusions), fit: nil,
      options: options, warnings: view.warnings)
  }

  /// Stones that were looked at one by one, in the cells and bins that they fall into.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` when there are no stones or a number is not
  ///   valid.
  func view(
    of stones: [[Double]], typicalities: [Double]?
  ) throws(MatchingError) -> StoneView {
    guard !stones.isEmpty else {
      throw .material(reason: "the parcel has no stones", mend: "give at least one")
    }
    try MixtureModel.check(stones, origins: origins.count)
    var weights = [[Double]](
      repeating: [Double](
        repeating: 0, count: typicalities == nil ? 1 : ForeignTypicality.bins.count),
      count: confusion.cells)
    if let typicalities {
      guard typicalities.count == stones.count else {
        throw .material(
          reason: "there are \(stones.count) stones and \(typicalities.count) typicalities",
          mend: "give one for every stone, or none")
      }
      guard typicalities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
        throw .material(
          reason: "a typicality is not from 0 to 1", mend: "give conformal p-values")
      }
      for (stone, p) in zip(stones, typicalities) {
        weights[confusion.cell(stone)][ForeignTypicality.bin(of: p)] += 1
      }
    } else {
      for stone in stones { weights[confusion.cell(stone)][0] += 1 }
    }
    return StoneView(
      problem: ShareProblem(
        weights: weights, known: confusion.expected,
        bins: typicalities == nil ? nil : foreign.expected),
      confusion: confusion, foreign: foreign)
  }

  /// The chance of each component's imaginary stone, the last that of none of the references.
  static func prior(origins: Int, hasNone: Bool) -> [Double] {
    let components = origins + (hasNone ? 1 : 0)
    let each = min(0.5, priorStones / Double(components))
    return (0...origins).map { $0 < components ? each : 0 }
  }

  /// Draws of the shares, and of the confusion behind the first forty.
  func drawn(
    _ view: StoneView, _ options: MixtureOptions
  ) -> (shares: [[Double]], confusions: [[[Double]]]) {
    let prior = MixtureModel.prior(origins: origins.count, hasNone: view.problem.bins != nil)
    var (draws, confusions): ([[Double]], [[[Double]]]) = ([], [])
    for draw in 0..<options.draws {
      var generator = CounterGenerator(seed: options.seed, stream: "mixture/\(draw)")
      let known = confusion.drawn(using: &generator)
      var problem = view.problem
      if problem.bins != nil { problem.bins = foreign.drawn(using: &generator) }
      draws.append(problem.drawn(known: known, prior: prior, using: &generator))
      if draw < 40 { confusions.append(known) }
    }
    return (draws, confusions)
  }

  /// - Throws: ``MatchingError/material(reason:mend:)`` naming the first row that is not valid.
  private static func check(_ rows: [[Double]], origins: Int) throws(MatchingError) {
    for (index, row) in rows.enumerated() {
      guard row.count == origins, row.allSatisfy({ $0 <= 1e-6 }), row.contains(where: \.isFinite)
      else {
        throw .material(
          reason: "row \(index) is not the log probabilities of \(origins) origins",
          mend: "give ln p for each origin, none above 0 and one at least finite")
      }
    }
  }
}

extension MixtureReport {
  /// A report on draws of shares.
  ///
  /// - Parameters:
  ///   - evidence: what the shares were read from.
  ///   - best: the most probable shares, the last that of none of the references.
  ///   - draws: draws of the same.
  ///   - hasNone: whether the evidence can show none of the references.
  /// - Throws: ``MatchingError`` when a declared origin has no references.
  init(
    origins: [Origin], evidence: [MixtureEvidence], best: [Double], draws: [[Double]],
    hasNone: Bool,
    separation: MixtureSeparation, fit: Double?, agreement: Double? = nil,
    options: MixtureOptions, warnings: [String]
  ) throws(MatchingError) {
    let stones = evidence.map(\.stones).max() ?? 0
    let shares = best.indices.map { index in
      Share(
        name: index < origins.count ? origins[index].name : "none of the references",
        share: best[index], draws: draws.map { $0[index] }, stones: stones)
    }
    self.init(
      refusal: nil, stones: stones, evidence: evidence,
      origins: Array(shares.prefix(origins.count)),
      none: hasNone ? shares.last : nil, conditionNumber: separation.conditionNumber, fit: fit,
      agreement: agreement,
      declared: options.declared.isEmpty
        ? nil : try DeclaredMixture(options, origins: origins, best: best, draws: draws),
      warnings: separation.warnings(origins) + warnings)
  }
}
