internal import Foundation

/// A size distribution by three or four numbers: a lognormal by number of stones, with a Pareto tail
/// where a tail is known.
///
/// Truncation is not part of it: the sieve that recovered a parcel cuts it off at the bottom.
/// Lognormal stone weights with a heavier tail are the usual description of diamond deposits
/// (J. Ferreira, *Sampling and estimation of diamond content in kimberlite*, 2013, and the references
/// there).
public struct TruncatedLognormal: Sendable, Equatable {
  /// Where the density of ln weight leaves the lognormal and falls as a power.
  public struct Tail: Sendable, Equatable {
    /// The weight in carats from which the tail runs.
    public let carats: Double
    /// The exponent of the number of stones above a weight, `N(> w) ∝ w^(−exponent)`.
    public let exponent: Double

    /// A tail.
    public init(carats: Double, exponent: Double) {
      self.carats = carats
      self.exponent = exponent
    }
  }

  /// The mean of ln carats.
  public let mu: Double
  /// The standard deviation of ln carats.
  public let sigma: Double
  /// The tail, if there is one.
  public let tail: Tail?

  /// A distribution.
  public init(mu: Double, sigma: Double, tail: Tail? = nil) {
    self.mu = mu
    self.sigma = sigma
    self.tail = tail
  }

  /// The share of stones in each cell of the carat grid, summing to 1.
  ///
  /// The tail joins the lognormal continuously at the cell that holds its first weight.
  public var shares: [Double] {
    let joint = tail.map { CaratGrid.cell(ofCarats: $0.carats) } ?? CaratGrid.count - 1
    var shares: [Double] = []
    shares.reserveCapacity(CaratGrid.count)
    var below = cumulative(CaratGrid.logBounds[0])
    for cell in 0...joint {
      let next = cumulative(CaratGrid.logBounds[cell + 1])
      shares.append(max(next - below, 1e-300))
      below = next
    }
    if let tail {
      // Cells are of equal width on the logarithmic scale, so a power falls by one factor a cell.
      let factor = pow(10, -tail.exponent * CaratGrid.step)
      while shares.count < CaratGrid.count { shares.append(shares[shares.count - 1] * factor) }
    }
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }

  /// The share of a lognormal's stones below a logarithm of weight.
  private func cumulative(_ logCarats: Double) -> Double {
    0.5 * erfc((mu - logCarats) / (sigma * 2.0.squareRoot()))
  }
}
