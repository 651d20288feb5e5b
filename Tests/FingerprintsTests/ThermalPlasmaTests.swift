import Fingerprints
import Foundation
import Testing

@Suite struct ThermalPlasmaTests {
  private func line(_ element: String, _ wavelength: Double) throws -> EmissionLine {
    try #require(Shipped.lines()[element].first { $0.wavelength == wavelength })
  }

  /// Golden values: Benchmarks/peers/golden_spectra.py, from SI constants and plain exponentials.
  @Test(arguments: [
    ("Ca", 393.366, [8476.4563, 2716.561, 1633.8874]),
    ("Na", 588.995, [717.65662, 79.211053, 13.483227]),
    ("Fe", 259.94, [154.96565, 115.3409, 105.39103]),
    ("H", 656.279, [0.032778947, 0.10532711, 0.31184288]),
    ("O", 777.194, [0.013393525, 0.030196481, 0.070102228]),
    ("Ba", 455.403, [5345.7368, 1464.0522, 797.80167]),
  ])
  func lightAgainstCarbonIsThatOfAnIndependentComputation(
    element: String, wavelength: Double, ratios: [Double]
  ) throws {
    let constants = try Shipped.constants()
    let atom = try #require(constants[element])
    let carbon = try #require(constants["C"])
    let states = [(0.7, 5e16), (0.85, 1e17), (1.0, 1e17)]
    for ((temperature, density), golden) in zip(states, ratios) {
      let plasma = ThermalPlasma(temperature: temperature, electronDensity: density)
      let ratio = exp(
        plasma.logEmissivity(try line(element, wavelength), atom)
          - plasma.logEmissivity(try line("C", 247.856), carbon))
      #expect(abs(ratio / golden - 1) < 2e-5)
    }
  }

  /// The line list carries NIST's own relative light at 1 eV and 10^17 electrons per cm³.
  ///
  /// Within one stage it does not depend on partition functions. The list rounds it to three decimals
  /// and its factors to three digits.
  @Test func withinAStageLightIsThatOfNIST() throws {
    let plasma = ThermalPlasma(temperature: 1, electronDensity: 1e17)
    let constants = try Shipped.constants()
    let rows = try Shipped.text("emission-lines.csv").split(separator: "\n").dropFirst()
    let golden = rows.map { Double($0.split(separator: ",")[7]) ?? .nan }
    let lines = try Shipped.lines().lines
    var compared = 0
    for (index, line) in lines.enumerated() {
      let atom = try #require(constants[line.element])
      guard
        let brightest = lines.firstIndex(where: {
          $0.element == line.element && $0.stage == line.stage
        }), golden[brightest] == 1
      else { continue }
      let ratio = exp(
        plasma.logEmissivity(line, atom) - plasma.logEmissivity(lines[brightest], atom))
      #expect(abs(ratio - golden[index]) < 0.0006 + 0.008 * golden[index], "\(line)")
      compared += 1
    }
    #expect(compared > 190)
  }

  @Test(arguments: [0.01, 0.5, 1, 10])
  func sharesOfTheTwoStagesAddUpToOne(temperature: Double) throws {
    for (_, atom) in try Shipped.constants() {
      let plasma = ThermalPlasma(temperature: temperature, electronDensity: 1e17)
      let sum =
        exp(plasma.logShare(of: .neutral, atom)) + exp(plasma.logShare(of: .singlyIonised, atom))
      #expect(abs(sum - 1) < 1e-12)
    }
  }

  @Test func moreElectronsMeanFewerIons() throws {
    let calcium = try #require(Shipped.constants()["Ca"])
    let shares = [1e15, 1e16, 1e17, 1e18].map {
      ThermalPlasma(temperature: 0.8, electronDensity: $0).logShare(of: .singlyIonised, calcium)
    }
    #expect(shares == shares.sorted(by: >))
    #expect(Set(shares).count == 4)
  }

  @Test func thePartitionFunctionIsTheTabulatedOneAtTheTabulatedTemperatures() throws {
    let iron = try #require(Shipped.constants()["Fe"])
    let kelvin = 1 / 11_604.51812
    #expect(abs(iron.logPartition(.neutral, temperature: 5040 * kelvin) - 1.43) < 1e-9)
    #expect(abs(iron.logPartition(.singlyIonised, temperature: 10_080 * kelvin) - 1.80) < 1e-9)
  }
}
