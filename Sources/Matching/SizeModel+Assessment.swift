internal import Fingerprints
internal import Foundation
public import LinearAlgebra
public import Specimens

extension SizeModel {
  /// Assesses questioned parcels, each by itself.
  ///
  /// ```swift
  /// let answer = try model.assess([parcel])[0]
  /// answer.verdict                   // .ambiguous([Origin("GH/Birim"), Origin("CA/Kahuna")])
  /// answer.origins[0].probability    // 0.58
  /// answer.warnings                  // whole sentences
  /// ```
  ///
  /// The probabilities are those of the library's origins against one another, under the stated
  /// priors, for a parcel that holds everything that was recovered at one of them. They do not say
  /// whether it comes from any of them; the typicalities do.
  ///
  /// - Parameters:
  ///   - parcels: stones, or counts in any size classes.
  ///   - options: level, priors, neighbours.
  ///   - workers: threads; the answer does not depend on them.
  /// - Returns: one assessment for each parcel, in their order. A parcel that was sorted, or holds too
  ///   little, gets ``Verdict/cannotSay(reason:)`` and does not stop the others.
  /// - Throws: ``MatchingError`` when a prior is wrong.
  /// - Complexity: for `m` members in all, `c` classes and `h` held-out draws, O(m c (240 + h)) for
  ///   each parcel.
  public func assess(
    _ parcels: [Parcel], options: AssessmentOptions = AssessmentOptions(), workers: Workers = .all
  ) throws(MatchingError) -> [OriginAssessment] {
    let priors = try options.priors(over: origins)
    var result: [OriginAssessment] = []
    for parcel in parcels {
      result.append(try assess(parcel, priors: priors, options: options, workers: workers))
    }
    return result
  }

  /// The probabilities of the origins under equal priors; `nil` when nothing can be said.
  ///
  /// - Returns: one for each of ``origins``, summing to 1.
  /// - Throws: ``MatchingError`` when the search refuses the numbers.
  package func probabilities(
    of parcel: Parcel, workers: Workers
  ) throws(MatchingError) -> [Double]? {
    let question = SizeQuestion(parcel, pooled: pooled, cutOff: cutOff, curve: curve)
    guard question.refusal == nil else { return nil }
    let trials = SizeTrials(self, for: question, workers: workers)
    return try SizeEvidence(of: question, trials, workers: workers).logPosterior.map { exp($0) }
  }

  private func assess(
    _ parcel: Parcel, priors: [Double], options: AssessmentOptions, workers: Workers
  ) throws(MatchingError) -> OriginAssessment {
    let question = SizeQuestion(parcel, pooled: pooled, cutOff: cutOff, curve: curve)
    if let reason = question.refusal {
      return .cannotSay(
        item: parcel.identifier, count: Int(parcel.stoneCount ?? question.stones.rounded()),
        kind: .sizes, reason: reason, warnings: question.warnings)
    }
    let trials = SizeTrials(self, for: question, workers: workers)
    let evidence = try SizeEvidence(of: question, trials, workers: workers)
    let probabilities = logSoftmax(zip(evidence.logPosterior, priors).map { $0 + log($1) })
      .map { exp($0) }
    let alpha = 1 - options.level
    let ranked = origins.indices.sorted {
      (probabilities[$1], origins[$0]) < (probabilities[$0], origins[$1])
    }
    let set = ranked.filter { evidence.setValues[$0] > alpha }.map { origins[$0] }
    var verdict = Verdict(
      ranked: ranked.map { origins[$0] }, probabilities: ranked.map { probabilities[$0] },
      typicalities: ranked.map { evidence.typicalities[$0] }, set: set, alpha: alpha)
    var warnings = question.warnings + continuation(below: question) + standingWarnings
    if let (one, other) = evidence.disagreement {
      warnings.append(
        "The likelihood speaks for \(origins[one]) and the nearest reference draws for "
          + "\(origins[other]), each strongly against the other; no origin is assigned.")
      if case .assigned = verdict {
        verdict = .ambiguous(
          [one, other].sorted { probabilities[$0] > probabilities[$1] }
            .map { origins[$0] })
      }
    }
    let entries = ranked.map {
      OriginProbability(
        origin: origins[$0], probability: probabilities[$0],
        typicality: evidence.typicalities[$0], grade: footprints[$0].grade)
    }
    return OriginAssessment(
      item: parcel.identifier, count: Int(question.stones.rounded()), kind: .sizes,
      verdict: verdict, origins: entries, set: set,
      neighbours: nearest(to: question, trials, count: options.neighbours),
      explanation: evidence.explanation(
        of: question, trials, origins: origins, keeping: options.contributions),
      declared: options.declared.map {
        // Bonferroni: with hundreds of draws for each origin, doubling costs little.
        DeclaredFit(
          of: $0, among: entries,
          pValues: ranked.map {
            min(1, 2 * min(evidence.setValues[$0], evidence.typicalities[$0]))
          }, alpha: alpha)
      },
      likelihoodRatio: options.declared.flatMap { likelihoodRatio(of: $0, evidence) },
      warnings: warnings)
  }

  /// What limits every assessment that the library makes.
  private var standingWarnings: [String] {
    var warnings: [String] = []
    if footprints.contains(where: { $0.scatter == .unknown }) {
      warnings.append(
        "No origin has two reference parcels, so how much parcels of one origin differ is not known "
          + "and the answer is too sure.")
    }
    if footprints.contains(where: { !$0.parcelNames.isEmpty && $0.cutOff == nil }) {
      warnings.append(
        "Some references are tables of stones, which state no bottom cut-off; they were taken as "
          + "complete, so goods that were recovered otherwise will look different.")
    }
    return warnings
  }

  /// A warning where the parcel has stones below what some footprints' figures reach.
  ///
  /// The share is that of the classes whose upper bound lies below, which is exact where a bound of
  /// the sieves meets the footprint's and too small elsewhere.
  private func continuation(below question: SizeQuestion) -> [String] {
    let tops = (0..<question.sieves.count).map { index in
      let row = question.sieves.probabilities.row(index)
      return row.lastIndex { $0 > 0.5 }.map { CaratGrid.weights[$0 - row.startIndex] } ?? .infinity
    }
    var names: [String] = []
    var largest = 0.0
    for footprint in footprints {
      guard let reach = footprint.figuresReach.map(curve.halfWeight) else { continue }
      let below = zip(question.counts, tops).reduce(0) { $0 + ($1.1 < reach ? $1.0 : 0) }
      guard below > 0 else { continue }
      names.append(footprint.origin.name)
      largest = max(largest, below / question.stones)
    }
    guard !names.isEmpty else { return [] }
    let percent = String(format: "%.2g", 100 * largest)
    return [
      "Up to \(percent) % of the stones are smaller than what the published figures of "
        + "\(names.joined(separator: ", ")) reach; there these footprints only continue their curves."
    ]
  }

  /// The nearest reference parcels, and members of ensembles, by cosine moments in the questioned
  /// parcel's classes.
  ///
  /// Real parcels stand for themselves, each by its own distribution; an ensemble has none, so its
  /// members are named. A distance is that of two ``CosineMoments``: 0 for equal shares in all
  /// classes, about `√(3.4/n)` between `n` stones and the distribution that they come from.
  private func nearest(
    to question: SizeQuestion, _ trials: SizeTrials, count: Int
  ) -> [NearReference] {
    let moments = CosineMoments(pooled: question.sieves.classShares(of: pooled))
    let total = question.stones
    let own = moments.fingerprints(
      of: Matrix(
        rows: 1, columns: question.counts.count, elements: question.counts.map { $0 / total }))
    var found: [NearReference] = []
    for (index, footprint) in footprints.enumerated() {
      let isReal = !footprint.parcelNames.isEmpty
      let shares =
        isReal
        ? question.sieves.classShares(of: Matrix<Double>(footprint.parcels))
        : trials.shares.selecting(rows: trials.ranges[index])
      let fingerprints = moments.fingerprints(of: shares)
      found += (0..<fingerprints.rows).map { row in
        NearReference(
          identifier: isReal ? footprint.parcelNames[row] : footprint.name(ofMember: row),
          origin: footprint.origin,
          distance: squaredDistance(own.row(0), fingerprints.row(row)).squareRoot())
      }
    }
    return found.sorted { ($0.distance, $0.identifier) < ($1.distance, $1.identifier) }
      .prefix(count).map(\.self)
  }
}

extension SizeEvidence {
  /// The first origins of likelihood and votes where they contradict one another.
  var disagreement: (likelihood: Int, votes: Int)? {
    SizeEvidence.disagreement(likelihood: fromLikelihood, votes: fromVotes)
  }

  /// The first origins of two opinions that differ, where each gives the other's less than 0.05.
  ///
  /// Both are calibrated on the same draws, so for a parcel of a known origin this is rare. It tells
  /// of a parcel that resembles an origin in one respect and another one in another.
  ///
  /// - Parameters:
  ///   - likelihood: ln p of every origin by the one.
  ///   - votes: ln p of every origin by the other.
  static func disagreement(
    likelihood: [Double], votes: [Double]
  ) -> (likelihood: Int, votes: Int)? {
    let (one, other) = (indexOfLargest(likelihood), indexOfLargest(votes))
    let limit = log(0.05)
    guard one != other, likelihood[other] < limit, votes[one] < limit else { return nil }
    return (one, other)
  }
}
