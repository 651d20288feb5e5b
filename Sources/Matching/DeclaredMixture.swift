internal import Specimens

/// Whether a parcel holds only the origins that its papers name.
///
/// It is read off the draws of the shares, each a draw of the posterior in good approximation. The
/// prior is one imaginary stone of each component, the origins and where it can be seen none of the
/// references, that is there with a chance of one half, or of two divided by their number where that
/// is more than four. Even a parcel of `n` stones that shows nothing else therefore has a bound of
/// about `2.3/n` for each component that could be there; a parcel of which nothing can be said has one
/// near 1.
///
/// ```swift
/// report.declared?.probabilityWithinTolerance   // 0.97
/// report.declared?.upperBound                   // 0.041
/// ```
public struct DeclaredMixture: Sendable, Equatable, Codable {
  /// The names of the declared origins.
  public let declared: [String]
  /// The share of anything else that is tolerated.
  public let tolerance: Double
  /// The posterior probability that the share of anything else is below the tolerance.
  public let probabilityWithinTolerance: Double
  /// The most probable share of anything else.
  public let otherShare: Double
  /// The share of anything else is below this with 95 % probability.
  public let upperBound: Double

  /// Whether the parcel holds more of anything else than is tolerated, with 95 % probability.
  public var isContradicted: Bool { probabilityWithinTolerance < 0.05 }

  /// The draws, held against the declaration.
  ///
  /// - Parameters:
  ///   - options: the declared origins, at least one, and the tolerance.
  ///   - origins: the library's, in the order of the shares. A declared country covers its deposits.
  ///   - best: the most probable shares, the last that of none of the references.
  ///   - draws: draws of the same.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the library has nothing of a declared
  ///   origin.
  init(
    _ options: MixtureOptions, origins: [Origin], best: [Double], draws: [[Double]]
  ) throws(MatchingError) {
    for declared in options.declared where !origins.contains(where: { $0.isWithin(declared) }) {
      throw .material(
        reason: "the library has no references of the declared origin \(declared)",
        mend: "declare one of \(origins.map(\.name).joined(separator: ", "))")
    }
    let isOther = origins.map { origin in !options.declared.contains { origin.isWithin($0) } }
    func other(_ shares: [Double]) -> Double {
      zip(shares, isOther + [true]).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    }
    let others = draws.map(other).sorted()
    declared = options.declared.map(\.name)
    tolerance = options.tolerance
    probabilityWithinTolerance =
      Double(others.count { $0 < options.tolerance }) / Double(max(1, others.count))
    otherShare = other(best)
    upperBound = quantile(others, 0.95)
  }
}
