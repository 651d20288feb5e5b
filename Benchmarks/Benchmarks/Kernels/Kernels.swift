import Benchmark

/// Everything that is measured, each with data made in memory from a fixed seed.
///
/// Wall clock and processor time together tell whether both processors had work. Allocations are not
/// counted: the library's counters need traits that this package does without.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident],
    warmupIterations: 1, maxDuration: .seconds(3), maxIterations: 100)
  neighbourBenchmarks()
  sizeBenchmarks()
  spectrumBenchmarks()
  tableBenchmarks()
  fittingBenchmarks()
}
