import Benchmark
import Fingerprints
import LinearAlgebra
import Specimens

/// Two hundred shots of 7,152 channels: lines on a bent background with noise.
struct SpectrumData: Sendable {
  let shots: SpectraTable
  let sameAxis: SpectralExtractor
  let coarser: SpectralExtractor

  init() {
    var generator = CounterGenerator(seed: seed, stream: "spectra")
    let wavelengths = (0..<7152).map { 200 + 0.1 * Double($0) }
    let lines = (0..<80).map { _ in generator.integer(below: 7152) }
    var light: [Float] = []
    for _ in 0..<200 {
      var shot = (0..<7152).map { 1000 + 0.1 * Double($0) + 10 * generator.normal() }
      for line in lines {
        let height = 5000 * generator.uniform()
        for offset in -6...6 where shot.indices.contains(line + offset) {
          shot[line + offset] += height / (1 + Double(offset * offset))
        }
      }
      light += shot.map { Float(max(0, $0)) }
    }
    shots = SpectraTable(
      axis: WavelengthAxis(wavelengths: wavelengths), intensities: light,
      metadata: Metadata(names: [], columns: [], rows: 200))
    sameAxis = SpectralExtractor(axis: WavelengthAxis(wavelengths: wavelengths))
    coarser = SpectralExtractor(
      axis: WavelengthAxis(wavelengths: (0..<5000).map { 201 + 0.14 * Double($0) }))
  }
}

/// Resampling, normalising and baselines of 200 shots.
func spectrumBenchmarks() {
  Benchmark("Spectra, normalising 200 x 7,152") { benchmark, data in
    blackHole(try data.sameAxis.features(of: data.shots))
  } setup: {
    SpectrumData()
  }
  Benchmark("Spectra, resampling to 5,000 channels and normalising 200 x 7,152") {
    benchmark, data in
    blackHole(try data.coarser.features(of: data.shots))
  } setup: {
    SpectrumData()
  }
  for (name, baseline) in [
    ("SNIP", Baseline.snip()), ("airPLS", .airPLS()), ("arPLS", .arPLS()),
  ] {
    Benchmark("Spectra, \(name) of 200 x 7,152") { benchmark, data in
      blackHole(try baseline.baselines(of: data.shots))
    } setup: {
      SpectrumData()
    }
  }
}
