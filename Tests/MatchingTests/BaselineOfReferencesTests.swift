import Fingerprints
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

/// Shots on slopes of any height and steepness, of two origins that differ in one of two lines.
struct BaselineOfReferencesTests {
  static let baseline = Baseline.arPLS(lambda: 1e3)

  static func shots(groups: Range<Int>) -> LabelledMaterial {
    let wavelengths = (0..<60).map { 400 + Double($0) }
    var (light, labels, names): ([Float], [Origin], [String]) = ([], [], [])
    for group in groups {
      for shot in 0..<2 {
        var generator = CounterGenerator(seed: 3, stream: "slope \(group) \(shot)")
        let height = 500 + 4000 * generator.uniform()
        let slope = 20 * (generator.uniform() - 0.5)
        let lines = group % 2 == 0 ? [300.0, 200] : [200.0, 300]
        for channel in 0..<60 {
          var value = height + slope * Double(channel) + generator.normal()
          if (18...20).contains(channel) { value += lines[0] + 10 * generator.normal() }
          if (38...40).contains(channel) { value += lines[1] + 10 * generator.normal() }
          light.append(Float(value))
        }
        labels.append(Origin(group % 2 == 0 ? "CI" : "GH"))
        names.append("g\(group)")
      }
    }
    return LabelledMaterial(
      material: .spectra(
        SpectraTable(
          axis: WavelengthAxis(wavelengths: wavelengths), intensities: light,
          metadata: Metadata(names: [], columns: [], rows: names.count))),
      labels: labels, groups: names)
  }

  @Test func questionedSpectraAreTreatedAsTheReferencesWere() throws {
    let baseline = BaselineOfReferencesTests.baseline
    let references = BaselineOfReferencesTests.shots(groups: 0..<12)
    let model = try OriginModel(
      fittedTo: references, guardsInstrument: false, baseline: baseline)
    let again = try OriginModel(archive: model.archive())
    #expect(again.extractor == model.extractor)
    guard case .spectra(let extractor) = again.extractor else {
      Issue.record("Spectra have an extractor of spectra.")
      return
    }
    #expect(extractor.baseline == baseline)

    // A model without baselines of shots without baselines answers the same.
    let without = try OriginModel(
      fittedTo: references.subtracting(baseline, workers: Workers(1)), guardsInstrument: false)
    let questioned = BaselineOfReferencesTests.shots(groups: 20..<24)
    let found = try again.assess(questioned.material, items: questioned.groups, grades: [:])
    let wanted = try without.assess(
      questioned.subtracting(baseline, workers: Workers(2)).material, items: questioned.groups,
      grades: [:])
    #expect(found == wanted)
    #expect(found.map(\.origins.first?.origin) == ["CI", "GH", "CI", "GH"].map(Origin.init))
  }

  @Test func validationTakesTheBaselineAwayOnceAndSaysSo() throws {
    let labelled = BaselineOfReferencesTests.shots(groups: 0..<8)
    let plan = try FoldPlan(wholeGroups: labelled.groups, of: labelled.labels)
    let baseline = BaselineOfReferencesTests.baseline
    let found = try Validation(of: labelled, folds: plan, baseline: baseline, workers: Workers(2))
    let wanted = try Validation(
      of: labelled.subtracting(baseline, workers: Workers(1)), folds: plan, workers: Workers(2))
    #expect(found.perItem == wanted.perItem && found.confusion == wanted.confusion)
    #expect(found.perItem.accuracy > 0.9)
    #expect(found.baseline == "arPLS (lambda 1000.0, tolerance 0.001, 50 iterations)")
    #expect(wanted.baseline == nil)
  }

  @Test func onlySpectraHaveABaseline() throws {
    let elements = GoldenSample.tall.sample.material
    let error = #expect(throws: MatchingError.self) {
      try OriginModel(fittedTo: elements, baseline: .snip())
    }
    #expect(
      error?.description
        .contains("only spectra have a baseline, and the material is of the kind elements") == true)
    let plan = try FoldPlan(wholeGroups: elements.groups, of: elements.labels)
    #expect(throws: MatchingError.self) {
      try Validation(of: elements, folds: plan, baseline: .airPLS())
    }
  }
}
