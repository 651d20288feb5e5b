internal import Foundation
public import Specimens

/// What speaks for the most probable origin against the next, part by part.
///
/// ```swift
/// let explanation = assessment.explanation
/// explanation?.logOdds                   // 3.2: the odds are e^3.2, about 25 to 1
/// explanation?.contributions[0].part     // "C I 247.856"
/// explanation?.contributions[0].value    // 1.2
/// ```
///
/// Contributions and ``rest`` add up to ``logOdds`` to rounding. A contribution says what a part of the
/// fingerprint adds against a fingerprint that lies between the two origins and is undecided between
/// them. It explains the program's answer. It is no measurement of an element, and where parts vary
/// together the metric may credit either.
public struct Explanation: Sendable, Equatable {
  /// A part of a fingerprint with what it says.
  public struct Contribution: Sendable, Equatable {
    /// A line or band of wavelengths, an element, a size class.
    public let part: String
    /// What it adds to the log odds; negative where it speaks for the second origin.
    public let value: Double

    /// A part with what it says.
    public init(part: String, value: Double) {
      self.part = part
      self.value = value
    }
  }

  /// The most probable origin.
  public let first: Origin
  /// The next.
  public let second: Origin
  /// The natural logarithm of the odds of the first against the second under equal priors, before
  /// it is bounded by the amount of reference material.
  public let logOdds: Double
  /// The parts that say most, whichever way, the largest first.
  public let contributions: [Contribution]
  /// What all other parts add.
  public let rest: Double

  /// Keeps the parts that say most.
  ///
  /// - Parameters:
  ///   - first: the most probable origin.
  ///   - second: the next.
  ///   - logOdds: the natural logarithm of the odds.
  ///   - parts: every part; equal sizes are ordered by name.
  ///   - count: how many to keep.
  public init(
    first: Origin, second: Origin, logOdds: Double, parts: [Contribution], keeping count: Int
  ) {
    self.first = first
    self.second = second
    self.logOdds = logOdds
    contributions = parts.filter { $0.value != 0 }
      .sorted { (abs($1.value), $0.part) < (abs($0.value), $1.part) }
      .prefix(count).map(\.self)
    rest = logOdds - contributions.reduce(0) { $0 + $1.value }
  }
}
