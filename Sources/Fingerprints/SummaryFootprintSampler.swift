internal import Foundation
public import Specimens

/// Size distributions drawn from a wide prior and kept where they reproduce the published facts about
/// an origin.
///
/// A summary footprint is such an ensemble: each member is one distribution that the facts allow, and
/// where they allow much, the members differ much. Rejection sampling of simulated summaries is the
/// oldest form of approximate Bayesian computation (J. K. Pritchard et al., *Population growth of
/// human Y chromosomes*, doi:10.1093/oxfordjournals.molbev.a026091); here the summaries of a member
/// are computed exactly, and a fact is an interval.
///
/// The prior, in this order of draws:
///
/// | Draw | Distribution |
/// |---|---|
/// | μ, the mean of ln carats | uniform from ln 0.001 to ln 5 |
/// | σ, the standard deviation of ln carats | uniform from 0.6 to 1.8 |
/// | whether there is a tail | one half |
/// | the weight from which the tail runs | log-uniform from 1 to 10 ct |
/// | the tail's exponent by number | uniform from 1.2 to 3.5 |
/// | the bottom cut-off, where facts give a range | log-uniform in it, the same quantile for all facts |
///
/// Each origin has its own stream of random numbers, so its members do not depend on which other
/// origins there are. Numbers are rounded to what the pack prints before they are tested, so that the
/// printed members are the ones that were tested.
public struct SummaryFootprintSampler: Sendable {
  /// The facts that members must reproduce.
  public let facts: SummaryFacts
  /// The seed that all origins share.
  public let seed: UInt64
  /// The number of candidates after which an origin is given up.
  package var patience = 1_000_000

  /// The distributions that were kept for one origin.
  public struct Ensemble: Sendable, Equatable {
    /// The origin.
    public let origin: Origin
    /// The distributions, in the order in which they were drawn.
    public let members: [TruncatedLognormal]
    /// How many were drawn until there were enough.
    public let candidates: Int

    /// The share of candidates that were kept.
    public var acceptance: Double { Double(members.count) / Double(candidates) }
  }

  /// A sampler of the given facts.
  public init(facts: SummaryFacts, seed: UInt64) {
    self.facts = facts
    self.seed = seed
  }

  /// The first members of an origin's ensemble.
  ///
  /// A larger ensemble starts with the members of a smaller one.
  ///
  /// - Parameters:
  ///   - origin: one of `facts.origins`
  ///   - count: how many members
  /// - Throws: `SimulationError` where a million candidates do not give enough members: then the
  ///   facts contradict each other or the prior.
  /// - Complexity: O(count / acceptance) candidates of 240 cells each.
  public func ensemble(of origin: Origin, count: Int) throws(SimulationError) -> Ensemble {
    let conditions = facts.facts(of: origin).map { Condition($0) }
    var generator = CounterGenerator(seed: seed, stream: "footprint \(origin.name)")
    var members: [TruncatedLognormal] = []
    var candidates = 0
    while members.count < count {
      guard candidates < patience else {
        throw SimulationError(
          file: "the facts about \(origin)",
          reason: "\(members.count) of \(candidates) candidates reproduce them",
          mend: "look for facts that contradict each other, and widen what is not sure")
      }
      candidates += 1
      let (candidate, quantile) = SummaryFootprintSampler.candidate(&generator)
      let shares = candidate.shares
      if conditions.allSatisfy({ $0.holds(for: shares, cutOffQuantile: quantile) }) {
        members.append(candidate)
      }
    }
    return Ensemble(origin: origin, members: members, candidates: candidates)
  }

  /// One draw from the prior: always six uniform numbers, whether or not there is a tail.
  private static func candidate(
    _ generator: inout CounterGenerator
  ) -> (TruncatedLognormal, cutOffQuantile: Double) {
    let mu = log(0.001) + (log(5) - log(0.001)) * generator.uniform()
    let sigma = 0.6 + 1.2 * generator.uniform()
    let hasTail = generator.uniform() < 0.5
    let carats = pow(10, generator.uniform())
    let exponent = 1.2 + 2.3 * generator.uniform()
    let tail = TruncatedLognormal.Tail(carats: carats, exponent: exponent)
    let member = TruncatedLognormal(mu: mu, sigma: sigma, tail: hasTail ? tail : nil)
    return (member.printed, generator.uniform())
  }
}

extension TruncatedLognormal {
  /// The distribution with its numbers rounded to five decimals, as ``memberRow`` prints them.
  var printed: TruncatedLognormal {
    func rounded(_ value: Double) -> Double { (value * 1e5).rounded() / 1e5 }
    return TruncatedLognormal(
      mu: rounded(mu), sigma: rounded(sigma),
      tail: tail.map { Tail(carats: rounded($0.carats), exponent: rounded($0.exponent)) })
  }
}

/// A fact, ready to be tested on many distributions.
private struct Condition: Sendable {
  let fact: SummaryFact
  /// The share of each cell above the fact's argument; all of it for the mean weight.
  let above: [Double]

  /// A fact's condition.
  init(_ fact: SummaryFact) {
    self.fact = fact
    let argument = fact.argument ?? 0
    above = (0..<CaratGrid.count).map { cell in
      let upper = CaratGrid.lowest + CaratGrid.step * Double(cell + 1)
      return min(max((upper - log10(argument)) / CaratGrid.step, 0), 1)
    }
  }

  /// Whether a distribution by number reproduces the fact.
  ///
  /// - Parameters:
  ///   - shares: the share of stones in each cell of the carat grid
  ///   - cutOffQuantile: where in the range of cut-offs this candidate's one lies, 0 to 1 on the
  ///     logarithmic scale
  func holds(for shares: [Double], cutOffQuantile: Double) -> Bool {
    let ratio = fact.cutOff.upperBound / fact.cutOff.lowerBound
    let aperture = fact.cutOff.lowerBound * pow(ratio, cutOffQuantile)
    let heldBack = PassingCurve().heldBackShares(
      by: .aperture(millimetres: aperture, mesh: fact.mesh))
    var stones = 0.0
    var carats = 0.0
    var stonesAbove = 0.0
    var caratsAbove = 0.0
    for cell in 0..<CaratGrid.count {
      let kept = shares[cell] * heldBack[cell]
      let weight = kept * CaratGrid.weights[cell]
      stones += kept
      carats += weight
      stonesAbove += kept * above[cell]
      caratsAbove += weight * above[cell]
    }
    let value =
      switch fact.quantity {
      case .meanWeight: carats / stones
      case .shareOfStonesAbove: stonesAbove / stones
      case .stonesPerCaratAbove: stonesAbove / carats
      case .shareOfCaratsAbove: caratsAbove / carats
      case .caratsInStonesAbovePerStone: caratsAbove / stones
      }
    return fact.interval.contains(value)
  }
}
