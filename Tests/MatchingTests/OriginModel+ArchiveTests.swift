import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct OriginModelArchiveTests {
  @Test(arguments: GoldenSample.all)
  func aModelReadBackAnswersTheSameToTheLastBit(golden: GoldenSample) throws {
    let sample = golden.sample
    let model = try OriginModel(fittedTo: sample.material)
    let again = try OriginModel(archive: model.archive())
    let material = Material.elements(Sample.elements(sample.questioned))
    let items = sample.groups.map { "\($0)" }
    #expect(
      try model.assess(material, items: items, grades: [:])
        == again.assess(material, items: items, grades: [:]))
    #expect(try model.archive() == again.archive())
  }

  @Test func whatIsKnownOfForeignStonesIsReadBackAndChangesNoAssessment() throws {
    let sample = OriginModelTests.sample
    let plain = try OriginModelTests.model()
    let model = try OriginModel(fittedTo: sample.material, knowsForeignStones: true)
    #expect(model.classifier.groups.allSatisfy { $0.leftOutNovelties.count == 3 })
    #expect(plain.classifier.groups.allSatisfy { $0.leftOutNovelties.isEmpty })
    let again = try OriginModel(archive: model.archive())
    #expect(
      again.classifier.groups.map(\.leftOutNovelties)
        == model.classifier.groups.map(\.leftOutNovelties))
    #expect(
      again.classifier.groups.map(\.heldOutStones) == model.classifier.groups.map(\.heldOutStones))
    let material = Material.elements(Sample.elements(sample.questioned))
    let items = sample.groups.map { "\($0)" }
    #expect(
      try model.assess(material, items: items, grades: [:])
        == plain.assess(material, items: items, grades: [:]))
  }

  @Test func aModelOfSpectraIsReadBack() throws {
    let light = GoldenSample.tall.sample.references.features.elements.map { Float($0 + 4) }
    let table = SpectraTable(
      axis: WavelengthAxis(
        wavelengths: (0..<12).map { 400.1 + 0.3 * Double($0 % 6) }, segments: [0..<6, 6..<12]),
      intensities: light, metadata: Metadata(names: [], columns: [], rows: 36))
    let labelled = LabelledMaterial(
      material: .spectra(table), labels: GoldenSample.tall.sample.material.labels,
      groups: GoldenSample.tall.sample.material.groups)
    let model = try OriginModel(fittedTo: labelled)
    let again = try OriginModel(archive: model.archive())
    #expect(again.extractor == model.extractor)
    let items = labelled.groups
    #expect(
      try model.assess(.spectra(table), items: items, grades: [:])
        == again.assess(.spectra(table), items: items, grades: [:]))
  }

  @Test func anUncalibratedModelIsReadBack() throws {
    let sample = Sample(seed: 3, groupCounts: [1, 1], shots: 1, features: 3, questioned: 1)
    let again = try OriginModel(archive: OriginModel(fittedTo: sample.material).archive())
    #expect(again.classifier.heldOut == .nothing)
    #expect(again.classifier.items == nil)
  }

  @Test func anyMissingPartIsNamed() throws {
    let whole = try OriginModelTests.model().archive()
    // The schema of the features is a note for readers; the extractor says it itself.
    for name in whole.parameters.keys where name != "features" {
      var archive = whole
      archive.parameters[name] = nil
      #expect(
        throws: MatchingError.material(
          reason: "the fitted model has no \"\(name)\"", mend: "fit the library again")
      ) { try OriginModel(archive: archive) }
    }
    for name in whole.arrays.keys {
      var archive = whole
      archive.arrays[name] = nil
      #expect(
        throws: MatchingError.material(
          reason: "the fitted model has no \"\(name)\"", mend: "fit the library again")
      ) { try OriginModel(archive: archive) }
    }
  }

  @Test func partsOfAnotherKindAreRefused() throws {
    let whole = try OriginModelTests.model().archive()
    for name in whole.parameters.keys where name != "features" {
      var archive = whole
      archive.parameters[name] = .flag(true)
      #expect(throws: MatchingError.self) { try OriginModel(archive: archive) }
    }
    for name in whole.arrays.keys {
      var archive = whole
      archive.arrays[name] = .single(Matrix([[1]]))
      #expect(throws: MatchingError.self) { try OriginModel(archive: archive) }
    }
  }

  @Test func partsOfAnotherShapeAreRefused() throws {
    let whole = try OriginModel(
      fittedTo: OriginModelTests.sample.material, knowsForeignStones: true
    ).archive()
    for name in whole.arrays.keys where !name.hasPrefix("item.surprises") {
      for matrix in [Matrix<Double>([[1, 2, 3, 4, 5, 6, 7]]), Matrix(rows: 0, columns: 0)] {
        var archive = whole
        archive.arrays[name] = .double(matrix)
        #expect(throws: MatchingError.self, "\(name)") { try OriginModel(archive: archive) }
      }
    }
  }

  @Test func numbersThatAreNotFiniteAreRefusedEverywhere() throws {
    let whole = try OriginModel(
      fittedTo: OriginModelTests.sample.material, knowsForeignStones: true
    ).archive()
    for name in whole.arrays.keys {
      guard case .double(var matrix) = whole.arrays[name] else { continue }
      matrix.elements[matrix.elements.count / 2] = .nan
      var archive = whole
      archive.arrays[name] = .double(matrix)
      #expect(throws: MatchingError.self, "\(name)") { try OriginModel(archive: archive) }
    }
  }

  /// Single values that no model has, by the name of their part.
  static let damages: [(name: String, value: ModelParameter)] = [
    ("schema", .text("adamas.originModel/1")), ("origins", .texts(["CI", "GH"])),
    ("origins", .texts(["CI", "CI", "GH"])), ("origins", .texts([])), ("groups", .texts(["g0"])),
    ("heldOut", .text("half of them")), ("heldOut", .text("nothing")),
    ("groupSizes", .numbers([])), ("groupSizes", .numbers([.nan])),
    ("groupSizes", .numbers([1e300])), ("groupSizes", .numbers([1.5])),
    ("groupSizes", .numbers([-1])), ("groupSizes", .numbers([2, 1])),
    ("groupSizes", .numbers([1, 3])), ("components", .number(0.5)), ("extractor", .text("")),
    ("extractor", .text("{}")), ("extractor", .text(#"{"elements":{"_0":{}}}"#)),
    (
      "extractor",
      .text(
        #"{"elements":{"_0":{"elements":["Rb"],"limits":[1],"means":[1],"deviations":[1]}}}"#)
    ),
  ]

  @Test(arguments: damages.indices)
  func damagedParametersAreRefused(index: Int) throws {
    var archive = try OriginModelTests.model().archive()
    let damage = OriginModelArchiveTests.damages[index]
    archive.parameters[damage.name] = damage.value
    #expect(throws: MatchingError.self) { try OriginModel(archive: archive) }
  }

  @Test(arguments: [("labels", 3.0), ("labels", -1), ("groupLabels", 0.5), ("group.1.truth", 3)])
  func anOriginThatIsNotThereIsRefused(name: String, value: Double) throws {
    var archive = try OriginModelTests.model().archive()
    guard case .double(var matrix) = archive.arrays[name] else { return }
    matrix.elements[0] = value
    archive.arrays[name] = .double(matrix)
    #expect(throws: MatchingError.self) { try OriginModel(archive: archive) }
  }

  @Test(arguments: [
    [2, 1, 1, 1, 0.1], [0.5, 0, 1, 1, 0.1], [0.5, 1, 0, 1, 0.1], [0.5, 1, 1, 1, 2],
  ])
  func aCalibrationThatCannotBeIsRefused(numbers: [Double]) throws {
    for name in ["item.calibration", "group.5.calibration"] {
      var archive = try OriginModelTests.model().archive()
      archive.arrays[name] = .double(Matrix([numbers]))
      #expect(throws: MatchingError.self) { try OriginModel(archive: archive) }
    }
  }

  @Test func surprisesThatDoNotAscendAreRefused() throws {
    var archive = try OriginModelTests.model().archive()
    archive.arrays["item.surprises.1"] = .double(Matrix([[1, 2, 1.5]]))
    #expect(throws: MatchingError.self) { try OriginModel(archive: archive) }
  }
}
