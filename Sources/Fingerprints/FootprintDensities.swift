internal import Foundation
package import LinearAlgebra

/// The size distributions of a library's measured origins, each with what its references leave open.
///
/// Around a pooled distribution `P` every origin's own is
///
///     f ∝ P exp(a₁ h₁(x) + a₂ h₂(x) + Σ_k z_k φ_k(u)),   k = 1 … 24
///
/// with `h` the standardised log weight and its square, `u` the rank in `P` and `φ_k` the cosine of
/// ``CosineMoments`` averaged over a cell: the exponential family whose sufficient statistics are the
/// cosine moments (A. R. Barron and C.-H. Sheu, 1991, doi:10.1214/aos/1176348252). The priors
/// `a ~ N(0, 1/q)` and `z_k ~ N(0, 1/(c k))` are one pair for the library, chosen by evidence. Origins
/// with few stones so stay near the pool, and those with many go where their stones are.
///
/// Re-identifying halves of about fifty grains among sixteen samples (`namib`) these distributions are
/// right more often than any distance between samples that was tried.
///
/// ```swift
/// let fitted = try FootprintDensities(of: parcels, areStones: false, workers: .all)
/// fitted.fits[0].shares          // the first origin's distribution
/// fitted.concentrations?[0]      // how much its parcels differ
/// ```
package struct FootprintDensities: Sendable {
  /// The pooled distribution, 240 shares.
  package let pooled: [Double]
  /// The fit of each origin.
  package let fits: [LogLinearDensity]
  /// How much the parcels of each origin differ; `nil` when no origin has two.
  package let concentrations: [ParcelConcentration]?

  /// The number of cosines.
  package static let cosines = 24

  /// Fits the distributions of several origins.
  ///
  /// The parcels' differences and the distributions are estimated in turn, three times: a parcel of
  /// `n` stones that differs from its origin with concentration `A` counts for `n (1 + A)/(n + A)`.
  ///
  /// - Parameters:
  ///   - origins: each origin's parcels, at least one stone in each origin.
  ///   - areStones: whether all parcels are single stones: then the pooled distribution is their
  ///     own, unsmoothed.
  /// - Throws: ``FingerprintError`` when an origin has no stones or a fit fails.
  package init(
    of origins: [[ClassCounts]], areStones: Bool, workers: Workers
  ) throws(FingerprintError) {
    var weighted = origins
    var concentrations: [ParcelConcentration]?
    var result: (pooled: [Double], fits: [LogLinearDensity])
    result = try FootprintDensities.fit(weighted, areStones: areStones, workers: workers)
    for _ in 0..<2 {
      concentrations = ParcelConcentration.estimates(
        for: origins, densities: result.fits.map(\.shares))
      guard let concentrations else { break }
      weighted = zip(origins, concentrations).map { parcels, concentration in
        let a = concentration.centre
        return parcels.map { $0.scaled(by: (1 + a) / ($0.total + a)) }
      }
      result = try FootprintDensities.fit(weighted, areStones: areStones, workers: workers)
    }
    (pooled, fits) = result
    self.concentrations = concentrations
  }

  private static func fit(
    _ parcels: [[ClassCounts]], areStones: Bool, workers: Workers
  ) throws(FingerprintError) -> (pooled: [Double], fits: [LogLinearDensity]) {
    let origins = parcels.map(ClassCounts.merged)
    let densities = try gather(
      workers.map(origins.count) { index in
        Result { () throws(FingerprintError) in
          areStones ? cellShares(of: origins[index]) : try SizeDensity(of: origins[index]).shares
        }
      })
    var pooled = [Double](repeating: 0, count: CaratGrid.count)
    for density in densities {
      for (cell, share) in density.enumerated() { pooled[cell] += share }
    }
    let floor = areStones ? 1e-6 : 1e-12
    let sum = pooled.reduce(0, +) / Double(densities.count)
    pooled = pooled.map { $0 / Double(densities.count) / sum + floor }
    let total = pooled.reduce(0, +)
    pooled = pooled.map { $0 / total }
    let search = PriorSearch(origins: origins, pooled: pooled, workers: workers)
    return (pooled, try search.best())
  }

  /// The share of stones in each cell, parcels that see a cell or not alike.
  private static func cellShares(of parcels: [ClassCounts]) -> [Double] {
    var sums = [Double](repeating: 0, count: CaratGrid.count)
    for parcel in parcels {
      for (row, count) in parcel.counts.enumerated() where count > 0 {
        for (cell, value) in parcel.sieves.probabilities.row(row).enumerated() {
          sums[cell] += count * value
        }
      }
    }
    let total = max(sums.reduce(0, +), .leastNormalMagnitude)
    return sums.map { $0 / total }
  }
}

/// The search for the two precisions under which the whole library is most probable.
private struct PriorSearch {
  let origins: [[ClassCounts]]
  let offset: [Double]
  let basis: Matrix<Double>
  let workers: Workers

  init(origins: [[ClassCounts]], pooled: [Double], workers: Workers) {
    self.origins = origins
    self.workers = workers
    offset = pooled.map { log($0) }
    let x = (0..<CaratGrid.count).map(Double.init)
    let mean = zip(pooled, x).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(pooled, x).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    let deviation = max(variance, 1e-12).squareRoot()
    let count = FootprintDensities.cosines
    var basis = Matrix<Double>(rows: CaratGrid.count, columns: count + 2)
    var rank = 0.0
    for cell in 0..<CaratGrid.count {
      let z = (x[cell] - mean) / deviation
      basis[cell, 0] = z
      basis[cell, 1] = (z * z - 1) / 2.0.squareRoot()
      let middle = rank + pooled[cell] / 2
      for k in 1...count {
        basis[cell, k + 1] =
          2.0.squareRoot() * cos(.pi * Double(k) * middle) * sinc(Double(k) * pooled[cell] / 2)
      }
      rank += pooled[cell]
    }
    self.basis = basis
  }

  /// The fits under the best pair, found coordinate by coordinate on a logarithmic grid.
  func best() throws(FingerprintError) -> [LogLinearDensity] {
    var known: [[Int]: (evidence: Double, fits: [LogLinearDensity])] = [:]
    var here = [2, 4]
    var answer = try evaluate(here)
    known[here] = answer
    while true {
      var (next, nextAnswer) = (here, answer)
      for (axis, limit) in [(0, 4), (1, 12)] {
        for change in [-1, 1] {
          var candidate = here
          candidate[axis] += change
          guard (0...limit).contains(candidate[axis]) else { continue }
          let value: (evidence: Double, fits: [LogLinearDensity])
          if let before = known[candidate] {
            value = before
          } else {
            value = try evaluate(candidate)
          }
          known[candidate] = value
          if value.evidence > nextAnswer.evidence + 1e-9 { (next, nextAnswer) = (candidate, value) }
        }
      }
      if next == here { return answer.fits }
      (here, answer) = (next, nextAnswer)
    }
  }

  /// The fits with `q = 10^(i − 1)` and `c = 10^(j/2 − 2)`.
  private func evaluate(
    _ place: [Int]
  ) throws(FingerprintError) -> (evidence: Double, fits: [LogLinearDensity]) {
    let shape = pow(10, Double(place[0]) - 1)
    let detail = pow(10, Double(place[1]) / 2 - 2)
    let precisions = (0..<basis.columns).map { $0 < 2 ? shape : detail * Double($0 - 1) }
    let fits = try gather(
      workers.map(origins.count) { index in
        Result { () throws(FingerprintError) in
          try LogLinearDensity(
            fittedTo: origins[index], offset: offset, basis: basis, precisions: precisions)
        }
      })
    return (fits.reduce(0) { $0 + $1.evidence }, fits)
  }
}

/// The values of all results, or the first error.
private func gather<Value>(
  _ results: [Result<Value, FingerprintError>]
) throws(FingerprintError) -> [Value] {
  var values: [Value] = []
  for result in results { values.append(try result.get()) }
  return values
}
