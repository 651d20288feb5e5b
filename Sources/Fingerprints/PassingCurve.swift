internal import Foundation
public import Specimens

/// The probability that a sieve holds back a stone of a given weight.
///
/// Stones of one weight differ in shape, so a sieve does not cut sharply. A sieve of aperture `d` mm
/// holds back a stone of `w` carats with probability
///
///     H(w) = Φ((ln w − ln(k d³)) / s)
///
/// where `k d³` is the weight that passes half of the time. `k` is 0.0081 ct/mm³ for round holes and
/// 0.010 for square openings, fitted to two published samples; `s` is 0.15. Φ of a logarithm is the
/// usual partition curve of a screen (B. A. Wills and J. A. Finch, *Wills' Mineral Processing
/// Technology*, 8th ed., chapter 8, doi:10.1016/C2010-0-65478-2). A bound in carats is sharp.
///
/// ```swift
/// let curve = PassingCurve()
/// curve.heldBack(carats: 0.08, by: .aperture(millimetres: 2, mesh: .square))   // 0.5
/// curve.heldBack(carats: 0.08, by: .carats(0.1))                               // 0
/// ```
public struct PassingCurve: Sendable, Equatable {
  /// The weight in carats, for an aperture of 1 mm, that a round hole lets pass half of the time.
  public let round: Double
  /// The same for a square opening.
  public let square: Double
  /// The standard deviation of ln weight over which the curve rises.
  public let spread: Double

  /// A passing curve, by default the one described above.
  ///
  /// - Precondition: all three are positive.
  public init(round: Double = 0.0081, square: Double = 0.010, spread: Double = 0.15) {
    precondition(round > 0 && square > 0 && spread > 0, "A passing curve's numbers are positive.")
    self.round = round
    self.square = square
    self.spread = spread
  }

  /// The weight in carats at which half of the stones are held back; for a sharp bound the bound.
  public func halfWeight(of bound: SizeBound) -> Double {
    switch bound {
    case .carats(let carats): carats
    case .aperture(let millimetres, let mesh):
      (mesh == .round ? round : square) * millimetres * millimetres * millimetres
    }
  }

  /// The probability that a bound holds back a stone of the given weight.
  public func heldBack(carats: Double, by bound: SizeBound) -> Double {
    let half = halfWeight(of: bound)
    guard half > 0 else { return 1 }
    if case .carats = bound { return carats >= half ? 1 : 0 }
    return 0.5 * erfc(-log(carats / half) / (spread * 2.0.squareRoot()))
  }

  /// The share of every cell of ``CaratGrid`` that a bound holds back, within a cell stones lying
  /// evenly in log weight.
  ///
  /// A sharp bound splits its cell in that proportion; a sieve's curve is averaged over five points
  /// of the cell, which is exact to 2 · 10⁻⁵.
  public func heldBackShares(by bound: SizeBound) -> [Double] {
    let half = halfWeight(of: bound)
    guard half > 0 else { return [Double](repeating: 1, count: CaratGrid.count) }
    let position = (log10(half) - CaratGrid.lowest) / CaratGrid.step
    if case .carats = bound {
      return (0..<CaratGrid.count).map { min(max(Double($0 + 1) - position, 0), 1) }
    }
    let width = spread * 2.0.squareRoot() / (CaratGrid.step * log(10))
    // Beyond 8.3 standard deviations the curve is 0 or 1 in double precision.
    let reach = 8.3 * width / 2.0.squareRoot()
    return (0..<CaratGrid.count).map { cell in
      if Double(cell + 1) < position - reach { return 0 }
      if Double(cell) > position + reach { return 1 }
      var sum = 0.0
      for point in 0..<5 {
        let place = Double(cell) + (Double(point) + 0.5) / 5
        sum += 0.5 * erfc((position - place) / width)
      }
      return sum / 5
    }
  }
}
