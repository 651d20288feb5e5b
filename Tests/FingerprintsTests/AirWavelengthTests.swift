import Fingerprints
import Testing

@Suite struct AirWavelengthTests {
  /// Computed by `Benchmarks/peers/golden_axis.py`.
  @Test(arguments: [
    (200, 199.935_262_304), (247.931, 247.856_132_277), (393.477, 393.365_629_469),
    (589.1583, 588.995_060_284), (656.46, 656.278_703_004), (766.701, 766.490_010_971),
    (1000, 999.725_909_015),
  ])
  func vacuumBecomesAir(vacuum: Double, air: Double) {
    #expect(abs(airWavelength(fromVacuum: vacuum) - air) < 1e-8)
  }

  /// Computed by `Benchmarks/peers/golden_axis.py` by bisection.
  @Test(arguments: [
    (247.856, 247.930_867_692), (393.366, 393.477_370_628), (588.995, 589.158_239_700),
    (656.279, 656.460_297_075),
  ])
  func airBecomesVacuum(air: Double, vacuum: Double) {
    #expect(abs(vacuumWavelength(fromAir: air) - vacuum) < 1e-8)
  }

  @Test func theKnownPairOfSodiumIsMet() {
    #expect(abs(WavelengthMedium.vacuum.wavelength(589.158, in: .air) - 588.995) < 0.0005)
    #expect(abs(WavelengthMedium.air.wavelength(588.995, in: .vacuum) - 589.158) < 0.0005)
  }

  @Test func thereAndBackIsTheSameWavelength() {
    for step in 0...200 {
      let wavelength = 150 + 10 * Double(step)
      #expect(
        abs(airWavelength(fromVacuum: vacuumWavelength(fromAir: wavelength)) - wavelength) < 1e-10)
    }
  }

  @Test func airShortensEveryWavelengthAndKeepsTheirOrder() {
    let air = stride(from: 150.0, through: 2000, by: 0.5).map { airWavelength(fromVacuum: $0) }
    #expect(zip(air, air.dropFirst()).allSatisfy { $0 < $1 })
    #expect(refractiveIndexOfAir(atVacuumWavelength: 185) > 1.0003)
    #expect(refractiveIndexOfAir(atVacuumWavelength: 2000) > 1.0002)
    #expect(
      refractiveIndexOfAir(atVacuumWavelength: 0) == refractiveIndexOfAir(atVacuumWavelength: 185))
  }

  @Test(arguments: WavelengthMedium.allCases)
  func aWavelengthInItsOwnMediumStays(medium: WavelengthMedium) {
    #expect(medium.wavelength(500.125, in: medium) == 500.125)
  }
}
