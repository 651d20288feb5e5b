import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct ElementExtractorTests {
  static func table(_ elements: [String], _ rows: [[Concentration]]) -> ElementTable {
    ElementTable(
      elements: elements, concentrations: rows.flatMap(\.self),
      metadata: Metadata(names: [], columns: [], rows: rows.count))
  }

  static let references = table(
    ["Rb", "Ti"],
    [
      [.measured(1), .measured(3)], [.measured(10), .measured(8)],
      [.belowDetection(limit: 0.5), .measured(2)], [.belowDetection(limit: nil), .measured(0)],
      [.measured(4), .measured(5)],
    ])

  /// Benchmarks/peers/golden_classifier.py, by NumPy.
  @Test func logarithmsAreStandardisedWithHalfTheLimitBelowDetection() throws {
    let features = try ElementExtractor(fittedTo: ElementExtractorTests.references)
      .features(of: ElementExtractorTests.references)
    let expected: [Float] = [
      -0.124121400314, 0.00344917741979, 1.43542774792, 1.36511094675, -1.06306354697,
      -0.559448324682, -1.06306354697, -1.5217279604, 0.814820746346, 0.71261616091,
    ]
    #expect(features.rows == 5 && features.columns == 2)
    for (value, wanted) in zip(features.elements, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func theLimitIsTheSmallestThatIsKnown() throws {
    let extractor = try ElementExtractor(fittedTo: ElementExtractorTests.references)
    #expect(extractor.limits == [0.5, 2])
    // A questioned value below detection counts as half of that, zero and negative readings too.
    let questioned = ElementExtractorTests.table(
      ["Rb", "Ti"],
      [
        [.belowDetection(limit: nil), .measured(-3)], [.measured(0.25), .measured(1)],
        [.belowDetection(limit: 0), .belowDetection(limit: 2)],
      ])
    let features = try extractor.features(of: questioned)
    #expect(features.row(0).elementsEqual(features.row(1)))
    #expect(features.row(0).elementsEqual(features.row(2)))
  }

  @Test func columnsAreFoundByNameInAnyOrderAndOthersIgnored() throws {
    let extractor = try ElementExtractor(fittedTo: ElementExtractorTests.references)
    let plain = try extractor.features(
      of: ElementExtractorTests.table(["Rb", "Ti"], [[.measured(2), .measured(7)]]))
    let turned = try extractor.features(
      of: ElementExtractorTests.table(
        ["Ti", "Zr", "Rb"], [[.measured(7), .measured(1), .measured(2)]]))
    #expect(plain == turned)
  }

  @Test func anElementThatIsMissingIsNamed() throws {
    let extractor = try ElementExtractor(fittedTo: ElementExtractorTests.references)
    #expect(
      throws: FingerprintError(
        reason: "the table has no column Ti, which the library uses",
        mend: "measure Rb, Ti, or fit a library without it")
    ) { try extractor.features(of: ElementExtractorTests.table(["Rb"], [[.measured(2)]])) }
  }

  @Test func anElementOfWhichNothingIsKnownIsNamed() {
    let table = ElementExtractorTests.table(
      ["Rb", "U"], [[.measured(1), .belowDetection(limit: nil)], [.measured(2), .measured(0)]])
    #expect(
      throws: FingerprintError(
        reason: "U is below detection in every reference, and no limit is stated",
        mend: "leave its column out with --features")
    ) { try ElementExtractor(fittedTo: table) }
  }

  /// Seven equal logarithms, whose mean in floating point may be another number.
  @Test(arguments: [0.25, 0.1, 3, 1e-7, 1e9])
  func anElementThatDoesNotVaryIsNotDividedByRounding(value: Double) throws {
    let table = ElementExtractorTests.table(
      ["Rb"], Array(repeating: [.belowDetection(limit: value)], count: 7))
    let extractor = try ElementExtractor(fittedTo: table)
    #expect(extractor.deviations == [1])
    let features = try extractor.features(
      of: ElementExtractorTests.table(["Rb"], [[.measured(value)]]))
    #expect(abs(features.elements[0] - Float(log(2.0))) < 1e-6)
  }

  @Test(arguments: [1e-4, 3, 1e6])
  func theUnitChangesNothing(unit: Double) throws {
    let scaled = ElementTable(
      elements: ["Rb", "Ti"],
      concentrations: ElementExtractorTests.references.concentrations.map { value in
        switch value {
        case .measured(let number): .measured(number * unit)
        case .belowDetection(let limit): .belowDetection(limit: limit.map { $0 * unit })
        }
      }, metadata: ElementExtractorTests.references.metadata)
    let plain = try ElementExtractor(fittedTo: ElementExtractorTests.references)
      .features(of: ElementExtractorTests.references)
    let other = try ElementExtractor(fittedTo: scaled).features(of: scaled)
    for (a, b) in zip(plain.elements, other.elements) { #expect(abs(a - b) < 1e-6) }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aValueThatIsNotFiniteIsRefusedWithItsPlace(value: Double) throws {
    let table = ElementExtractorTests.table(
      ["Rb", "Ti"], [[.measured(1), .measured(1)], [.measured(1), .measured(value)]])
    guard value > 0 || value.isNaN else {
      // Minus infinity is a negative reading, and counts as below detection.
      _ = try ElementExtractor(fittedTo: table)
      return
    }
    let expected = FingerprintError(
      reason: "row 2 has a Ti that is no finite number",
      mend: "correct the value, or write it as below detection")
    #expect(throws: expected) { try ElementExtractor(fittedTo: table) }
    let extractor = try ElementExtractor(fittedTo: ElementExtractorTests.references)
    #expect(throws: expected) { try extractor.features(of: table) }
  }

  @Test func noRowsHaveNoFeatures() throws {
    let extractor = try ElementExtractor(fittedTo: ElementExtractorTests.references)
    let features = try extractor.features(of: ElementExtractorTests.table(["Ti", "Rb"], []))
    #expect(features == Matrix(rows: 0, columns: 2))
  }

  @Test func anExtractorIsReadBackToTheLastBit() throws {
    let extractor = try ElementExtractor(fittedTo: ElementExtractorTests.references)
    let data = try JSONEncoder().encode(extractor)
    #expect(try JSONDecoder().decode(ElementExtractor.self, from: data) == extractor)
  }

  @Test(arguments: [
    #"{"elements":["Rb"],"limits":[1],"means":[1],"deviations":[]}"#,
    #"{"elements":["Rb"],"limits":[1,2],"means":[1],"deviations":[1]}"#,
    #"{"elements":["Rb"],"limits":[1],"means":[1],"deviations":[0]}"#,
    #"{"elements":["Rb"],"limits":[-1],"means":[1],"deviations":[1]}"#, "{}",
  ])
  func partsThatDoNotFitOneAnotherAreNotRead(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ElementExtractor.self, from: Data(json.utf8))
    }
  }
}
