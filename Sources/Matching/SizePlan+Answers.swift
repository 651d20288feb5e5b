internal import Foundation
internal import Specimens

/// The answers to simulated parcels, origin by origin where an origin has several footprints.
///
/// ```swift
/// let answers = UnitAnswers(
///   posteriors, truth: parcels.truth, halves: parcels.halves, units: [0, 0, 1], level: 0.95)
/// answers.logs[0]   // ln p of two origins, the first with two footprints
/// ```
struct UnitAnswers: Sendable {
  /// ln p of every origin for each parcel, under equal priors of the origins, by both calibrations.
  private let calibrated: [[[Double]]]
  /// The same by the calibration that each parcel had no part in.
  let logs: [[Double]]
  /// The origin of each parcel.
  let truth: [Int]
  /// Which half of the parcels is judged by the other.
  let halves: [Int]
  /// The level of sets and assignments.
  let level: Double

  /// Joins footprints to origins.
  ///
  /// An origin's footprints share its prior, so that a country with more of them is not preferred.
  ///
  /// - Parameters:
  ///   - posteriors: ln p of every footprint for each parcel, by both calibrations.
  ///   - truth: the footprint of each parcel.
  ///   - halves: the calibration of each parcel: the one that it had no part in.
  ///   - units: the origin of each footprint.
  ///   - level: at which origins are assigned.
  init(_ posteriors: [[[Double]]], truth: [Int], halves: [Int], units: [Int], level: Double) {
    let origins = (units.max() ?? -1) + 1
    var sharers = [Double](repeating: 0, count: origins)
    for unit in units { sharers[unit] += 1 }
    let calibrated = posteriors.map { rows in
      rows.map { row in
        var sums = [Double](repeating: 0, count: origins)
        for (unit, value) in zip(units, row) { sums[unit] += exp(value) / sharers[unit] }
        return logSoftmax(sums.map { log(max($0, 1e-300)) })
      }
    }
    self.calibrated = calibrated
    logs = halves.enumerated().map { calibrated[$1][$0] }
    self.truth = truth.map { units[$0] }
    self.halves = halves
    self.level = level
  }

  /// The figures at one number of stones.
  ///
  /// A prediction set holds the origins whose p-value is above `1 − level`, ranked class by class
  /// among the other half (V. Vovk, A. Gammerman and G. Shafer, 2005, doi:10.1007/b106715). A parcel
  /// is assigned as a verdict is: its set holds the most probable origin alone, with a probability of
  /// at least the level.
  func point(stones: Int, origins: Int) -> SizePlan.Point {
    let surprises = (0..<2).map { half in
      (0..<origins).map { origin in
        truth.indices.filter { truth[$0] == origin && halves[$0] != half }
          .map { -calibrated[half][$0][origin] }.sorted()
      }
    }
    var (right, all) = ([Int](repeating: 0, count: origins), [Int](repeating: 0, count: origins))
    var (assigned, assignedRight, loss) = (0, 0, 0.0)
    for (row, origin) in truth.enumerated() {
      let best = indexOfLargest(logs[row])
      all[origin] += 1
      if best == origin { right[origin] += 1 }
      loss -= logs[row][origin]
      let set = (0..<origins).filter {
        conformalPValue(-logs[row][$0], among: surprises[halves[row]][$0]) > 1 - level
      }
      if set == [best], exp(logs[row][best]) >= level {
        assigned += 1
        if best == origin { assignedRight += 1 }
      }
    }
    return SizePlan.Point(
      stones: stones, right: BinomialShare(right.reduce(0, +), of: truth.count),
      rightByOrigin: zip(right, all).map { BinomialShare($0, of: $1) },
      assigned: BinomialShare(assigned, of: truth.count),
      assignedRight: BinomialShare(assignedRight, of: assigned),
      logLoss: loss / Double(max(1, truth.count)))
  }

  /// How many parcels of each origin were taken for each.
  func confusion(origins: Int) -> [[Int]] {
    var result = [[Int]](repeating: [Int](repeating: 0, count: origins), count: origins)
    for (row, origin) in truth.enumerated() { result[origin][indexOfLargest(logs[row])] += 1 }
    return result
  }
}

extension SizePlan {
  /// The answer in a sentence.
  ///
  /// A curve whose last step gained more than half the width of its interval still rises; any other
  /// that stays below the target has met its ceiling.
  ///
  /// - Parameters:
  ///   - points: the curve, ascending.
  ///   - needed: the number of stones that is enough, if any is.
  ///   - target: the share of right answers that is wanted.
  ///   - hardest: the two origins most often taken for one another; may be empty.
  static func answer(
    _ points: [Point], needed: Int?, target: Double, hardest: [String]
  ) -> String {
    let wanted = String(format: "%.2f", target)
    if let needed, let index = points.firstIndex(where: { $0.stones == needed }) {
      let share = points[index].right.text
      let before =
        index == 0
        ? "fewer were not tried"
        : "with \(points[index - 1].stones) it was \(points[index - 1].right.text)"
      return
        "\(needed) stones are enough: of simulated parcels a share of \(share) was told right, "
        + "where \(wanted) is wanted; \(before)."
    }
    guard let last = points.last else { return "No number of stones was tried." }
    let best = points.map(\.right.share).max() ?? 0
    let before = points.dropLast().last?.right
    if let before, last.right.share - before.share > (last.right.upper - last.right.lower) / 2 {
      return
        "None of the numbers of stones that were tried is enough: with \(last.stones) a share of "
        + "\(last.right.text) is told right, where \(wanted) is wanted, and it still rises; try more."
    }
    let pair = hardest.isEmpty ? "the footprints" : hardest.joined(separator: " and ")
    return
      "No number of stones is enough: with \(last.stones) a share of \(last.right.text) is told "
      + "right and more than \(String(format: "%.2f", best)) was never reached, where \(wanted) is "
      + "wanted. The footprints overlap, \(pair) most: a parcel of either can have the same "
      + "distribution, and counting more stones does not change that. Better references or another "
      + "kind of evidence may."
  }

  /// What footprints leave open, in whole sentences.
  static func limits(of model: SizeModel) -> [String] {
    let grade = model.footprints.map(\.grade).min() ?? .simulated
    var result = [
      "This rests on footprints that are at best \(grade.rawValue): \(grade.explanation).",
      "It holds for run-of-mine parcels of one of these origins, counted above the larger cut-off.",
    ]
    let unknown = model.footprints.filter { $0.scatter == .unknown }.map(\.origin.name)
    if !unknown.isEmpty {
      result.append(
        "How much parcels of \(unknown.joined(separator: ", ")) differ is not known, for there is "
          + "one reference parcel of each; the figures are too hopeful.")
    }
    return result
  }
}
