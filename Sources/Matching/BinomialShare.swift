internal import Foundation

/// A share that was counted, with the interval that its number of trials leaves open.
///
/// ```swift
/// let share = BinomialShare(285, of: 300)
/// share.share   // 0.95
/// share.lower   // 0.919…
/// share.upper   // 0.969…
/// ```
///
/// The interval is E. B. Wilson's at 95 % (1927, doi:10.1080/01621459.1927.10502953): it stays within
/// 0 and 1 and holds for shares near them, where the usual `± 1.96 s` does not.
public struct BinomialShare: Sendable, Equatable, Codable {
  /// How often it happened.
  public let count: Int
  /// The number of trials.
  public let trials: Int
  /// `count / trials`; 0 where there were no trials.
  public let share: Double
  /// The lower end of the 95 % interval; 0 where there were no trials.
  public let lower: Double
  /// The upper end of the 95 % interval; 1 where there were no trials.
  public let upper: Double

  /// The share of `count` in a number of independent trials.
  ///
  /// - Precondition: `0 <= count <= trials`.
  public init(_ count: Int, of trials: Int) {
    precondition((0...max(0, trials)).contains(count), "A share is of no more than all trials.")
    self.count = count
    self.trials = trials
    guard trials > 0 else {
      (share, lower, upper) = (0, 0, 1)
      return
    }
    let (n, p, z) = (Double(trials), Double(count) / Double(trials), 1.959_963_984_540_054)
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    share = p
    lower = count == 0 ? 0 : max(0, middle - half)
    upper = count == trials ? 1 : min(1, middle + half)
  }

  /// `0.95 (0.92-0.97)`, the same everywhere.
  var text: String {
    "\(String(format: "%.2f", share)) (\(String(format: "%.2f", lower))-"
      + "\(String(format: "%.2f", upper)))"
  }
}
