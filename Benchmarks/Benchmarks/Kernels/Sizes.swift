import Benchmark
import Fingerprints
import LinearAlgebra
import Matching
import Specimens

/// Footprints of eight origins, a parcel in square sieves, and densities to carry into them.
struct SizeData: Sendable {
  let model: SizeModel
  let parcel: Parcel
  let sieves: SieveMatrix
  let densities: Matrix<Double>

  init() throws {
    var generator = CounterGenerator(seed: seed, stream: "sizes")
    var members: [[Double]] = []
    let footprints = try (0..<8).map { origin in
      let ensemble = (0..<60).map { _ in
        TruncatedLognormal(
          mu: -3 + 0.4 * Double(origin) + 0.1 * generator.normal(),
          sigma: 1 + 0.05 * generator.normal()
        ).shares
      }
      members += ensemble
      return try SizeFootprint(
        origin: Origin("ZZ/\(origin)"), grade: .simulated, source: "drawn", members: ensemble)
    }
    model = try SizeModel(footprints: footprints)
    densities = Matrix(members)
    let bounds = [1.0, 1.5, 2, 3, 4, 6, 8].map {
      SizeBound.aperture(millimetres: $0, mesh: .square)
    }
    let set = SieveSet(bounds: bounds)
    sieves = SieveMatrix(set)
    let shares = sieves.classShares(of: members[100])
    parcel = Parcel(
      identifier: "P",
      content: .classes(set, shares.map { ClassContent(stones: (1000 * $0).rounded()) }))
  }
}

/// Carrying footprints into a parcel's classes, estimating a density, and one whole assessment.
func sizeBenchmarks() {
  Benchmark("Sizes, 480 footprint members into 7 square classes") { benchmark, data in
    blackHole(data.sieves.classShares(of: data.densities))
  } setup: {
    try SizeData()
  }
  Benchmark("Sizes, assessment of one parcel against 8 footprints") { benchmark, data in
    blackHole(try data.model.assess([data.parcel]))
  } setup: {
    try SizeData()
  }
}
