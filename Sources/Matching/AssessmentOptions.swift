public import Specimens

/// What an assessment is asked for.
public struct AssessmentOptions: Sendable, Equatable {
  /// The level of prediction sets: the share of material whose true origin is in its set.
  public var level: Double
  /// The prior probabilities; origins that are not named share what is left, all of it equally by
  /// default.
  public var priors: [Origin: Double]
  /// The origin that the papers declare, if it is to be tested.
  public var declared: Origin?
  /// How many of the nearest references are listed.
  public var neighbours: Int
  /// How many parts of the fingerprint are listed as speaking for the first origin against the
  /// second; none by default, since it costs a pass over the references for each item.
  public var contributions: Int

  /// The usual options: level 0.95, equal priors, nothing declared, five neighbours, no
  /// explanation.
  public init(
    level: Double = 0.95, priors: [Origin: Double] = [:], declared: Origin? = nil,
    neighbours: Int = 5, contributions: Int = 0
  ) {
    self.level = level
    self.priors = priors
    self.declared = declared
    self.neighbours = neighbours
    self.contributions = contributions
  }

  /// 1 − level: origins whose p-value is no larger are excluded.
  ///
  /// Rounded to twelve decimals, so that at the level 0.9 a p-value of 1/10 is on the threshold and not
  /// beside it.
  public var alpha: Double { ((1 - level) * 1e12).rounded() / 1e12 }

  /// One prior for each origin.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` when a prior is not between 0 and 1, names an
  ///   unknown origin, or the priors leave nothing for the rest.
  public func priors(over origins: [Origin]) throws(MatchingError) -> [Double] {
    for (origin, prior) in priors.sorted(by: { $0.key < $1.key }) {
      guard origins.contains(origin) else {
        throw .material(
          reason: "the prior names \(origin), which the library does not hold",
          mend: "name one of \(origins.map(\.name).joined(separator: ", "))")
      }
      guard prior > 0, prior < 1 else {
        throw .material(
          reason: "the prior of \(origin) is \(prior)", mend: "give a number between 0 and 1")
      }
    }
    let rest = 1 - priors.values.sorted().reduce(0, +)
    let open = origins.count { priors[$0] == nil }
    guard open > 0 ? rest > 1e-9 : abs(rest) < 1e-6 else {
      throw .material(
        reason: "the priors add up to \(1 - rest)",
        mend: open > 0
          ? "leave something for the \(open) other origins" : "make them add up to 1")
    }
    return origins.map { priors[$0] ?? rest / Double(open) }
  }
}
