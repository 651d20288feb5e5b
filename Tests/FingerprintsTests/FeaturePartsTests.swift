import Fingerprints
import Specimens
import Testing

struct FeaturePartsTests {
  static let fine = FeatureExtractor.spectra(
    SpectralExtractor(
      axis: WavelengthAxis(wavelengths: stride(from: 580, to: 600, by: 0.05).map { $0 })))

  @Test(arguments: [true, false])
  func everyFeatureBelongsToOnePart(namesLines: Bool) {
    let parts = FeaturePartsTests.fine.parts(namesLines: namesLines)
    #expect(parts.flatMap(\.features).sorted() == Array(0..<400))
  }

  @Test func linesAreNamedWhereTheAxisIsKnown() {
    let names = FeaturePartsTests.fine.parts(namesLines: true).map(\.name)
    #expect(names == ["580-590 nm", "Na I 588.995", "Na I 589.592", "590-600 nm"])
    #expect(
      FeaturePartsTests.fine.parts(namesLines: false).map(\.name) == ["580-590 nm", "590-600 nm"])
  }

  @Test func linesThatTheInstrumentCannotPartShareAPart() {
    let coarse = FeatureExtractor.spectra(
      SpectralExtractor(axis: WavelengthAxis(wavelengths: (0..<20).map { 580 + Double($0) })))
    let names = coarse.parts(namesLines: true).map(\.name)
    #expect(names.contains("Na I 588.995 + Na I 589.592"))
  }

  @Test func elementsArePartsByThemselves() throws {
    let table = ElementTable(
      elements: ["Fe", "Ni"], concentrations: [1, 2, 3, 5].map { .measured($0) },
      metadata: Metadata(names: [], columns: [], rows: 2))
    let parts = FeatureExtractor.elements(try ElementExtractor(fittedTo: table))
      .parts(namesLines: true)
    #expect(parts.map(\.name) == ["Fe", "Ni"])
    #expect(parts.map(\.features) == [[0], [1]])
  }
}
