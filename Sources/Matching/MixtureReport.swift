public import Specimens

/// What a mixed parcel holds: shares of origins with intervals, and what limits them.
///
/// ```swift
/// let report = try model.report(on: stones)
/// report.origins[0].name    // "CI/Séguéla"
/// report.origins[0].share   // 0.62, from 0.55 to 0.69
/// report.none?.lower        // 0: nothing need come from elsewhere
/// ```
///
/// Shares are by number of stones and not rounded.
public struct MixtureReport: Sendable, Equatable, Codable {
  /// A share of the parcel's stones.
  public struct Share: Sendable, Equatable, Codable {
    /// The origin's name; for the share of none of the references a description.
    public let name: String
    /// The most probable share, from 0 to 1.
    public let share: Double
    /// The lower end of the 95 % interval; 0 where it is less than half a stone.
    public let lower: Double
    /// The upper end of the 95 % interval; 1 where it is all but half a stone.
    public let upper: Double
  }

  /// Why nothing can be said and there are no shares; `nil` when something can.
  public let refusal: String?
  /// The number of stones; of two kinds of evidence the larger.
  public let stones: Double
  /// What the shares were read from: single stones, sizes, or both.
  public let evidence: [MixtureEvidence]
  /// The shares of the origins, in the order of the library.
  public let origins: [Share]
  /// The share of none of the references; `nil` where the evidence cannot show it.
  public let none: Share?
  /// The ratio of the largest to the smallest singular value of the origins' cell probabilities, each
  /// cell in units of its standard deviation.
  ///
  /// It is 1 for origins that are told apart without error and grows without limit as two become
  /// alike; 1e9 at most. Above ``mostCondition`` there is a
  /// warning.
  public let conditionNumber: Double
  /// How probable it is that a mixture of the references looks as unlike them as the parcel; `nil`
  /// where ``none`` says that better.
  public let fit: Double?
  /// How probable it is that sizes and single stones of one parcel differ as much in their shares as
  /// these do; `nil` unless both were used.
  public let agreement: Double?
  /// What the draws say of the declaration, where there was one.
  public let declared: DeclaredMixture?
  /// What a reader must know, in whole sentences.
  public let warnings: [String]

  /// The largest condition number without a warning: a tenth of a stone in a cell becomes one in a
  /// share.
  public static let mostCondition = 10.0

  /// Whether the parcel holds stones unlike every reference: the interval of their share is above 0.
  public var holdsUnknown: Bool { (none?.lower ?? 0) > 0 }
}

/// How intervals are drawn.
public struct MixtureOptions: Sendable, Equatable {
  /// The number of draws of the bootstrap.
  public var draws: Int
  /// The seed of all draws: the same seed gives the same report.
  public var seed: UInt64
  /// The origins that the papers name; empty when there is no declaration.
  public var declared: [Origin]
  /// The share of anything else that is tolerated.
  public var tolerance: Double

  /// Options.
  public init(
    draws: Int = 400, seed: UInt64 = 1, declared: [Origin] = [], tolerance: Double = 0.05
  ) {
    self.draws = draws
    self.seed = seed
    self.declared = declared
    self.tolerance = tolerance
  }

  /// - Throws: ``MatchingError/material(reason:mend:)`` when a number is out of range.
  func check() throws(MatchingError) {
    guard draws >= 40 else {
      throw .material(
        reason: "\(draws) draws were asked for", mend: "ask for 40 or more; 400 are usual")
    }
    guard tolerance > 0, tolerance < 1 else {
      throw .material(
        reason: "the tolerance is \(tolerance)", mend: "give a share between 0 and 1")
    }
  }
}

extension MixtureReport {
  /// A report that says why nothing can be said.
  init(
    refusal: String, stones: Double, evidence: MixtureEvidence.Kind, warnings: [String]
  ) {
    self.init(
      refusal: refusal, stones: stones, evidence: [MixtureEvidence(evidence, stones: stones)],
      origins: [], none: nil, conditionNumber: 1, fit: nil, agreement: nil,
      declared: nil, warnings: warnings)
  }
}

extension MixtureReport.Share {
  /// A share with the 95 % interval of its draws.
  ///
  /// The ends are the 0.025 and 0.975 quantiles of the draws. The prior keeps every draw above 0, so
  /// an end within half a stone of 0 or 1 is stated as 0 or 1.
  init(name: String, share: Double, draws: [Double], stones: Double) {
    let sorted = draws.sorted()
    let half = 0.5 / max(stones, 1)
    let low = min(quantile(sorted, 0.025), share)
    let high = max(quantile(sorted, 0.975), share)
    self.init(
      name: name, share: share, lower: low < half ? 0 : low, upper: high > 1 - half ? 1 : high)
  }
}

/// The quantile of ascending values, linear between those of rank `p (n + 1)`.
///
/// R. J. Hyndman and Y. Fan's type 6 (1996, doi:10.1080/00031305.1996.10473566): of `n` draws the
/// next one falls below it with probability `p`.
func quantile(_ ascending: [Double], _ probability: Double) -> Double {
  guard let first = ascending.first, let last = ascending.last else { return .nan }
  let place = probability * Double(ascending.count + 1) - 1
  guard place > 0 else { return first }
  let index = Int(place)
  guard index + 1 < ascending.count else { return last }
  return ascending[index] + (place - Double(index)) * (ascending[index + 1] - ascending[index])
}
