/// How prediction sets of single items did at one level.
public struct PredictionSetFigures: Sendable, Equatable, Codable {
  /// The level: the share of items whose true origin should be in their set.
  public let level: Double
  /// The share whose true origin was in it.
  public let coverage: Double
  /// The mean number of origins in a set.
  public let meanSize: Double
  /// The share of sets without any origin.
  public let empty: Double
  /// The coverage among the items of each origin; `nil` where no item was questioned.
  public let byOrigin: [Double?]

  /// Judges sets against the truth.
  ///
  /// - Parameters:
  ///   - level: the level of the sets.
  ///   - sets: for each item whether each origin is in its set.
  ///   - truth: the true origin of each item.
  ///   - origins: the number of origins.
  /// - Precondition: there is at least one item.
  init(level: Double, sets: [[Bool]], truth: [Int], origins: Int) {
    precondition(!sets.isEmpty && sets.count == truth.count)
    let count = Double(sets.count)
    self.level = level
    coverage = Double(zip(sets, truth).count { $0[$1] }) / count
    meanSize = Double(sets.reduce(0) { $0 + $1.count(where: \.self) }) / count
    empty = Double(sets.count { !$0.contains(true) }) / count
    byOrigin = (0..<origins).map { origin in
      let own = zip(sets, truth).filter { $0.1 == origin }
      return own.isEmpty ? nil : Double(own.count { $0.0[origin] }) / Double(own.count)
    }
  }
}

/// How often the most probable origin was right among items that were about equally sure.
public struct ReliabilityBin: Sendable, Equatable, Codable {
  /// The smallest probability of the bin.
  public let lower: Double
  /// The largest probability of the bin.
  public let upper: Double
  /// The number of items.
  public let items: Int
  /// Their mean probability of the most probable origin.
  public let meanProbability: Double
  /// The share of them that was right.
  public let accuracy: Double

  /// The bins of a reliability diagram, ten of equal width without the empty ones.
  ///
  /// M. H. DeGroot and S. E. Fienberg, 1983, doi:10.2307/2987588.
  static func bins(probabilities: [[Double]], truth: [Int]) -> [ReliabilityBin] {
    let answers = zip(probabilities, truth).map { row, truth in
      let best = indexOfLargest(row)
      return (probability: row[best], isRight: best == truth)
    }
    let bins = Dictionary(grouping: answers) { min(9, Int($0.probability * 10)) }
    return bins.keys.sorted().compactMap { key in
      guard let members = bins[key] else { return nil }
      let count = Double(members.count)
      return ReliabilityBin(
        lower: Double(key) / 10, upper: Double(key + 1) / 10, items: members.count,
        meanProbability: members.reduce(0) { $0 + $1.probability } / count,
        accuracy: Double(members.count(where: \.isRight)) / count)
    }
  }
}

/// How well groups of an origin that is missing from the references are told from the others.
public struct UnknownFigures: Sendable, Equatable, Codable {
  /// The mean area under the ROC curve of strangeness, unseen origins against seen ones: 0.5 for no
  /// difference, 1 for perfect.
  public let auc: Double
  /// The number of areas: one for each fold and each origin left out of its references.
  public let trials: Int
}

/// The area under the ROC curve: the probability that a positive scores above a negative, ties half.
///
/// H. B. Mann and D. R. Whitney, 1947, doi:10.1214/aoms/1177730491.
///
/// - Returns: `nil` where a side is empty.
func areaUnderCurve(positives: [Double], negatives: [Double]) -> Double? {
  guard !positives.isEmpty, !negatives.isEmpty else { return nil }
  var wins = 0.0
  for positive in positives {
    for negative in negatives {
      wins += positive > negative ? 1 : positive == negative ? 0.5 : 0
    }
  }
  return wins / Double(positives.count * negatives.count)
}
