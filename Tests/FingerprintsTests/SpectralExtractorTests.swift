import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct SpectralExtractorTests {
  static func table(
    _ shots: [[Float]], _ wavelengths: [Double], _ segments: [Range<Int>]? = nil
  ) -> SpectraTable {
    SpectraTable(
      axis: WavelengthAxis(wavelengths: wavelengths, segments: segments ?? [wavelengths.indices]),
      intensities: shots.flatMap(\.self),
      metadata: Metadata(names: [], columns: [], rows: shots.count))
  }

  static func features(
    _ table: SpectraTable, on wavelengths: [Double], _ segments: [Range<Int>]? = nil,
    by normalisation: SpectralNormalisation = .none
  ) throws -> Matrix<Float> {
    let axis = WavelengthAxis(wavelengths: wavelengths, segments: segments ?? [wavelengths.indices])
    return try SpectralExtractor(axis: axis, normalisation: normalisation).features(of: table)
  }

  static let shot = table([[1, 3, 9, 5]], [400, 401, 403, 404])

  /// Benchmarks/peers/golden_classifier.py, by NumPy.
  @Test(arguments: [
    (SpectralNormalisation.none, [2, 6, 8]),
    (.totalLightSquareRoot, [0.612372435696, 1.06066017178, 1.22474487139]),
    (.standardNormalVariate, [-1.33630620956, 0.267261241912, 1.06904496765]),
  ])
  func anotherAxisIsInterpolatedLinearlyBeforeTheLightIsScaled(
    normalisation: SpectralNormalisation, expected: [Float]
  ) throws {
    let features = try SpectralExtractorTests.features(
      SpectralExtractorTests.shot, on: [400.5, 402, 403.25], by: normalisation)
    #expect(features.rows == 1 && features.columns == 3)
    for (value, wanted) in zip(features.elements, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func theSameAxisIsTakenAsItIs() throws {
    let features = try SpectralExtractorTests.features(
      SpectralExtractorTests.shot, on: [400, 401, 403, 404])
    #expect(features == Matrix([[1, 3, 9, 5]]))
    // Shifts up to a tenth of a channel are not worth blurring the spectrum.
    let near = try SpectralExtractorTests.features(
      SpectralExtractorTests.shot, on: [400.09, 401.09, 402.91, 403.91])
    #expect(near == Matrix([[1, 3, 9, 5]]))
    let far = try SpectralExtractorTests.features(
      SpectralExtractorTests.shot, on: [400.11, 401, 403, 404])
    #expect(abs(far.elements[0] - 1.22) < 1e-5)
  }

  @Test func theEndsOfTheAxisAreCovered() throws {
    let features = try SpectralExtractorTests.features(
      SpectralExtractorTests.shot, on: [400, 404])
    #expect(features == Matrix([[1, 5]]))
  }

  /// Two spectrometers that overlap from 402 to 403, with different light.
  static let stitched = table(
    [[1, 2, 3, 4, 20, 30, 40, 50]], [400, 401, 402, 403, 402, 403, 404, 405], [0..<4, 4..<8])

  @Test func channelsAreInterpolatedWithinTheSegmentThatReachesFurthestBeyondThem() throws {
    let features = try SpectralExtractorTests.features(
      SpectralExtractorTests.stitched, on: [400.5, 402.25, 402.75, 404.5])
    // 402.25 lies 0.75 within the first and 0.25 within the second; 402.75 the other way round.
    #expect(features == Matrix([[1.5, 3.25, 27.5, 45]]))
  }

  @Test func gapsBetweenSegmentsAreNotBridged() {
    let gapped = SpectralExtractorTests.table(
      [[1, 2, 3, 4]], [400, 401, 405, 406], [0..<2, 2..<4])
    #expect(
      throws: FingerprintError(
        reason: "the spectra do not cover 403.0 nm, which the library uses",
        mend: "measure with an instrument that covers 400.5-405.5 nm, or fit a library from "
          + "spectra of this instrument")
    ) { try SpectralExtractorTests.features(gapped, on: [400.5, 403, 405.5]) }
    // A registered axis has wavelengths of many decimals; three are enough for a person.
    let wide = SpectralExtractorTests.table(
      [[1, 2, 3, 4]], [400, 401, 409, 410], [0..<2, 2..<4])
    let odd = #expect(throws: FingerprintError.self) {
      try SpectralExtractorTests.features(wide, on: [400.5, 405.00012345, 409.5])
    }
    #expect(odd?.reason.contains(" 405.0 nm") == true)
  }

  @Test func twoChannelsBeyondAnEndTakeTheLightThere() throws {
    let features = try SpectralExtractorTests.features(
      SpectralExtractorTests.shot, on: [398.1, 405.9])
    let ends = try SpectralExtractorTests.features(SpectralExtractorTests.shot, on: [400, 404])
    #expect(features == ends)
  }

  @Test(arguments: [398, 406, 0, 1e6])
  func nothingIsExtrapolatedFurther(wavelength: Double) {
    #expect(throws: FingerprintError.self) {
      try SpectralExtractorTests.features(SpectralExtractorTests.shot, on: [wavelength])
    }
  }

  @Test func aSegmentOfOneChannelCoversNothing() {
    let table = SpectralExtractorTests.table([[1, 2, 3]], [400, 401, 500], [0..<2, 2..<3])
    #expect(throws: FingerprintError.self) {
      try SpectralExtractorTests.features(table, on: [500])
    }
  }

  @Test func theSameChannelsInOtherSegmentsAreResampled() throws {
    let whole = SpectralExtractorTests.table([[1, 2, 3, 4]], [400, 401, 402, 403])
    let features = try SpectralExtractorTests.features(
      whole, on: [400, 401, 402, 403], [0..<2, 2..<4])
    #expect(features == Matrix([[1, 2, 3, 4]]))
  }

  @Test func aShotWithoutLightIsNamed() {
    let table = SpectralExtractorTests.table([[1, 2], [0, 0]], [400, 401])
    #expect(
      throws: FingerprintError(
        reason: "shot 2 holds no light that could be normalised", mend: "leave the shot out")
    ) {
      try SpectralExtractorTests.features(table, on: [400, 401], by: .totalLightSquareRoot)
    }
  }

  @Test(arguments: [Float.nan, .infinity])
  func aShotThatIsNotFiniteIsRefused(value: Float) {
    let table = SpectralExtractorTests.table([[1, value]], [400, 401])
    for normalisation in SpectralNormalisation.allCases {
      #expect(throws: FingerprintError.self) {
        try SpectralExtractorTests.features(table, on: [400, 401], by: normalisation)
      }
    }
  }

  @Test func everyShotIsNormalisedByItself() throws {
    let table = SpectralExtractorTests.table([[1, 3], [40, 120]], [400, 401])
    let features = try SpectralExtractorTests.features(
      table, on: [400, 401], by: .totalLightSquareRoot)
    #expect(features.row(0).elementsEqual(features.row(1)))
  }

  @Test func noShotsHaveNoFeatures() throws {
    let table = SpectralExtractorTests.table([], [400, 401])
    let features = try SpectralExtractorTests.features(table, on: [400, 401])
    #expect(features == Matrix(rows: 0, columns: 2))
  }

  @Test func anExtractorIsReadBack() throws {
    let extractor = SpectralExtractor(
      axis: SpectralExtractorTests.stitched.axis, normalisation: .carbonLine)
    let data = try JSONEncoder().encode(extractor)
    #expect(try JSONDecoder().decode(SpectralExtractor.self, from: data) == extractor)
  }
}
