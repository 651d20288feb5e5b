import Fingerprints
import Foundation
import Specimens
import Testing

@Suite struct AxisRegistrationTests {
  /// Gaussian lines of the standard list on an even axis, moved by a shift.
  private static func spectrum(
    step: Double = 0.1, width: Double = 0.25, medium: WavelengthMedium = .air,
    without missing: [String] = [], shift: (Double) -> Double
  ) -> Spectrum {
    let wavelengths = stride(from: 240.0, through: 800, by: step).map { $0 }
    var light = [Double](repeating: 0, count: wavelengths.count)
    var generator = CounterGenerator(seed: 7, stream: "registration")
    for line in RegistrationLine.standard where !missing.contains(line.element) {
      let place = WavelengthMedium.air.wavelength(line.wavelength, in: medium)
      let centre = place + shift(place)
      for channel in wavelengths.indices where abs(wavelengths[channel] - centre) < 5 * width {
        let away = (wavelengths[channel] - centre) / width
        light[channel] += 1000 * line.strength * exp(-4 * log(2) * away * away)
      }
    }
    return Spectrum(
      axis: WavelengthAxis(wavelengths: wavelengths),
      intensities: light.map { Float(100 + $0 + generator.normal()) })
  }

  @Test(arguments: [-0.8, -0.3, 0, 0.05, 0.45, 0.9])
  func aConstantShiftIsTakenAway(shift: Double) throws {
    let spectrum = AxisRegistrationTests.spectrum { _ in shift }
    let registration = try AxisRegistration(of: spectrum, medium: .air)
    #expect(registration.lines.count { $0.isUsed } >= 20)
    for line in registration.lines where line.isUsed {
      #expect(abs(line.before - shift) < 0.1)
      #expect(abs(line.after) < 0.1)
    }
    for (moved, place) in zip(registration.axis.wavelengths, spectrum.axis.wavelengths)
    where registration.supports(moved) {
      #expect(abs(moved - (place - shift)) < 0.04)
    }
  }

  @Test func aSlantedAxisIsStraightened() throws {
    let slant = { (place: Double) in 0.1 + 0.001 * (place - 240) }
    let spectrum = AxisRegistrationTests.spectrum(shift: slant)
    let registration = try AxisRegistration(of: spectrum, medium: .air)
    #expect(registration.pieces.map(\.degree) == [1])
    #expect(registration.lines.filter(\.isUsed).allSatisfy { abs($0.after) < 0.06 })
  }

  @Test(arguments: WavelengthMedium.allCases)
  func theMediumIsFoundOnAFineAxis(medium: WavelengthMedium) throws {
    let spectrum = AxisRegistrationTests.spectrum(step: 0.05, medium: medium) { _ in 0.01 }
    let registration = try AxisRegistration(of: spectrum, medium: nil)
    #expect(registration.mediumBefore == medium)
    #expect(registration.mediumSource == .found)
    #expect(registration.medium == .air)
    let sodium = try #require(registration.lines.first { $0.name == "Na I 588.995" })
    #expect(sodium.wavelength == 588.995)
    #expect(abs(sodium.after) < 0.03)
  }

  @Test func aCoarseAxisIsTakenToBeInAirAndSaysSo() throws {
    let spectrum = AxisRegistrationTests.spectrum(step: 1, width: 2) { _ in 0.1 }
    let registration = try AxisRegistration(of: spectrum, medium: nil)
    #expect(registration.mediumSource == .assumed)
    #expect(
      registration.description.hasPrefix(
        "The axis was taken to be in air, as the lines do not tell air from vacuum.\n"))
  }

  @Test func theWordsSayWhatWasDone() throws {
    let spectrum = AxisRegistrationTests.spectrum(without: ["K", "O", "Li", "H"]) { _ in 0.3 }
    let words = try AxisRegistration(of: spectrum, medium: .air).description
    #expect(words.contains("taken to be in air, as stated."))
    #expect(words.contains("nm (constant, "))
    #expect(words.contains("Not seen: "))
    #expect(words.contains("K I 766.49"))
  }

  @Test func nothingIsTrustedFarFromTheLines() throws {
    let spectrum = AxisRegistrationTests.spectrum(
      without: ["K", "O", "Li", "H", "Na", "Ca", "Al"]
    ) { _ in 0.2 }
    let registration = try AxisRegistration(of: spectrum, medium: .air)
    #expect(registration.supports(285))
    #expect(registration.supports(310))
    #expect(!registration.supports(400))
    #expect(registration.description.contains("nm only"))
  }

  @Test func withoutLinesItIsRefused() {
    let axis = WavelengthAxis(wavelengths: (0..<800).map { 400 + 0.1 * Double($0) })
    var generator = CounterGenerator(seed: 3, stream: "dark")
    let dark = (0..<800).map { _ in Float(generator.normal()) }
    for light in [dark, [Float](repeating: 0, count: 800), [Float](repeating: .nan, count: 800)] {
      let error = #expect(throws: FingerprintError.self) {
        try AxisRegistration(of: Spectrum(axis: axis, intensities: light), medium: nil)
      }
      #expect(error?.reason.hasPrefix("the axis cannot be registered") == true)
    }
  }

  @Test func theScaleOfLightDoesNotMatter() throws {
    let spectrum = AxisRegistrationTests.spectrum { _ in 0.4 }
    let brighter = Spectrum(
      axis: spectrum.axis, intensities: spectrum.intensities.map { 16 * $0 })
    let first = try AxisRegistration(of: spectrum, medium: .air)
    let second = try AxisRegistration(of: brighter, medium: .air)
    #expect(first.axis == second.axis)
  }

  @Test func registeringTwiceChangesNothingMore() throws {
    let spectrum = AxisRegistrationTests.spectrum { _ in 0.4 }
    let first = try AxisRegistration(of: spectrum, medium: .air)
    let second = try AxisRegistration(
      of: Spectrum(axis: first.axis, intensities: spectrum.intensities), medium: .air)
    for (once, twice) in zip(first.axis.wavelengths, second.axis.wavelengths) {
      #expect(abs(once - twice) < 0.002)
    }
  }
}

/// One rock powder on three instruments.
@Suite(.enabled(if: RealSpectra.data != nil, "no real data beside the project"))
struct BHVO2RegistrationTests {
  /// The lines that DESIGN.md lists, as far as the spectrum shows them: carbon is hidden by iron.
  static let listed = [
    "Ca II 393.366", "Ca II 396.847", "Na I 588.995", "Na I 589.592", "H I 656.279", "K I 766.49",
  ]

  @Test(arguments: 0..<2)
  func theCanadianAxisComesToATenthOfANanometre(shot: Int) throws {
    let table = try #require(try RealSpectra.bhvo2("csa"))
    let registration = try AxisRegistration(of: table[shot], medium: .air)
    let lines = registration.lines
    for name in BHVO2RegistrationTests.listed {
      let line = try #require(lines.first { $0.name == name })
      #expect(line.isUsed)
      #expect(abs(line.after) < 0.035, "\(name)")
    }
    #expect(lines.filter(\.isUsed).allSatisfy { abs($0.after) < 0.1 })
    let sodium = try #require(lines.first { $0.name == "Na I 588.995" })
    #expect(abs(sodium.before - 0.662) < 0.005)
    #expect(registration.missing.contains("C I 247.856"))
    #expect(registration.lines.contains { $0.name == "Fe I 248.327" && abs($0.after) < 0.05 })
    #expect(registration.description.contains("moved by -0.661 nm (constant, 2 lines)"))
  }

  @Test(arguments: ["chemcam", "supercam"])
  func theMarsInstrumentsAreFoundToBeInVacuum(instrument: String) throws {
    let table = try #require(try RealSpectra.bhvo2(instrument))
    for shot in 0..<table.count {
      let registration = try AxisRegistration(of: table[shot], medium: nil)
      #expect(registration.mediumBefore == .vacuum)
      #expect(registration.mediumSource == .found)
      for line in registration.lines where BHVO2RegistrationTests.listed.contains(line.name) {
        #expect(abs(line.after) < 0.1)
      }
    }
  }

  @Test func theMediumOfTheCanadianAxisIsNotGuessed() throws {
    let table = try #require(try RealSpectra.bhvo2("csa"))
    #expect(try AxisRegistration(of: table[0], medium: nil).mediumSource == .assumed)
  }

  @Test func registrationMakesInstrumentsCorrelate() throws {
    let own = try #require(try RealSpectra.bhvo2("csa"))
    let other = try #require(try RealSpectra.bhvo2("supercam"))
    let first = try AxisRegistration(of: own[0], medium: .air).axis
    let second = try AxisRegistration(of: other[0], medium: nil).axis
    func correlation(_ one: WavelengthAxis, _ two: WavelengthAxis) -> Double {
      let grid =
        stride(from: 267.0, through: 292, by: 0.05).map { $0 }
        + stride(from: 300.5, through: 340, by: 0.05).map { $0 }
        + stride(from: 393.0, through: 440, by: 0.05).map { $0 }
      return pearson(
        grid.map { root(own[0], one, at: $0) }, grid.map { root(other[0], two, at: $0) })
    }
    let before = correlation(own.axis, other.axis)
    let after = correlation(first, second)
    print("BHVO-2, CSA against SuperCam, square roots: \(before) before, \(after) after")
    #expect(after > 0.7)
    #expect(after > before + 0.1)
  }

  private func root(_ spectrum: Spectrum, _ axis: WavelengthAxis, at place: Double) -> Double {
    var (low, high) = (0, axis.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if axis.wavelengths[middle] <= place { low = middle } else { high = middle }
    }
    let part = (place - axis.wavelengths[low]) / (axis.wavelengths[high] - axis.wavelengths[low])
    let (left, right) = (Double(spectrum.intensities[low]), Double(spectrum.intensities[high]))
    return max(0, left + (right - left) * part).squareRoot()
  }

  private func pearson(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xy += (a - meanX) * (b - meanY)
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
    }
    return xy / (xx * yy).squareRoot()
  }
}
