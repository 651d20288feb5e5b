internal import Fingerprints
internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// Simulated parcels of every footprint at one number of stones, scored as questioned parcels are.
///
/// Each parcel is drawn from one member of a footprint, and that member does not score it: neither
/// its likelihood nor its reference draw. So a parcel meets a library that does not know its own
/// distribution, which is what a real one does.
///
/// ```swift
/// let parcels = try PlannedParcels(
///   model, sieves: set, stones: 200, each: [300, 300], seed: 1, workers: .all)
/// parcels.likelihoods[0, 1]   // of the first parcel under the second footprint
/// ```
struct PlannedParcels: Sendable {
  /// The weights of likelihood against votes that are tried, as ``SizeEvidence`` does.
  private static let weights = [1, 0.97, 0.87, 0.65, 0.3, 0.0]

  /// The footprint of each parcel.
  let truth: [Int]
  /// Which half of the parcels calibrates for the other: no member has parcels in both.
  let halves: [Int]
  /// `parcels x footprints`: log likelihoods.
  let likelihoods: Matrix<Double>
  /// `parcels x footprints`: `ln((votes + 1/O)/(k + 1))`.
  let votes: Matrix<Double>

  /// Draws and scores parcels.
  ///
  /// - Parameters:
  ///   - model: the footprints to tell apart.
  ///   - sieves: the classes in which parcels are counted.
  ///   - stones: the number of stones above the larger cut-off.
  ///   - each: the number of parcels of every footprint.
  ///   - seed: of the parcels; the reference draws keep theirs.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the sieves or the number of stones allow
  ///   no answer.
  init(
    _ model: SizeModel, sieves: SieveSet, stones: Int, each: [Int], seed: UInt64, workers: Workers
  ) throws(MatchingError) {
    let question = try PlannedParcels.question(model, sieves: sieves, stones: stones)
    let trials = SizeTrials(model, for: question, workers: workers)
    let masses = product(
      model.members, question.sieves.probabilities, .plain, .transposed, workers: workers)
    let parts = workers.map(model.footprints.count) { origin in
      let footprint = model.footprints[origin]
      let count = footprint.members.rows
      return (0..<each[origin]).map { parcel in
        let member = each[origin] < count ? parcel * count / each[origin] : parcel % count
        let row = model.ranges[origin].lowerBound + member
        var generator = CounterGenerator(
          seed: seed, stream: "plan/\(footprint.origin)/\(stones)/\(parcel)")
        var shares = Array(trials.shares.row(row))
        if let concentration = footprint.drawingConcentration(ofMember: member) {
          let scale = concentration / max(model.heldBack[row], 1e-300)
          shares = generator.dirichlet(masses.row(row).map { max($0 * scale, 1e-9) })
        }
        return (
          origin: origin, own: count > 1 ? row : nil as Int?,
          half: (each[origin] < count || count < 4 ? parcel : member) % 2,
          counts: generator.multinomial(stones, shares: shares)
        )
      }
    }
    let drawn = parts.flatMap(\.self)
    let counts = Matrix(
      rows: drawn.count, columns: question.counts.count, elements: drawn.flatMap(\.counts))
    truth = drawn.map(\.origin)
    halves = drawn.map(\.half)
    likelihoods = trials.logLikelihoods(
      of: counts, leavingOut: drawn.map(\.own), workers: workers)
    votes = try SizeEvidence.votes(
      of: trials.features(of: counts), leavingOut: drawn.map(\.own), among: trials,
      workers: workers)
  }

  /// ln p of every footprint for each parcel, under two calibrations.
  ///
  /// The first belongs to the parcels of half 0 and is fitted to those of half 1; the second the other
  /// way. Each is given for all parcels: the p-values of one half rank it among the other under the
  /// same calibration, or a slight difference in sharpness would exclude every parcel.
  ///
  /// - Returns: two lists of one row for each parcel.
  func logPosteriors(workers: Workers) -> [[[Double]]] {
    workers.map(2) { half in
      let rows = truth.indices.filter { halves[$0] != half }
      let calibration =
        rows.isEmpty
        ? nil
        : HeldOutScores(
          first: likelihoods.selecting(rows: rows), second: votes.selecting(rows: rows),
          truth: rows.map { truth[$0] }, units: Array(rows.indices)
        ).fit(order: PlannedParcels.weights).calibration
      return truth.indices.map { row in
        calibration?.logPosterior(likelihoods.row(row), votes.row(row))
          ?? logSoftmax(Array(likelihoods.row(row)))
      }
    }
  }

  /// A question with the given number of stones above the cut-off, spread over its classes.
  private static func question(
    _ model: SizeModel, sieves: SieveSet, stones: Int
  ) throws(MatchingError) -> SizeQuestion {
    func question(stonesInEach count: Double) -> SizeQuestion {
      SizeQuestion(
        Parcel(
          identifier: "plan",
          content: .classes(sieves, sieves.classes.map { _ in ClassContent(stones: count) }),
          handling: .runOfMine),
        pooled: model.pooled, cutOff: model.cutOff, curve: model.curve)
    }
    let kept = question(stonesInEach: 1).counts.count
    let result = question(stonesInEach: Double(stones) / Double(max(1, kept)))
    if let reason = result.refusal {
      throw .material(
        reason: "a plan cannot be made: " + reason,
        mend: "give two or more size classes above the footprints' cut-off and 15 stones or more")
    }
    return result
  }
}
