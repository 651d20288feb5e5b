import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct FeatureExtractorTests {
  static let spectra = Material.spectra(
    SpectraTable(
      axis: WavelengthAxis(wavelengths: [400, 400.5]), intensities: [1, 3],
      metadata: Metadata(names: [], columns: [], rows: 1)))
  static let elements = Material.elements(
    ElementTable(
      elements: ["Rb", "Ti"], concentrations: [.measured(1), .measured(2)],
      metadata: Metadata(names: [], columns: [], rows: 1)))

  @Test func theKindOfTheMaterialChoosesTheExtractor() throws {
    let light = try FeatureExtractor(fittedTo: FeatureExtractorTests.spectra)
    #expect(light.kind == .spectra)
    #expect(light.schema == "adamas.spectra/1")
    #expect(light.featureNames == ["400.0 nm", "400.5 nm"])
    let trace = try FeatureExtractor(fittedTo: FeatureExtractorTests.elements)
    #expect(trace.kind == .elements)
    #expect(trace.schema == "adamas.elements/1")
    #expect(trace.featureNames == ["Rb", "Ti"])
  }

  @Test func featuresAreThoseOfTheExtractor() throws {
    let light = try FeatureExtractor(fittedTo: FeatureExtractorTests.spectra)
    #expect(
      try light.features(of: FeatureExtractorTests.spectra)
        == Matrix([[Float(0.5).squareRoot(), Float(1.5).squareRoot()]]))
    let trace = try FeatureExtractor(fittedTo: FeatureExtractorTests.elements)
    #expect(try trace.features(of: FeatureExtractorTests.elements) == Matrix([[0, 0]]))
  }

  @Test func materialOfAnotherKindIsRefused() throws {
    let light = try FeatureExtractor(fittedTo: FeatureExtractorTests.spectra)
    #expect(
      throws: FingerprintError(
        reason: "the material is of the kind elements, not spectra",
        mend: "classify it with a library of its own kind")
    ) { try light.features(of: FeatureExtractorTests.elements) }
    #expect(throws: FingerprintError.self) { try FeatureExtractor(fittedTo: .parcels([])) }
  }

  @Test func anExtractorIsReadBack() throws {
    for material in [FeatureExtractorTests.spectra, FeatureExtractorTests.elements] {
      let extractor = try FeatureExtractor(fittedTo: material)
      let data = try JSONEncoder().encode(extractor)
      #expect(try JSONDecoder().decode(FeatureExtractor.self, from: data) == extractor)
    }
  }
}
