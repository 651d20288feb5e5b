import Fingerprints
import Testing

@Suite struct LineProfileTests {
  @Test(arguments: [(1.3, 0.0), (1.3, 0.08), (0.3, 1.2), (0.0, 1.0)])
  func theProfileHoldsAllTheLightAndIsSymmetric(gauss: Double, lorentz: Double) {
    let profile = LineProfile(gaussianWidth: gauss, lorentzianWidth: lorentz)
    #expect(abs(profile.integral(to: 1e9) - profile.integral(to: -1e9) - 1) < 1e-8)
    #expect(profile.integral(to: 0) == 0.5)
    for distance in [0.1, 0.7, 5] {
      let both = profile.integral(to: distance) + profile.integral(to: -distance)
      #expect(abs(both - 1) < 1e-12)
    }
  }

  /// Golden values: scipy.special.voigt_profile in Benchmarks/peers/golden_spectra.py.
  @Test(arguments: [
    (1.3, 0.08, [0.752131, 0.949398, 0.995594]), (1.0, 1.0, [0.669219, 0.830181, 0.946364]),
    (0.3, 1.2, [0.682752, 0.826275, 0.937060]),
  ])
  func itFollowsTheTrueVoigtProfileWithinOnePerCent(
    gauss: Double, lorentz: Double, integrals: [Double]
  ) {
    let profile = LineProfile(gaussianWidth: gauss, lorentzianWidth: lorentz)
    for (distance, golden) in zip([0.4, 1, 3], integrals) {
      #expect(abs(profile.integral(to: distance) - golden) < 0.01)
    }
  }

  @Test func aPureGaussianHasItsHalfHeightAtHalfItsWidth() {
    let profile = LineProfile(gaussianWidth: 2, lorentzianWidth: 0)
    func height(_ x: Double) -> Double {
      (profile.integral(to: x + 1e-4) - profile.integral(to: x - 1e-4)) / 2e-4
    }
    #expect(abs(height(1) / height(0) - 0.5) < 1e-6)
    #expect(profile.width == 2)
  }

  /// Golden values: scipy.stats.exponnorm, mirrored, in Benchmarks/peers/golden_spectra.py.
  @Test(arguments: [
    (-6.0, 0.0373919055), (-2.0, 0.3450337934), (0.0, 0.8978129277), (1.0, 0.9961690180),
  ])
  func aBandIsAnExponentiallyModifiedGaussian(distance: Double, golden: Double) {
    let band = BandProfile(gaussianWidth: 1.3, tail: 1.8)
    #expect(abs(band.integral(to: distance) - golden) < 1e-9)
  }

  @Test func aBandHoldsAllTheLightAndNeverFalls() {
    let band = BandProfile(gaussianWidth: 1.3, tail: 0.05)
    let integrals = stride(from: -300.0, through: 300, by: 0.5).map(band.integral)
    #expect(integrals.first == 0 && integrals.last == 1)
    #expect(zip(integrals, integrals.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
  }
}
