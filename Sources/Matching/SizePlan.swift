internal import Fingerprints
internal import Foundation
public import LinearAlgebra
public import Specimens

/// How many stones a parcel must hold for its size distribution to tell some origins apart.
///
/// ```swift
/// let plan = try SizePlan(model, origins: [Origin("CI"), Origin("GH")])
/// plan.needed          // 200, or nil when no number of stones is enough
/// plan.points          // the curve: right and assigned shares at every number of stones
/// plan.sentences[0]    // what that means
/// ```
///
/// Parcels of every origin are simulated at each number of stones, each from a member of a footprint
/// that then does not score it, and answered with likelihood, votes and calibration as
/// ``SizeModel/assess(_:options:workers:)`` does, with the chosen origins as the only ones. The
/// calibration comes from the half of the parcels that it does not judge. Typicality is left out: it
/// refuses about `1 − level` of the parcels more.
///
/// It plans for goods that are as the footprints say. It does not know sorting, mixing, losses, or how
/// wrong the footprints are.
public struct SizePlan: Sendable, Equatable, Codable {
  /// What happens at one number of stones.
  public struct Point: Sendable, Equatable, Codable {
    /// The number of stones above the cut-off.
    public let stones: Int
    /// Parcels whose most probable origin is the true one, of all.
    public let right: BinomialShare
    /// The same for each origin, in the order of ``SizePlan/origins``.
    public let rightByOrigin: [BinomialShare]
    /// Parcels that are assigned: one origin in the prediction set, with a probability of at least
    /// the level.
    public let assigned: BinomialShare
    /// Those assigned to the true origin, of those assigned.
    public let assignedRight: BinomialShare
    /// The mean of −ln p of the true origin, in nats.
    public let logLoss: Double
  }

  /// The numbers of stones that are tried unless others are asked for.
  public static let usualCounts = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]

  /// The names of the origins told apart, ascending.
  public let origins: [String]
  /// The names of the footprints behind them, ascending; a country may have several.
  public let footprints: [String]
  /// The weakest grade of the footprints.
  public let grade: Grade
  /// The share of right answers that is wanted.
  public let target: Double
  /// The level at which origins are assigned.
  public let level: Double
  /// The number of parcels simulated of each origin.
  public let parcels: Int
  /// The number of size classes given.
  public let classes: Int
  /// The seed of the simulated parcels.
  public let seed: UInt64
  /// One for each number of stones, ascending.
  public let points: [Point]
  /// The smallest number of stones tried that reaches the target; `nil` when none does.
  public let needed: Int?
  /// The two origins most often taken for one another at the largest number of stones, where any are.
  public let hardestPair: [String]
  /// The answer and its limits, in whole sentences.
  public let sentences: [String]

  /// Plans by simulation.
  ///
  /// - Parameters:
  ///   - model: the library.
  ///   - origins: two or more; each stands for all footprints of the library that lie within it.
  ///   - sieves: the classes in which parcels will be counted; by default ten classes for each factor
  ///     of ten in weight, from the footprints' cut-off (0.01 ct where there is none) to 10 ct.
  ///   - target: the share of right answers that is wanted, between 0 and 1.
  ///   - counts: numbers of stones above the cut-off, 15 or more.
  ///   - parcels: how many are simulated of each origin; 300 give ± 0.025 at a share of 0.95.
  ///   - level: at which origins are assigned.
  ///   - seed: the same one gives the same plan.
  ///   - workers: threads; the plan does not depend on them.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when an origin has no footprint, there are
  ///   fewer than two, or the sieves and counts allow no answer.
  /// - Complexity: for `m` members, `c` classes and `p` parcels in all, O(p m c) for each count.
  public init(
    _ model: SizeModel, origins: [Origin], sieves: SieveSet? = nil, target: Double = 0.95,
    counts: [Int] = SizePlan.usualCounts, parcels: Int = 300, level: Double = 0.95,
    seed: UInt64 = 1, workers: Workers = .all
  ) throws(MatchingError) {
    let origins = Array(Set(origins)).sorted()
    let counts = Array(Set(counts)).sorted()
    guard origins.count > 1, !counts.isEmpty, parcels > 1, target > 0, target < 1, level > 0,
      level < 1
    else {
      throw .material(
        reason: "a plan needs two origins, a number of stones, two parcels of each, and a target "
          + "and level between 0 and 1",
        mend: "give them")
    }
    let owners = try SizePlan.owners(of: model.footprints, among: origins)
    let chosen = owners.indices.filter { owners[$0] != nil }
    let part = try SizeModel(
      footprints: chosen.map { model.footprints[$0] }, pooled: nil, curve: model.curve)
    let units = chosen.compactMap { owners[$0] }
    let sieves = sieves ?? SizePlan.usualSieves(above: part.cutOff)
    var points: [Point] = []
    var confusion: [[Int]] = []
    for count in counts {
      let drawn = try PlannedParcels(
        part, sieves: sieves, stones: count,
        each: units.map { unit in
          let sharers = units.count { $0 == unit }
          return (parcels + sharers - 1) / sharers
        }, seed: seed, workers: workers)
      let answers = UnitAnswers(
        drawn.logPosteriors(workers: workers), truth: drawn.truth, halves: drawn.halves,
        units: units, level: level)
      points.append(answers.point(stones: count, origins: origins.count))
      confusion = answers.confusion(origins: origins.count)
    }
    self.origins = origins.map(\.name)
    footprints = part.origins.map(\.name)
    grade = part.footprints.map(\.grade).min() ?? .simulated
    (self.target, self.level, self.parcels, self.seed) = (target, level, parcels, seed)
    classes = sieves.classes.count
    self.points = points
    needed = points.indices.first { index in
      points[index].right.share >= target
        && points[index...].allSatisfy { $0.right.upper >= target }
    }.map { points[$0].stones }
    let pairs = origins.indices.flatMap { one in
      (one + 1..<origins.count).map { (one, $0, confusion[one][$0] + confusion[$0][one]) }
    }
    let worst = pairs.max { $0.2 < $1.2 || $0.2 == $1.2 && ($0.0, $0.1) > ($1.0, $1.1) }
    hardestPair = worst.flatMap { $0.2 > 0 ? [origins[$0.0].name, origins[$0.1].name] : nil } ?? []
    sentences =
      [SizePlan.answer(points, needed: needed, target: target, hardest: hardestPair)]
      + SizePlan.limits(of: part)
      + ["Origins that were not chosen are taken to be excluded."]
  }

  /// The chosen origin of every footprint: the narrowest that it lies within.
  private static func owners(
    of footprints: [SizeFootprint], among origins: [Origin]
  ) throws(MatchingError) -> [Int?] {
    let owners = footprints.map { footprint in
      origins.indices.filter { footprint.origin.isWithin(origins[$0]) }
        .max { origins[$0].levels.count < origins[$1].levels.count }
    }
    if let missing = origins.indices.first(where: { !owners.contains($0) }) {
      throw .material(
        reason: "the library has no footprint of \(origins[missing]) of its own",
        mend: "choose among \(footprints.map(\.origin.name).joined(separator: ", "))")
    }
    return owners
  }

  /// Ten classes for each factor of ten in weight, up to 10 ct and open above.
  static func usualSieves(above cutOff: Double?) -> SieveSet {
    let lowest = max(cutOff ?? 0.01, 0.001)
    let steps = max(2, Int((10 * (1 - log10(lowest))).rounded()))
    return SieveSet(bounds: (0...steps).map { .carats(lowest * pow(10, Double($0) / 10)) })
  }
}
