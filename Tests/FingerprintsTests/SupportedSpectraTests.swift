import Fingerprints
import Foundation
import Specimens
import Testing

struct SupportedSpectraTests {
  /// Lines of the standard list up to 600 nm on an axis to 900 nm that is off by 0.3 nm.
  private static func table() -> SpectraTable {
    let axis = WavelengthAxis(wavelengths: (0..<3000).map { 380 + 0.1738 * Double($0) })
    let lines = [393.366, 396.847, 422.673, 588.995, 589.592]
    let light = (0..<2).flatMap { _ in
      axis.wavelengths.map { wavelength in
        lines.reduce(Float(5)) { sum, line in
          let z = (wavelength - line - 0.3) / 0.25
          return sum + Float(900 * exp(-0.5 * z * z))
        }
      }
    }
    return SpectraTable(
      axis: axis, intensities: light,
      metadata: Metadata(
        names: ["stone", "medium"], columns: [["S1", "S1"], ["air", "air"]], rows: 2))
  }

  @Test func channelsThatNoLineVouchesForAreLeftOut() throws {
    let given = SupportedSpectraTests.table()
    let (table, registration) = try registeredWhereSupported(given)
    #expect(table.count == 2 && table.axis.count < given.axis.count)
    #expect(table.axis.wavelengths.allSatisfy(registration.supports))
    #expect(try #require(table.axis.wavelengths.last) < 800)
    #expect(abs(try #require(table.axis.wavelengths.first) - 379.7) < 0.05)
    // What is kept is the light of the same channels.
    #expect(table[1].intensities == Array(given[1].intensities.prefix(table.axis.count)))
    #expect(table.metadata == given.metadata)
    // A wanted axis beyond the lines is refused, although the instrument has channels there.
    let wanted = WavelengthAxis(wavelengths: [588, 590, 850])
    let error = #expect(throws: FingerprintError.self) {
      try resampledKeepingArea(table, to: wanted)
    }
    #expect(error?.reason.contains("do not cover") == true)
  }

  @Test func withoutLinesNothingIsVouchedFor() {
    let given = SupportedSpectraTests.table()
    let even = SpectraTable(
      axis: given.axis, intensities: given.intensities.map { _ in 7 }, metadata: given.metadata)
    #expect(throws: FingerprintError.self) { try registeredWhereSupported(even) }
  }

  /// On the Canadian Space Agency's axis, seven spectrometers of which some have no listed line.
  @Test(.enabled(if: RealSpectra.data != nil, "no real data beside the project"))
  func piecesWithoutLinesGoAsAWhole() throws {
    let given = try #require(try RealSpectra.bhvo2("csa"))
    let (table, registration) = try registeredWhereSupported(given)
    let lost = registration.pieces.filter { $0.supported == nil }
    #expect(!lost.isEmpty)
    for piece in lost {
      let wavelengths = Set(registration.axis.wavelengths[piece.channels])
      #expect(wavelengths.isDisjoint(with: table.axis.wavelengths))
    }
    #expect(table.axis.count > given.axis.count / 4)
  }
}
