internal import Foundation
internal import LinearAlgebra

/// What reference draws say about one questioned parcel.
///
/// The draws are parcels of known origin with the questioned one's number of stones in its own
/// classes. So they show not only what each origin looks like there, but also how often the method is
/// right, and how sure it may be: nothing is carried over from other numbers of stones or other
/// sieves, and no table of constants is kept.
///
/// ```swift
/// let evidence = try SizeEvidence(of: question, trials, workers: .all)
/// evidence.logPosterior.map(exp)   // one probability for each origin, summing to 1
/// evidence.typicalities            // all small: unlike any reference
/// ```
///
/// What it does not know: how parcels that were mixed, sorted or lost stones differ from the
/// footprints.
struct SizeEvidence: Sendable {
  /// The most draws of each origin that the calibration is fitted to.
  static let mostHeldOut = 60
  /// The most draws of each origin that a distance is held against.
  static let mostCompared = 100

  /// ln p of every origin under equal priors, likelihood and votes together.
  ///
  /// Never surer than the number of held-out draws allows: the odds stay within about their number.
  let logPosterior: [Double]
  /// The same from the likelihood alone.
  let fromLikelihood: [Double]
  /// The same from the neighbours' votes alone.
  let fromVotes: [Double]
  /// The p-value of each origin for the distance to its nearest draws.
  ///
  /// For a parcel from a footprint's own ensemble it is below `a` with a probability of about `a`.
  let typicalities: [Double]
  /// The p-value of each origin for its posterior probability, origin by origin (Mondrian).
  ///
  /// The origins above `a` are a prediction set that holds the true one with a probability of about
  /// `1 − a`, whichever it is.
  let setValues: [Double]
  /// ln p of every origin under equal priors for each held-out draw, from a calibration that all of
  /// them share.
  let heldOut: [[Double]]
  /// The origin of each held-out draw.
  let heldOutTruth: [Int]

  /// How the two scores became probabilities.
  let calibration: Calibration
  /// The log likelihood of each origin.
  let likelihoods: [Double]
  /// The logarithm of each origin's share of the votes.
  let votes: [Double]

  /// Weighs the evidence.
  ///
  /// Two scores are made for the parcel and, in the same way, for some of the draws with their own
  /// member left out: the log likelihood, and `ln((votes + 1/O)/(k + 1))` over the nearest draws. How far either can be trusted at this number of stones and in
  /// these classes is learned from the draws (``Calibration``).
  ///
  /// - Throws: ``MatchingError`` when the search refuses the numbers.
  init(
    of question: SizeQuestion, _ trials: SizeTrials, workers: Workers
  ) throws(MatchingError) {
    let heldOut = trials.ranges.indices.map { origin in
      let range = trials.draws(of: origin)
      let count = min(range.count, SizeEvidence.mostHeldOut)
      return (0..<count).map { range.lowerBound + $0 * range.count / count }
    }
    let rows = heldOut.flatMap(\.self)
    let truth = heldOut.enumerated().flatMap { origin, rows in rows.map { _ in origin } }
    let parcel = Matrix(rows: 1, columns: question.counts.count, elements: question.counts)
    let counts = Matrix(
      rows: rows.count + 1, columns: parcel.columns,
      elements: parcel.elements + trials.counts.selecting(rows: rows).elements)
    let own: [Int?] = [nil] + rows.map(trials.member)
    let likelihoods = trials.logLikelihoods(of: counts, leavingOut: own, workers: workers)
    let features = Matrix(
      rows: rows.count + 1, columns: trials.features.columns,
      elements: trials.features(of: parcel).elements
        + trials.features.selecting(rows: rows).elements)
    let votes = try SizeEvidence.votes(
      of: features, leavingOut: own, among: trials, workers: workers)
    let all = Array(1...rows.count)
    let scores = HeldOutScores(
      first: likelihoods.selecting(rows: all), second: votes.selecting(rows: all), truth: truth,
      units: Array(truth.indices))
    let weights = SizeEvidence.weights
    let fits = workers.map(weights.count) { scores.fit(order: [weights[$0]]) }
    let best = fits.indices.min { fits[$0].loss < fits[$1].loss } ?? 0
    let chosen = fits.indices.first { index in
      index == best || notWorse(fits[index].lossByUnit, fits[best].lossByUnit)
    }
    let calibration = fits[chosen ?? best].calibration
    let (first, second) = (likelihoods.row(0), votes.row(0))
    self.calibration = calibration
    (self.likelihoods, self.votes) = (Array(first), Array(second))
    logPosterior = calibration.logPosterior(first, second)
    fromLikelihood = fits[0].calibration.logPosterior(first, second)
    fromVotes = fits[fits.count - 1].calibration.logPosterior(first, second)
    self.heldOut = all.map { calibration.logPosterior(likelihoods.row($0), votes.row($0)) }
    heldOutTruth = truth
    setValues = ItemConfidence(calibration, scores: scores).pValues(logPosterior)
    typicalities = SizeEvidence.typicalities(
      of: features.row(0), among: trials, workers: workers)
  }

  /// The likelihood's weights that are tried, from the likelihood alone to the votes alone.
  ///
  /// The first is taken whose loss on the held-out draws is within one paired standard error of the
  /// smallest: measured footprints keep to the likelihood, ensembles take the votes from some
  /// thousand stones up.
  private static let weights = [1, 0.99, 0.97, 0.93, 0.87, 0.8, 0.65, 0.5, 0.3, 0.1, 0]

  /// The logarithm of each origin's share among the nearest draws, `ln((votes + 1/O)/(k + 1))`.
  ///
  /// Three times as many draws vote as the root of their number, the nearer with the more weight:
  /// `(1 − d²/h²)²` with `h` the distance to the next one, the biweight kernel. A hard limit lets single
  /// draws in and out when the parcel is counted with other sieves. `k = (Σw)²/Σw²` is the number of
  /// equal votes that say as much. Origins with more members have more draws; a vote counts for as much
  /// less.
  ///
  /// - Parameters:
  ///   - questioned: `m x weights`, features.
  ///   - own: for each row the member that it was drawn from and whose draws must not vote, if any.
  /// - Returns: `m x origins`.
  static func votes(
    of questioned: Matrix<Double>, leavingOut own: [Int?], among trials: SizeTrials,
    workers: Workers
  ) throws(MatchingError) -> Matrix<Double> {
    let origins = trials.ranges.count
    // Draw by draw, so that the origins share what a tie decides by row.
    let ranges = trials.ranges.indices.map(trials.draws)
    let longest = ranges.map(\.count).max() ?? 0
    var (order, labels): ([Int], [Int]) = ([], [])
    for draw in 0..<longest {
      for (origin, range) in ranges.enumerated() where draw < range.count {
        order.append(range.lowerBound + draw)
        labels.append(origin)
      }
    }
    let root = Double(order.count).squareRoot()
    let k = min(max(1, Int((3 * root).rounded())), order.count - 1)
    let index = try ReferenceIndex(trials.features.selecting(rows: order), workers: workers)
    let found = try index.neighbours(
      of: questioned, k: min(k + 1 + trials.drawsPerMember, order.count), workers: workers)
    let mean = Double(order.count) / Double(origins)
    let shares = ranges.map { mean / Double($0.count) }
    var result = Matrix<Double>(rows: questioned.rows, columns: origins)
    for row in 0..<questioned.rows {
      let near = found[row].filter { trials.member(ofDraw: order[$0.row]) != own[row] }
      let reach = near.prefix(k + 1).last?.squaredDistance ?? 0
      var votes = [Double](repeating: 0, count: origins)
      var (sum, squares) = (0.0, 0.0)
      for neighbour in near.prefix(k) {
        let fall = reach > 0 ? 1 - neighbour.squaredDistance / reach : 1
        // Of neighbours that are all equally far, none is passed over.
        let weight = max(fall * fall, 1e-6)
        let origin = labels[neighbour.row]
        votes[origin] += weight * shares[origin]
        sum += weight
        squares += weight * weight
      }
      let equal = sum * sum / squares
      for origin in 0..<origins {
        result[row, origin] = log(
          (votes[origin] / sum * equal + 1 / Double(origins)) / (equal + 1))
      }
    }
    return result
  }

  /// The conformal p-value of the mean distance to each origin's nearest draws, among the same of the
  /// origin's own draws.
  private static func typicalities(
    of questioned: ArraySlice<Double>, among trials: SizeTrials, workers: Workers
  ) -> [Double] {
    workers.map(trials.ranges.count) { origin in
      let range = trials.draws(of: origin)
      let distances = NearestDraws(trials.features.selecting(rows: range))
      var scratch = [Double](repeating: 0, count: range.count)
      let count = min(range.count, mostCompared)
      let references = (0..<count).map { index in
        let draw = index * range.count / count
        let first = draw / trials.drawsPerMember * trials.drawsPerMember
        return distances.mean(
          from: trials.features.row(range.lowerBound + draw),
          except: first..<first + trials.drawsPerMember, &scratch)
      }
      return conformalPValue(
        distances.mean(from: questioned, except: nil, &scratch), among: references.sorted())
    }
  }
}

/// The draws of one origin, laid out so that a distance to all of them is one pass over memory.
private struct NearestDraws {
  /// `bounds x draws`.
  let columns: Matrix<Double>
  /// How many of the nearest are averaged over.
  let wanted: Int

  init(_ features: Matrix<Double>) {
    columns = features.transposed
    wanted = max(1, Int(Double(features.rows).squareRoot().rounded()))
  }

  /// The mean distance from a point to the nearest draws, those of one member left out where asked.
  func mean(
    from point: ArraySlice<Double>, except own: Range<Int>?, _ scratch: inout [Double]
  ) -> Double {
    let count = columns.columns
    scratch.withUnsafeMutableBufferPointer { scratch in
      columns.elements.withUnsafeBufferPointer { values in
        for column in 0..<count { scratch[column] = 0 }
        for (dimension, coordinate) in point.enumerated() {
          let start = dimension * count
          for column in 0..<count {
            let difference = values[start + column] - coordinate
            scratch[column] += difference * difference
          }
        }
      }
    }
    // Its own distances are moved behind all others.
    for draw in own ?? 0..<0 { scratch[draw] = .infinity }
    let nearest = min(wanted, count - (own?.count ?? 0))
    moveSmallest(nearest, of: count, in: &scratch)
    // Added up in order, so that the sum does not depend on how the selection left them.
    return scratch.prefix(nearest).sorted().reduce(0) { $0 + $1.squareRoot() }
      / Double(max(nearest, 1))
  }
}
