import Benchmark
import Fingerprints
import Foundation
import LinearAlgebra
import Matching
import Specimens

/// Items of twelve origins, five groups each, as features and as an element table.
struct FittingData: Sendable {
  let features: Matrix<Double>
  let material: LabelledMaterial
  let wide: Matrix<Double>

  init() {
    var generator = CounterGenerator(seed: seed, stream: "fitting")
    let centres = generator.normals(12, 60, times: 0.5)
    let groups = generator.normals(60, 60, times: 0.25)
    var features = generator.normals(1200, 60)
    for row in 0..<1200 {
      for column in 0..<60 {
        features[row, column] += centres[row / 100, column] + groups[row / 20, column]
      }
    }
    self.features = features
    wide = generator.normals(300, 5000)
    let table = ElementTable(
      elements: (0..<60).map { "E\($0)" },
      concentrations: features.elements.map { .measured(exp($0)) },
      metadata: Metadata(names: [], columns: [], rows: 1200))
    material = LabelledMaterial(
      material: .elements(table), labels: (0..<1200).map { Origin("ZZ/\($0 / 100)") },
      groups: (0..<1200).map { "g\($0 / 20)" })
  }
}

/// Principal components by covariance and by Gram matrix, and a whole fitted model.
func fittingBenchmarks() {
  Benchmark("Principal components, 40 of 1,200 x 60") { benchmark, data in
    blackHole(try PrincipalComponents(of: data.features, limit: 40, workers: .all))
  } setup: {
    FittingData()
  }
  Benchmark("Principal components, 40 of 300 x 5,000") { benchmark, data in
    blackHole(try PrincipalComponents(of: data.wide, limit: 40, workers: .all))
  } setup: {
    FittingData()
  }
  Benchmark("Discriminant model with held-out calibration, 1,200 x 60, 12 origins") {
    benchmark, data in
    blackHole(try OriginModel(fittedTo: data.material))
  } setup: {
    FittingData()
  }
}
