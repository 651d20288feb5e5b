import Fingerprints
import Testing

@Suite struct RegistrationLineTests {
  @Test func theListAgreesWithTheShippedTableOfLines() throws {
    let shipped = try Shipped.lines()
    // NIST ASD lines of neutral calcium and iron are not among the eight brightest of their element.
    let others = ["Ca I 422.673", "Fe I 247.978", "Fe I 248.327"]
    for line in RegistrationLine.standard where !others.contains(line.name) {
      #expect(
        shipped[line.element].contains {
          $0.stage == line.stage && $0.wavelength == line.wavelength
        }, "\(line.name)")
    }
  }

  @Test func theListHoldsTheLinesOfTheDesignInRisingOrder() {
    let wavelengths = RegistrationLine.standard.map(\.wavelength)
    #expect(wavelengths == wavelengths.sorted())
    for line in [247.856, 393.366, 396.847, 588.995, 589.592, 656.279, 766.490] {
      #expect(wavelengths.contains(line))
    }
    #expect(RegistrationLine.standard.allSatisfy { 0 < $0.strength && $0.strength <= 1 })
  }
}
