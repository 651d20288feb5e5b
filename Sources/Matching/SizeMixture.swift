internal import Fingerprints
internal import Foundation
internal import LinearAlgebra
public import Specimens

extension SizeModel {
  /// The shares of origins in a parcel of mixed stones, from its size distribution.
  ///
  /// ```swift
  /// let report = try model.mixture(of: parcel)
  /// report.origins.map(\.share)   // [0.71, 0.29]
  /// report.fit                    // 0.43: a mixture of the references explains the sizes
  /// ```
  ///
  /// Shares are those of the stones in the classes that are assessed, above the cut-off. Sizes show no
  /// single stone to be foreign, so there is no share for none of the references; a parcel that no
  /// mixture explains has a small ``MixtureReport/fit`` and a warning.
  ///
  /// - Parameters:
  ///   - parcel: stones, or counts in any size classes.
  ///   - options: draws, seed, declaration.
  /// - Returns: the report; ``MixtureReport/refusal`` says why nothing can be said of sorted goods, or
  ///   of too few stones.
  /// - Throws: ``MatchingError`` when an option is out of range or a declared origin has no footprint.
  /// - Complexity: O(members · classes) for each draw.
  public func mixture(
    of parcel: Parcel, options: MixtureOptions = MixtureOptions()
  ) throws(MatchingError) -> MixtureReport {
    try options.check()
    let question = SizeQuestion(parcel, pooled: pooled, cutOff: cutOff, curve: curve)
    if let refusal = question.refusal {
      return MixtureReport(
        refusal: refusal, stones: question.stones, evidence: .sizes, warnings: question.warnings)
    }
    let drawn = sizeDraws(question, options)
    let best = ShareProblem(weights: question.counts.map { [$0] }, known: drawn.means, bins: nil)
      .maximised()
    return try MixtureReport(
      origins: origins, evidence: [MixtureEvidence(.sizes, stones: question.stones)], best: best,
      draws: drawn.shares, hasNone: false,
      separation: MixtureSeparation(known: drawn.means, draws: drawn.components), fit: drawn.fit,
      options: options, warnings: question.warnings + drawn.warnings)
  }

  /// Draws of the shares in a parcel that can be assessed.
  ///
  /// - Parameters:
  ///   - question: the parcel in its classes.
  ///   - options: draws and seed.
  ///   - stones: what is known of single stones of the same parcel, where anything is.
  func sizeDraws(
    _ question: SizeQuestion, _ options: MixtureOptions, stones: StoneView? = nil
  ) -> SizeDraws {
    var sampler = SizeMixtureSampler(self, question: question, stones: stones, seed: options.seed)
    for _ in 0..<SizeMixtureSampler.burnIn { sampler.advance() }
    var (draws, components): ([[Double]], [[[Double]]]) = ([], [])
    var worse = 0
    for _ in 0..<options.draws {
      sampler.advance()
      draws.append(sampler.shares)
      components.append(sampler.components)
      if sampler.predictsWorse() { worse += 1 }
    }
    return SizeDraws(
      shares: draws, components: components, fit: Double(worse + 1) / Double(options.draws + 1),
      weight: sampler.weight)
  }
}

/// Draws of the shares of a parcel whose size distribution is known.
struct SizeDraws: Sendable {
  /// `draws x (origins + 1)`, the last the share of none of the references.
  let shares: [[Double]]
  /// For each draw the class shares of the chosen member of each origin.
  let components: [[[Double]]]
  /// How probable it is that a mixture of the references looks as unlike them as the parcel.
  let fit: Double
  /// What a stone weighs.
  let weight: Double

  /// `origins x classes`: the mean of the members that were drawn.
  var means: [[Double]] {
    guard let first = components.first else { return [] }
    return first.indices.map { origin in
      first[origin].indices.map { cell in
        components.reduce(0) { $0 + $1[origin][cell] } / Double(components.count)
      }
    }
  }

  /// What a reader must know of the parcel as a whole.
  var warnings: [String] {
    fit < 0.05
      ? [
        "No mixture of the references looks like this parcel; it holds something else, or was "
          + "sorted or lost stones, and the shares mean little."
      ] : []
  }
}

/// Draws of shares together with the members of the footprints that the stones come from.
///
/// A Gibbs sampler (S. Geman and D. Geman, 1984, doi:10.1109/TPAMI.1984.4767596) in two steps: the
/// shares given a member of each origin, by the bootstrap of ``ShareProblem``; a member of each origin
/// given the shares and the others' members, with probability in proportion to the likelihood. Where
/// single stones of the parcel are known too, the first step takes both views together.
private struct SizeMixtureSampler {
  /// The rounds before draws are kept.
  static let burnIn = 60

  /// The shares of the origins, and 0 for none of the references.
  private(set) var shares: [Double]
  private let problem: ShareProblem
  /// What is known of single stones.
  private let stones: StoneView?
  /// `members x classes`.
  private let members: Matrix<Double>
  private let ranges: [Range<Int>]
  private let prior: [Double]
  /// What a stone weighs: less than one, for stones of a parcel stray together.
  let weight: Double
  /// With what concentration a parcel strays from its members; infinite for not at all.
  private let concentration: Double
  private var chosen: [Int]
  private var generator: CounterGenerator

  /// The class shares of the chosen members.
  var components: [[Double]] { chosen.map { Array(members.row($0)) } }

  /// The shares of the known origins among one another; the sizes of foreign stones are not known.
  private var knownShares: [Double] {
    let known = 1 - (shares.last ?? 0)
    return shares.map { known > 0 ? $0 / known : 0 }
  }

  init(_ model: SizeModel, question: SizeQuestion, stones view: StoneView?, seed: UInt64) {
    self.stones = view
    members = question.sieves.classShares(of: model.members)
    ranges = model.ranges
    // The most scattered origin's: a mixture cannot be trusted further than its worst part.
    concentration =
      model.footprints.flatMap { footprint in
        (0..<footprint.members.rows).compactMap(footprint.scoringConcentration)
      }.min() ?? .infinity
    let stones = question.stones
    weight = concentration.isFinite ? (1 + concentration) / (stones + concentration) : 1
    problem = ShareProblem(
      weights: question.counts.map { [$0] }, known: [], bins: nil)
    let origins = model.origins.count
    prior = MixtureModel.prior(origins: origins, hasNone: view?.problem.bins != nil)
    shares = [Double](repeating: 1 / Double(origins), count: origins) + [0]
    chosen = ranges.map { ($0.lowerBound + $0.upperBound) / 2 }
    generator = CounterGenerator(
      seed: seed, stream: view == nil ? "size mixture" : "joint mixture")
  }

  /// One round: members, then shares.
  mutating func advance() {
    for origin in ranges.indices { chosen[origin] = member(of: origin) }
    if let stones {
      var joint = stones.problem
      if joint.bins != nil { joint.bins = stones.foreign.drawn(using: &generator) }
      joint.sizes = .init(counts: problem.weights.map { $0[0] * weight }, known: components)
      shares = joint.drawn(
        known: stones.confusion.drawn(using: &generator), prior: prior, using: &generator)
      return
    }
    var tempered = problem
    tempered.weights = problem.weights.map { $0.map { $0 * weight } }
    shares = tempered.drawn(known: components, prior: prior, using: &generator)
  }

  /// A member of an origin, given all else.
  private mutating func member(of origin: Int) -> Int {
    let range = ranges[origin]
    let shares = knownShares
    let rest = problem.weights.indices.map { cell in
      ranges.indices.reduce(0.0) {
        $1 == origin ? $0 : $0 + shares[$1] * members[chosen[$1], cell]
      }
    }
    let share = shares[origin]
    let scores = range.map { row in
      var sum = 0.0
      for (cell, value) in members.row(row).enumerated() where problem.weights[cell][0] > 0 {
        sum += problem.weights[cell][0] * log(max(rest[cell] + share * value, 1e-12))
      }
      return weight * sum
    }
    let largest = scores.max() ?? 0
    let masses = scores.map { exp($0 - largest) }
    var left = generator.uniform() * masses.reduce(0, +)
    for (row, mass) in zip(range, masses) {
      left -= mass
      if left < 0 { return row }
    }
    return range.upperBound - 1
  }

  /// Whether a parcel drawn from the present shares and members is further from them than the
  /// questioned one.
  ///
  /// The share of draws in which it is, is the posterior predictive p-value of A. Gelman, X.-L. Meng
  /// and H. Stern (1996, Statistica Sinica 6, 733-807) for the deviance.
  mutating func predictsWorse() -> Bool {
    let (components, shares) = (components, knownShares)
    let expected = problem.weights.indices.map { cell in
      components.indices.reduce(1e-12) { $0 + shares[$1] * components[$1][cell] }
    }
    let counts = problem.weights.map { $0[0] }
    let parcel =
      concentration.isFinite
      ? generator.dirichlet(expected.map { max($0 * concentration, 1e-9) }) : expected
    let drawn = generator.multinomial(Int(problem.stones.rounded()), shares: parcel)
    return SizeMixtureSampler.deviance(drawn, expected)
      >= SizeMixtureSampler.deviance(counts, expected)
  }

  private static func deviance(_ counts: [Double], _ shares: [Double]) -> Double {
    let stones = counts.reduce(0, +)
    return zip(counts, shares).reduce(0) {
      $1.0 > 0 ? $0 + $1.0 * log($1.0 / (stones * $1.1)) : $0
    }
  }
}
