import Fingerprints
import Testing

struct CounterGeneratorCountsTests {
  /// The mean and variance of 20,000 draws.
  private func moments(
    _ draw: (inout CounterGenerator) -> Double
  ) -> (mean: Double, variance: Double) {
    var generator = CounterGenerator(seed: 3, stream: "counts")
    let values = (0..<20_000).map { _ in draw(&generator) }
    let mean = values.reduce(0, +) / 20_000
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000)
  }

  @Test(arguments: [
    (12, 0.3), (40, 0.9), (100, 0.02), (1000, 0.3), (1000, 0.98), (200_000, 0.004),
  ])
  func binomialDrawsHaveItsMeanAndVariance(count: Int, probability: Double) {
    let found = moments { Double($0.binomial(count, probability: probability)) }
    let mean = Double(count) * probability
    let variance = mean * (1 - probability)
    #expect(abs(found.mean - mean) < 5 * (variance / 20_000).squareRoot())
    #expect(abs(found.variance / variance - 1) < 0.06)
  }

  @Test(arguments: [0.2, 1, 3.7, 150])
  func gammaDrawsHaveItsMeanAndVariance(shape: Double) {
    let found = moments { $0.gamma(shape: shape) }
    #expect(abs(found.mean / shape - 1) < 5 / (shape * 20_000).squareRoot())
    #expect(abs(found.variance / shape - 1) < 0.15)
  }

  @Test func multinomialDrawsAreWholeAndComplete() {
    var generator = CounterGenerator(seed: 1, stream: "m")
    for count in [0, 1, 15, 300, 200_000] {
      let drawn = generator.multinomial(count, shares: [0.5, 0, 0.3, 0.2, 0])
      #expect(drawn.reduce(0, +) == Double(count))
      #expect(drawn[1] == 0 && drawn[4] == 0 && drawn.allSatisfy { $0 >= 0 })
    }
  }

  @Test func certainAndImpossibleTrialsAreCertain() {
    var generator = CounterGenerator(seed: 1, stream: "edge")
    #expect(generator.binomial(1000, probability: 0) == 0)
    #expect(generator.binomial(1000, probability: 1) == 1000)
    #expect(generator.binomial(0, probability: 0.4) == 0)
  }

  @Test func dirichletSharesSumToOne() {
    var generator = CounterGenerator(seed: 1, stream: "d")
    let shares = generator.dirichlet([0.001, 2, 0, 5])
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12 && shares[2] == 0)
  }
}
