internal import Foundation
internal import LinearAlgebra
internal import Specimens

extension SizeTrials {
  /// What the stones of each class add to the log likelihood of one origin against another.
  ///
  /// The likelihood of an origin is the mean over its members, so a class counts with the members'
  /// posterior weights: `yᶜ (Σₘ rₘ wₘ ln pₘᶜ)` of the one less that of the other. What the members'
  /// weights themselves differ by belongs to no class and is not in the result.
  ///
  /// - Parameters:
  ///   - counts: the stones in each class.
  ///   - first: an origin.
  ///   - second: another.
  func classContributions(
    of counts: [Double], for first: Int, against second: Int
  ) -> [Double] {
    let (one, other) = (
      classTerms(of: counts, origin: first), classTerms(of: counts, origin: second)
    )
    return zip(one, other).map { $0 - $1 }
  }

  private func classTerms(of counts: [Double], origin: Int) -> [Double] {
    let n = counts.reduce(0, +)
    let range = ranges[origin]
    let weights = range.map { member -> Double in
      let concentration = concentrations[member]
      return concentration.isFinite ? (1 + concentration) / (n + concentration) : 1
    }
    let scores = zip(range, weights).map { member, weight in
      weight
        * zip(counts, logShares.row(member)).reduce(0) { sum, pair in
          pair.0 > 0 ? sum + pair.0 * (pair.1 - log(pair.0 / n)) : sum
        }
    }
    let shares = logSoftmax(scores).map { exp($0) }
    return counts.indices.map { index in
      guard counts[index] > 0 else { return 0 }
      let own = log(counts[index] / n)
      return zip(range, zip(weights, shares)).reduce(0) { sum, member in
        sum + member.1.1 * member.1.0 * counts[index] * (logShares[member.0, index] - own)
      }
    }
  }
}

extension SizeEvidence {
  /// What speaks for the most probable origin under equal priors against the next.
  ///
  /// The calibrated log odds are the likelihood's and the votes', each with its weight. The
  /// likelihood's falls to the classes; the votes', and what the members of a footprint make of the
  /// likelihood together, are parts of their own.
  ///
  /// - Parameters:
  ///   - question: the questioned parcel.
  ///   - trials: its draws.
  ///   - origins: the origins, in the order of the trials.
  ///   - count: how many parts to keep.
  func explanation(
    of question: SizeQuestion, _ trials: SizeTrials, origins: [Origin], keeping count: Int
  ) -> Explanation? {
    let ranked = origins.indices.sorted {
      (logPosterior[$1], origins[$0]) < (logPosterior[$0], origins[$1])
    }
    guard count > 0, ranked.count > 1 else { return nil }
    let (first, second) = (ranked[0], ranked[1])
    let likelihood = calibration.sharpness * calibration.weight / calibration.scales[0]
    let voting = calibration.sharpness * (1 - calibration.weight) / calibration.scales[1]
    let byClass = trials.classContributions(
      of: question.counts, for: first, against: second
    ).map { likelihood * $0 }
    let fromLikelihood = likelihood * (likelihoods[first] - likelihoods[second])
    let fromVotes = voting * (votes[first] - votes[second])
    var order: [String] = []
    var parts: [String: Double] = [:]
    for (name, value) in zip(question.classNames, byClass) {
      if parts[name] == nil { order.append(name) }
      parts[name, default: 0] += value
    }
    return Explanation(
      first: origins[first], second: origins[second], logOdds: fromLikelihood + fromVotes,
      parts: order.map { Explanation.Contribution(part: $0, value: parts[$0] ?? 0) } + [
        Explanation.Contribution(part: "nearest reference draws", value: fromVotes)
      ], keeping: count)
  }
}
