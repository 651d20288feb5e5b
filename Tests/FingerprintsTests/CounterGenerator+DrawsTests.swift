import Fingerprints
import Testing

@Suite struct CounterGeneratorDrawsTests {
  /// Golden values: scipy.stats.norm.ppf in Benchmarks/peers/golden_spectra.py.
  @Test(arguments: [
    (1e-12, -7.034483825301131), (1e-5, -4.264890793922825), (0.05, -1.6448536269514729),
    (0.3, -0.5244005127080409), (0.975, 1.959963984540054), (0.5, 0),
  ])
  func theNormalQuantileIsScipys(probability: Double, quantile: Double) {
    let value = CounterGenerator.normalQuantile(probability)
    #expect(abs(value - quantile) <= 4e-15 * max(1, abs(quantile)))
  }

  @Test func uniformNumbersLieWithinTheOpenIntervalAndFillIt() {
    var generator = CounterGenerator(seed: 3, stream: "uniform")
    let values = (0..<10_000).map { _ in generator.uniform() }
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    for tenth in 0..<10 {
      let count = values.count { Int($0 * 10) == tenth }
      #expect((850...1150).contains(count), "five standard deviations around 1000")
    }
  }

  @Test func normalNumbersHaveMeanNoughtAndVarianceOne() {
    var generator = CounterGenerator(seed: 4, stream: "normal")
    let values = (0..<10_000).map { _ in generator.normal() }
    let mean = values.reduce(0, +) / 10_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
    #expect(abs(mean) < 0.05)
    #expect(abs(variance - 1) < 0.07)
  }

  @Test func wholeNumbersBelowABoundAreAllDrawnEquallyOften() {
    var generator = CounterGenerator(seed: 5, stream: "integer")
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<7_000 { counts[generator.integer(below: 7)] += 1 }
    #expect(counts.allSatisfy { (850...1150).contains($0) })
  }

  @Test func chosenNumbersDifferAndEverySubsetComesUp() {
    var generator = CounterGenerator(seed: 6, stream: "choose")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6_000 { counts[generator.choose(2, of: 4), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.allSatisfy { Set($0.key).count == 2 && (850...1150).contains($0.value) })
    #expect(generator.choose(3, of: 3) == [0, 1, 2])
    #expect(generator.choose(0, of: 0) == [])
  }
}
