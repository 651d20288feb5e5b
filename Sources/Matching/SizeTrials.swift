internal import Fingerprints
internal import Foundation
internal import LinearAlgebra

/// Reference parcels drawn from every footprint at a questioned parcel's own number of stones, in its
/// own classes: what parcels of each origin would look like there.
///
/// Distances to them know the sampling error that a parcel of this size has. One or more are drawn
/// from each member, so many that there are ``fewestDraws``, each from a stream of its own, so the draws
/// are the same for every order of the footprints and every number of threads.
///
/// From the logits of the shares above the class bounds, `ln((S + ½)/(n − S + ½))`, features are made
/// that mean the same in every sieve set (``SizeSummaries``). Single stones lie in a hundred classes
/// and more; then the bounds next to even steps of pooled rank are used.
///
/// ```swift
/// let trials = SizeTrials(model, for: question, workers: .all)
/// trials.counts.row(0).reduce(0, +)   // the parcel's own number of stones
/// ```
struct SizeTrials: Sendable {
  /// The most class bounds that vote.
  static let mostBounds = 24

  /// The fewest draws of all origins together.
  ///
  /// With fewer the answer shifts with the chance of the draws, and so from one sieve set to another:
  /// by more than another sample of stones would with 300 draws, by a third of that with 1,200.
  static let fewestDraws = 1200

  /// The members' rows of each origin.
  let ranges: [Range<Int>]
  /// How many draws each member has; those of a member follow one another.
  let drawsPerMember: Int
  /// `members x classes`: the members' class shares.
  let shares: Matrix<Double>
  /// `draws x classes`: the counts drawn.
  let counts: Matrix<Double>
  /// The number of stones of each draw.
  let stones: Int
  /// The concentration with which counts are held against each member, infinite for none.
  let concentrations: [Double]
  /// The classes whose lower bound votes.
  let bounds: [Int]
  /// How features are made from logits.
  let summaries: SizeSummaries
  /// `draws x weights`: their features.
  let features: Matrix<Double>
  /// `members x classes`: the logarithms of the shares.
  let logShares: Matrix<Double>

  /// Draws.
  ///
  /// - Parameters:
  ///   - model: the footprints.
  ///   - question: the questioned parcel.
  ///   - workers: threads over origins.
  init(_ model: SizeModel, for question: SizeQuestion, workers: Workers) {
    ranges = model.ranges
    let n = max(1, Int(question.stones.rounded()))
    stones = n
    let masses = product(
      model.members, question.sieves.probabilities, .plain, .transposed, workers: workers)
    var shares = masses
    for row in 0..<shares.rows {
      let sum = shares.row(row).reduce(0, +)
      for column in 0..<shares.columns {
        shares[row, column] = sum > 0 ? shares[row, column] / sum : 1 / Double(shares.columns)
      }
    }
    self.shares = shares
    let carried = shares
    let repeats = max(1, (SizeTrials.fewestDraws + shares.rows - 1) / max(1, shares.rows))
    drawsPerMember = repeats
    let parts = workers.map(ranges.count) { origin in
      let footprint = model.footprints[origin]
      return model.ranges[origin].enumerated().flatMap { member, row in
        let stream = "sizes/\(footprint.origin)/\(member)"
        return (0..<repeats).flatMap { draw in
          var generator = CounterGenerator(
            seed: SizeModel.seed, stream: draw == 0 ? stream : "\(stream)/\(draw)")
          guard let concentration = footprint.drawingConcentration(ofMember: member) else {
            return generator.multinomial(n, shares: carried.row(row))
          }
          let scale = concentration / max(model.heldBack[row], 1e-300)
          let parcel = generator.dirichlet(masses.row(row).map { max($0 * scale, 1e-9) })
          return generator.multinomial(n, shares: parcel)
        }
      }
    }
    counts = Matrix(
      rows: shares.rows * repeats, columns: shares.columns, elements: parts.flatMap(\.self))
    concentrations = model.footprints.flatMap { footprint in
      (0..<footprint.members.rows).map {
        footprint.scoringConcentration(ofMember: $0) ?? .infinity
      }
    }
    logShares = Matrix(
      rows: shares.rows, columns: shares.columns,
      elements: shares.elements.map { log(max($0, 1e-12)) })
    bounds = SizeTrials.votingBounds(question.sieves.classShares(of: model.pooled))
    let raw = SizeTrials.logits(of: counts, bounds: bounds)
    summaries = SizeSummaries(
      from: raw,
      to: SizeSummaries.targets(
        of: model.members, pooled: model.pooled, sieves: question.sieves, workers: workers
      ).selecting(rows: (0..<raw.rows).map { $0 / repeats }))
    features = summaries.features(of: raw)
  }

  /// The draws of an origin.
  func draws(of origin: Int) -> Range<Int> {
    ranges[origin].lowerBound * drawsPerMember..<ranges[origin].upperBound * drawsPerMember
  }

  /// The member that a draw was made from.
  func member(ofDraw draw: Int) -> Int { draw / drawsPerMember }

  /// The features of counts.
  ///
  /// - Parameter counts: `m x classes`.
  /// - Returns: `m x weights`.
  func features(of counts: Matrix<Double>) -> Matrix<Double> {
    summaries.features(of: SizeTrials.logits(of: counts, bounds: bounds))
  }

  /// The log likelihood of counts under every origin: the mean over its members.
  ///
  /// Counts of `n` stones weigh `w = (1 + A)/(n + A)` of a stone each, which is the
  /// Dirichlet-multinomial's weight; up to a constant of the counts its log likelihood is nearly
  /// `w Σ y ln(p / (y/n)) + ½ (C − 1) ln w` for `C` classes with stones (J. N. K. Rao and A. J. Scott,
  /// 1981, doi:10.1080/01621459.1981.10477633). It is one matrix product.
  ///
  /// - Parameters:
  ///   - counts: `m x classes`.
  ///   - own: for each row the member that it was drawn from and that must not score it, if any.
  /// - Returns: `m x origins`.
  func logLikelihoods(
    of counts: Matrix<Double>, leavingOut own: [Int?], workers: Workers
  ) -> Matrix<Double> {
    let products = product(counts, logShares, .plain, .transposed, workers: workers)
    let rows = workers.map(counts.rows) { row in
      var scores = Array(products.row(row))
      let values = counts.row(row)
      let n = values.reduce(0, +)
      let saturated = values.reduce(0.0) { $0 + ($1 > 0 ? $1 * log($1 / n) : 0) }
      let freedom = Double(values.count { $0 > 0 } - 1) / 2
      // Members mostly share one concentration; its logarithm is not taken for each.
      var (last, weight, shift) = (Double.infinity, 1.0, 0.0)
      scores.withUnsafeMutableBufferPointer { scores in
        for (member, concentration) in concentrations.enumerated() {
          if concentration != last {
            last = concentration
            weight = last.isFinite ? (1 + last) / (n + last) : 1
            shift = freedom * log(weight)
          }
          scores[member] = weight * (scores[member] - saturated) + shift
        }
      }
      if let own = own[row] { scores[own] = -.infinity }
      return ranges.map { range in
        let isOwn = own[row].map(range.contains) ?? false
        return logSumExp(scores[range], over: range.count - (isOwn ? 1 : 0))
      }
    }
    return Matrix(rows: counts.rows, columns: ranges.count, elements: rows.flatMap(\.self))
  }

  /// The bounds of few classes, all but the first; of many, those next to even steps of pooled rank.
  private static func votingBounds(_ pooled: [Double]) -> [Int] {
    guard pooled.count > mostBounds + 1 else { return Array(1..<pooled.count) }
    var result: [Int] = []
    var rank = 0.0
    for index in 1..<pooled.count {
      let before = (rank * Double(mostBounds)).rounded(.down)
      rank += pooled[index - 1]
      if (rank * Double(mostBounds)).rounded(.down) > before { result.append(index) }
    }
    return result.isEmpty ? [pooled.count / 2] : result
  }

  private static func logits(of counts: Matrix<Double>, bounds: [Int]) -> Matrix<Double> {
    var result = Matrix<Double>(rows: counts.rows, columns: bounds.count)
    for row in 0..<counts.rows {
      let n = counts.row(row).reduce(0, +)
      var above = n
      var place = 0
      for (index, count) in counts.row(row).enumerated() {
        if place < bounds.count, bounds[place] == index {
          result[row, place] = log((max(above, 0) + 0.5) / (max(n - above, 0) + 0.5))
          place += 1
        }
        above -= count
      }
    }
    return result
  }
}
