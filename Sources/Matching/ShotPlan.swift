internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// How many shots of a stone, and how many reference stones, a library of spectra or elements needs.
///
/// ```swift
/// let plan = ShotPlan(model, target: 0.95, alpha: 0.05)
/// plan.points          // what 1, 2, 5, … shots give
/// plan.needed          // 10 shots, or nil
/// plan.pooledGroups    // 19 reference groups in all for a p-value of 0.05
/// ```
///
/// Nothing is simulated. The model kept, for every number of shots, what it said of reference groups
/// that it had not seen; these are its figures. They hold for stones, instruments and sessions like
/// the references'.
public struct ShotPlan: Sendable, Equatable, Codable {
  /// What a number of shots gave on the held-out groups.
  public struct Point: Sendable, Equatable, Codable {
    /// The number of shots; the last stands for all that a group has.
    public let shots: Int
    /// Groups whose nearest reference group is of their own origin, of all held-out groups.
    public let nearestRight: BinomialShare
    /// Groups whose own origin has a probability above one half: certainly told right.
    public let surelyRight: BinomialShare
    /// Groups whose own origin has at least an even share of probability: the others are certainly
    /// told wrong.
    public let possiblyRight: BinomialShare
    /// The mean of −ln p of the true origin, in nats.
    public let logLoss: Double
    /// The standard error of that mean; 0 for one group.
    public let logLossError: Double
  }

  /// What one origin's references allow.
  public struct OriginNeed: Sendable, Equatable, Codable {
    /// The origin's name.
    public let origin: String
    /// Its reference groups.
    public let groups: Int
    /// Those of them that could be held out, which p-values count.
    public let heldOut: Int
    /// How many held-out groups are missing until it has p-values of its own that can reach alpha.
    public let missing: Int
  }

  /// The share of right answers that is wanted.
  public let target: Double
  /// The p-value that excludes an origin.
  public let alpha: Double
  /// The mean number of shots of a reference group: points well beyond it add none.
  public let shotsPerGroup: Double
  /// One for each number of shots, ascending.
  public let points: [Point]
  /// The smallest number of shots whose certainly right share reaches the target; `nil` when none
  /// does.
  public let needed: Int?
  /// The held-out groups, of all origins, that a p-value of alpha needs: `⌈1/alpha⌉ − 1`.
  public let pooledGroups: Int
  /// The held-out groups that there are.
  public let heldOutGroups: Int
  /// The held-out groups of one origin that it needs for p-values of its own as small as alpha.
  public let ownGroups: Int
  /// One for each origin with references.
  public let origins: [OriginNeed]
  /// The answer and its limits, in whole sentences.
  public let sentences: [String]

  /// Plans from what a model kept of its held-out groups.
  ///
  /// - Parameters:
  ///   - model: a fitted model of spectra or elements.
  ///   - target: the share of right answers that is wanted.
  ///   - alpha: the p-value that excludes an origin: 1 − level.
  /// - Precondition: both lie between 0 and 1.
  public init(_ model: OriginModel, target: Double = 0.95, alpha: Double = 0.05) {
    self.init(model.classifier, names: model.origins.map(\.name), target: target, alpha: alpha)
  }

  /// The same from a classifier and the names of its origins.
  init(_ classifier: OriginClassifier, names: [String], target: Double, alpha: Double) {
    precondition(target > 0 && target < 1 && alpha > 0 && alpha < 1, "Shares are below 1.")
    let references = classifier.references
    let present = (0..<references.origins).count { references.hasItems($0) }
    shotsPerGroup =
      Double(references.deviations.rows) / Double(max(1, references.groupLabels.count))
    points = classifier.groups.map { Point($0, origins: present) }
    needed = points.first { $0.surelyRight.share >= target }?.shots
    pooledGroups = ShotPlan.groups(forPValue: alpha)
    ownGroups = max(GroupConfidence.fewestOfOneOrigin, pooledGroups)
    let truth = classifier.groups.last?.truth ?? []
    heldOutGroups = truth.count
    let wanted = ownGroups
    origins = names.indices.filter { references.hasItems($0) }.map { origin in
      let heldOut = truth.count { $0 == origin }
      return OriginNeed(
        origin: names[origin], groups: references.groupLabels.count { $0 == origin },
        heldOut: heldOut, missing: max(0, wanted - heldOut))
    }
    (self.target, self.alpha) = (target, alpha)
    sentences = ShotPlan.sentences(
      points, needed: needed, target: target, alpha: alpha, shotsPerGroup: shotsPerGroup,
      groups: (heldOutGroups, pooledGroups, ownGroups), origins: origins)
  }

  /// The fewest held-out groups among which a p-value can be as small as alpha.
  ///
  /// The smallest conformal p-value among `n` is `1/(n + 1)` (``conformalPValue(_:among:)``), so
  /// `n ≥ 1/alpha − 1`.
  ///
  /// ```swift
  /// ShotPlan.groups(forPValue: 0.05)   // 19
  /// ShotPlan.groups(forPValue: 0.01)   // 99
  /// ```
  public static func groups(forPValue alpha: Double) -> Int {
    max(1, Int((1 / alpha - 1 - 1e-9).rounded(.up)))
  }

  private static func sentences(
    _ points: [Point], needed: Int?, target: Double, alpha: Double, shotsPerGroup: Double,
    groups: (held: Int, pooled: Int, own: Int), origins: [OriginNeed]
  ) -> [String] {
    guard let last = points.last else {
      return [
        "No reference group could be held out, so nothing is known of how often the library is "
          + "right; give every origin two groups or more."
      ]
    }
    let wanted = String(format: "%.2f", target)
    var result: [String] = []
    if let needed, let point = points.first(where: { $0.shots == needed }) {
      result.append(
        "\(needed) \(needed == 1 ? "shot is" : "shots are") enough: of the held-out groups a share "
          + "of \(point.surelyRight.text) was certainly told right, where \(wanted) is wanted.")
    } else {
      result.append(
        "No number of shots is enough: with all shots of a group a share of "
          + "\(last.surelyRight.text) is certainly told right, where \(wanted) is wanted. More shots "
          + "of one stone do not average out how stones of one origin differ.")
    }
    if let beyond = points.first(where: { Double($0.shots) > shotsPerGroup }) {
      result.append(
        "The reference groups have \(String(format: "%.3g", shotsPerGroup)) shots on average, so "
          + "figures from \(beyond.shots) shots up rest on fewer than they say.")
    }
    let level = String(format: "%.3g", alpha)
    let share = "\(groups.held) held-out groups, where a p-value of \(level) needs \(groups.pooled)"
    result.append(
      groups.held >= groups.pooled
        ? "The library has \(share)."
        : "The library has only \(share): until then nothing can be called unlike any reference.")
    let short = origins.filter { $0.missing > 0 }
    if !short.isEmpty {
      result.append(
        "For p-values of its own at \(level) an origin needs \(groups.own) held-out groups; missing: "
          + short.map { "\($0.origin) \($0.missing)" }.joined(separator: ", ")
          + ". Until then it is judged among the groups of all origins.")
    }
    return result
  }
}

extension ShotPlan.Point {
  /// The figures of one number of shots.
  ///
  /// A confidence keeps −ln p of the true origin and no other probability. Above one half no other
  /// origin can have more, and below `1/origins` some other one must.
  ///
  /// - Parameter origins: the number of origins with references.
  init(_ confidence: GroupConfidence, origins: Int) {
    let count = confidence.truth.count
    let losses = confidence.surprises
    shots = confidence.size
    nearestRight = BinomialShare(
      confidence.truth.indices.count {
        confidence.ownDistances[$0] <= confidence.nearestDistances[$0]
      }, of: count)
    surelyRight = BinomialShare(losses.count { $0 < log(2) }, of: count)
    possiblyRight = BinomialShare(
      losses.count { $0 <= log(Double(max(2, origins))) + 1e-12 }, of: count)
    let n = Double(max(1, count))
    let mean = losses.reduce(0, +) / n
    let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    logLoss = mean
    logLossError = count > 1 ? (squares / (n - 1) / n).squareRoot() : 0
  }
}
