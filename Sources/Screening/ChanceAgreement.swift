internal import Foundation

/// How probable it is that numbers of unrelated goods agree as well as those of two parcels do.
///
/// Two numbers with one mean and a spread s each differ by d steps with a chance of `e^(−d²/4s²)/√(4πs²)`, twice as much
/// where d is not 0, so by d or less with a chance of at most `p = (2d + 1)/√(4πs²)`. The less the product of all p,
/// the better they agree; as differences are whole, that product is small less often than Fisher's method says. The
/// chance of `S = −Σ ln p` or more is at most `e^(−θS) Π E[p^(−θ)]` for every θ (H. Chernoff, 1952,
/// doi:10.1214/aoms/1177729330); the least of these over some θ is taken.
///
/// ```swift
/// var agreement = ChanceAgreement()
/// agreement.add(difference: 0, spread: 10)
/// agreement.logChance   // about ln 0.028
/// ```
struct ChanceAgreement {
  /// The steps of θ; large ones are near the product itself, which only equal numbers reach.
  private static let exponents = [0.3, 0.5, 0.65, 0.8, 0.9, 1, 1.3, 2, 4, 8, 16]

  /// Each number's spread in steps.
  private var spreads: [Double] = []
  /// Minus the logarithm of the product of the chances.
  private(set) var exponent = 0.0

  /// Adds a number that two parcels have.
  ///
  /// - Parameters:
  ///   - difference: in steps, about whole.
  ///   - spread: the standard deviation in steps.
  mutating func add(difference: Double, spread: Double) {
    // Whole numbers that scatter less than by half a step are all equal.
    let spread = max(spread, 0.5)
    spreads.append(spread)
    exponent -= log(ChanceAgreement.chance(difference.rounded(), spread))
  }

  /// The logarithm of the chance that unrelated goods agree as well.
  ///
  /// - Complexity: O(spreads); ``exponent`` with the other sign is never more, and costs nothing.
  var logChance: Double {
    // The mean of −ln p is at most 1: what does not exceed it is no agreement.
    guard exponent > Double(spreads.count) else { return 0 }
    var least = 0.0
    for theta in ChanceAgreement.exponents {
      let bound = spreads.reduce(-theta * exponent) { $0 + logMoment($1, theta) }
      least = min(least, bound)
    }
    return max(least, -exponent)
  }

  /// The logarithm of the mean of `p^(−θ)`, or a little more: far differences are taken in steps of a
  /// sixteenth with what their nearest one contributes.
  private func logMoment(_ spread: Double, _ theta: Double) -> Double {
    // Relative to the difference 0, the least chance of all.
    let first = ChanceAgreement.chance(0, spread)
    let unit = 1 / (4 * Double.pi * spread * spread).squareRoot()
    var sum = min(1, unit)
    var difference = 1.0
    while difference <= max(3, 8 * spread) {
      let step = max(1, (difference / 16).rounded(.down))
      let density = 2 * unit * exp(-difference * difference / (4 * spread * spread))
      sum += step * density * pow(ChanceAgreement.chance(difference, spread) / first, -theta)
      difference += step
    }
    return log(sum) - theta * log(first)
  }

  /// The chance of a difference or a smaller one, at most.
  private static func chance(_ difference: Double, _ spread: Double) -> Double {
    min(1, (2 * difference + 1) / (4 * Double.pi * spread * spread).squareRoot())
  }
}
