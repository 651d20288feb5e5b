import Foundation

/// The shape that a spectrometer gives to a line: a pseudo-Voigt profile of area 1.
///
/// The Gaussian part is the instrument's, the Lorentzian part the Stark broadening by the plasma's
/// electrons. The mixture η·Lorentz + (1 − η)·Gauss, both of the same full width, follows a Voigt
/// profile within 1 %: P. Thompson, D. E. Cox, J. B. Hastings, doi:10.1107/S0021889887087090. The light
/// in a channel is the difference of the profile's integral at the channel's edges, so no light is
/// lost or made when channels are wide.
///
/// ```swift
/// let profile = LineProfile(gaussianWidth: 1.2, lorentzianWidth: 0.1)
/// profile.integral(to: 0)       // 0.5
/// ```
public struct LineProfile: Sendable, Equatable {
  /// The full width at half maximum of the whole profile, in nanometres.
  public let width: Double
  /// The share η of the Lorentzian, 0 to 1.
  public let lorentzianShare: Double

  /// The profile of a Gaussian and a Lorentzian, each of the given full width at half maximum in
  /// nanometres.
  ///
  /// - Precondition: no width is negative and one is positive.
  public init(gaussianWidth g: Double, lorentzianWidth l: Double) {
    precondition(g >= 0 && l >= 0 && g + l > 0, "A profile has a width.")
    let sum =
      g * g * g * g * g + 2.69269 * g * g * g * g * l + 2.42843 * g * g * g * l * l
      + 4.47163 * g * g * l * l * l + 0.07842 * g * l * l * l * l + l * l * l * l * l
    width = pow(sum, 0.2)
    let ratio = min(1, l / width)
    lorentzianShare = min(1, ratio * (1.36603 + ratio * (-0.47719 + ratio * 0.11116)))
  }

  /// The part of the light below a distance from the line's centre, in nanometres.
  ///
  /// - Returns: a number from 0 (far below) to 1 (far above).
  public func integral(to distance: Double) -> Double {
    let x = 2 * distance / width
    let lorentz = 0.5 + atan(x) / .pi
    let gauss = 0.5 * erfc(-x * log(2).squareRoot())
    return lorentzianShare * lorentz + (1 - lorentzianShare) * gauss
  }
}

/// The shape of a band of a diatomic molecule: a head, and a tail towards shorter wavelengths.
///
/// The tail falls off exponentially and the head is blurred by the instrument's Gaussian: an
/// exponentially modified Gaussian of area 1. Simplification: the rotational lines that a real band
/// consists of are not resolved by channels 1 nm wide, and are left out.
public struct BandProfile: Sendable, Equatable {
  /// The standard deviation of the instrument's Gaussian, in nanometres.
  public let sigma: Double
  /// The length over which the tail falls to 1/e, in nanometres.
  public let tail: Double

  /// A band seen by an instrument of the given full width at half maximum, both in nanometres.
  ///
  /// - Precondition: both are positive.
  public init(gaussianWidth: Double, tail: Double) {
    precondition(gaussianWidth > 0 && tail > 0, "A band has a width and a tail.")
    sigma = gaussianWidth / (8 * log(2)).squareRoot()
    self.tail = tail
  }

  /// The part of the light below a distance from the band's head, in nanometres.
  public func integral(to distance: Double) -> Double {
    // Mirrored, the tail points up and F(y) = Φ(y/σ) − exp(σ²/2τ² − y/τ)·Φ(y/σ − σ/τ).
    let y = -distance
    let correction = exp(min(700, sigma * sigma / (2 * tail * tail) - y / tail))
    let shifted = normal(y / sigma - sigma / tail)
    return min(1, max(0, 1 - normal(y / sigma) + (shifted > 0 ? correction * shifted : 0)))
  }

  private func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
}
