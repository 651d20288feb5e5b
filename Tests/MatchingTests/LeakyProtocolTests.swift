import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct LeakyProtocolTests {
  /// Shots whose folds share their sums.
  static func spectra(_ workers: Int) throws -> (shared: Double, byItself: Double) {
    let sample = Sample(
      seed: 8, groupCounts: [4, 4, 4], shots: 6, features: 9, questioned: 0, effect: 0.3)
    let light = sample.references.features.elements.map { Float(10 + $0) }
    let table = SpectraTable(
      axis: WavelengthAxis(wavelengths: (0..<9).map { 400 + Double($0) }), intensities: light,
      metadata: Metadata(names: [], columns: [], rows: 72))
    let labelled = LabelledMaterial(
      material: .spectra(table), labels: sample.references.labels.map(Sample.origin),
      groups: sample.references.groups.map { "\($0)" })
    let plan = FoldPlan(leakyOver: 72)
    var hits = 0
    for fold in 0..<plan.count {
      let questioned = (0..<72).filter { plan.folds[$0] == fold }
      let nearest = try OriginModel.nearestOrigins(
        references: labelled.selecting((0..<72).filter { plan.folds[$0] != fold }),
        origins: labelled.origins, questioned: labelled.material.selecting(questioned),
        components: 5, workers: Workers(1))
      hits += zip(questioned, nearest).count { labelled.labels[$0] == labelled.origins[$1] }
    }
    return (
      try LeakyProtocol(of: labelled, components: 5, workers: Workers(workers)).accuracy,
      Double(hits) / 72
    )
  }

  @Test(arguments: [1, 3])
  func foldsThatShareTheirSumsAnswerAsThoseFittedByThemselves(workers: Int) throws {
    let (shared, byItself) = try LeakyProtocolTests.spectra(workers)
    #expect(shared == byItself)
    #expect((0.4..<1).contains(shared))
  }
}
