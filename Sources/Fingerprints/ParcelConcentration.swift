internal import Foundation

/// How much parcels of one origin differ from one another: the concentration `A` of a Dirichlet
/// distribution of their sizes about the origin's own.
///
/// The shares of a parcel in its classes are `Dirichlet(A M f / H)`, with `H` the part of the origin's
/// stones that the references' cut-off holds back, so that `A` means the same in every sieve set. The
/// counts are then Dirichlet-multinomial (J. E. Mosimann, 1962, doi:10.1093/biomet/49.1-2.65). A large
/// `A` says that parcels differ only by chance.
package struct ParcelConcentration: Sendable, Equatable {
  /// The values of `A` that are weighed against one another: 10 to 10⁶, four to a decade.
  package static let grid: [Double] = (0...20).map { pow(10, 1 + Double($0) / 4) }

  /// The posterior probability of each value of ``grid``.
  package let posterior: [Double]

  /// The geometric mean of `A`.
  package var centre: Double {
    exp(zip(posterior, ParcelConcentration.grid).reduce(0) { $0 + $1.0 * log($1.1) })
  }

  /// Values drawn from the posterior.
  package func draws(_ count: Int, using generator: inout CounterGenerator) -> [Double] {
    (0..<count).map { _ in
      var left = generator.uniform()
      for (value, probability) in zip(ParcelConcentration.grid, posterior) {
        left -= probability
        if left <= 0 { return value }
      }
      return ParcelConcentration.grid[ParcelConcentration.grid.count - 1]
    }
  }

  /// Estimates the concentration of every origin.
  ///
  /// Origins with one parcel say nothing about it and get what the others have in common: a
  /// distribution over the grid fitted to all origins by expectation-maximisation, with one
  /// observation's worth of an even one.
  ///
  /// - Parameters:
  ///   - origins: each origin's parcels.
  ///   - densities: each origin's fitted distribution, 240 shares.
  /// - Returns: one for each origin; `nil` when no origin has two parcels, so nothing can be said.
  package static func estimates(
    for origins: [[ClassCounts]], densities: [[Double]]
  ) -> [ParcelConcentration]? {
    guard origins.contains(where: { $0.count > 1 }) else { return nil }
    let likelihoods = zip(origins, densities).map { parcels, density in
      parcels.count > 1 ? logLikelihoods(of: parcels, density: density) : nil
    }
    var prior = [Double](repeating: 1 / Double(grid.count), count: grid.count)
    let known = likelihoods.compactMap(\.self)
    for _ in 0..<20 {
      var sums = [Double](repeating: 1 / Double(grid.count), count: grid.count)
      for likelihood in known {
        for (index, value) in posterior(prior, likelihood).enumerated() { sums[index] += value }
      }
      prior = sums.map { $0 / Double(known.count + 1) }
    }
    return likelihoods.map { likelihood in
      ParcelConcentration(posterior: likelihood.map { posterior(prior, $0) } ?? prior)
    }
  }

  /// The log likelihood of each value of the grid.
  ///
  /// The density was fitted to the same parcels, so their scatter about it is too small by one
  /// parcel's worth; the value that a scatter belongs to is lowered by (J − 1) / J.
  private static func logLikelihoods(of parcels: [ClassCounts], density: [Double]) -> [Double] {
    let shares = parcels.map { $0.sieves.masses(of: density) }
    let reference = max(shares.map { $0.reduce(0, +) }.max() ?? 1, 1e-300)
    let freedom = Double(parcels.count) / Double(parcels.count - 1)
    return grid.map { concentration in
      zip(parcels, shares).reduce(0.0) { sum, pair in
        let alphas = pair.1.map { concentration * freedom * $0 / reference + 1e-12 }
        return sum + logDirichletMultinomial(pair.0.counts, alphas: alphas)
      }
    }
  }

  private static func posterior(_ prior: [Double], _ logLikelihood: [Double]) -> [Double] {
    let largest = logLikelihood.max() ?? 0
    let weights = zip(prior, logLikelihood).map { $0 * exp($1 - largest) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}

/// The log probability of counts under a Dirichlet-multinomial, without the multinomial coefficient.
///
/// `ln Γ(A) − ln Γ(n + A) + Σ [ln Γ(α_c + y_c) − ln Γ(α_c)]` with `A = Σ α_c`.
package func logDirichletMultinomial(_ counts: [Double], alphas: [Double]) -> Double {
  let total = alphas.reduce(0, +)
  var result = logGamma(total) - logGamma(total + counts.reduce(0, +))
  for (count, alpha) in zip(counts, alphas) where count > 0 {
    result += logGamma(alpha + count) - logGamma(alpha)
  }
  return result
}
