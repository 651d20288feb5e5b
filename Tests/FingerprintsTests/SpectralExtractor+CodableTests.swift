import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct SpectralExtractorCodingTests {
  static let axis = WavelengthAxis(wavelengths: [400, 401, 402])

  static func json(_ extractor: SpectralExtractor) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(extractor), as: UTF8.self)
  }

  /// What earlier versions wrote.
  static let earlier =
    #"{"axis":{"segments":[[0,3]],"wavelengths":[400,401,402]},"normalisation":"none"}"#

  @Test func anExtractorWithoutBaselineIsWrittenAsItAlwaysWas() throws {
    let extractor = SpectralExtractor(
      axis: SpectralExtractorCodingTests.axis, normalisation: .none)
    #expect(
      try SpectralExtractorCodingTests.json(extractor) == SpectralExtractorCodingTests.earlier)
    let again = try JSONDecoder().decode(
      SpectralExtractor.self, from: Data(SpectralExtractorCodingTests.earlier.utf8))
    #expect(again == extractor)
  }

  @Test(arguments: BaselineTests.methods)
  func theBaselineIsKept(baseline: Baseline) throws {
    let extractor = SpectralExtractor(axis: SpectralExtractorCodingTests.axis, baseline: baseline)
    let again = try JSONDecoder().decode(
      SpectralExtractor.self, from: JSONEncoder().encode(extractor))
    #expect(again == extractor)
  }

  @Test func aBaselineWithAFaultIsNotReadBack() throws {
    let extractor = SpectralExtractor(
      axis: SpectralExtractorCodingTests.axis, baseline: .snip(halfWindow: 2))
    let broken = try SpectralExtractorCodingTests.json(extractor)
      .replacingOccurrences(of: #""halfWindow":2"#, with: #""halfWindow":-2"#)
    #expect(broken.contains("-2"))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SpectralExtractor.self, from: Data(broken.utf8))
    }
  }

  @Test func theBaselineIsTakenAwayOnTheLibrarysChannelsBeforeTheLightIsScaled() throws {
    let axis = WavelengthAxis(wavelengths: (0..<60).map { 400 + Double($0) })
    let table = SpectraTable(
      axis: axis, intensities: BaselineTests.light(60) + BaselineTests.light(60).map { $0 * 4 },
      metadata: Metadata(names: [], columns: [], rows: 2))
    let inner = WavelengthAxis(wavelengths: (0..<50).map { 402.5 + Double($0) })
    let baseline = Baseline.arPLS(lambda: 1e3)
    let resampled = try SpectralExtractor(axis: inner, normalisation: .none).features(of: table)
    let shots = SpectraTable(
      axis: inner, intensities: resampled.elements, metadata: table.metadata)
    let wanted = try SpectralExtractor(axis: inner)
      .features(of: baseline.subtracted(from: shots))
    let found = try SpectralExtractor(axis: inner, baseline: baseline).features(of: table)
    #expect(found == wanted)
    // The laser's energy changes nothing.
    #expect(found.row(0).elementsEqual(found.row(1)))
  }
}
