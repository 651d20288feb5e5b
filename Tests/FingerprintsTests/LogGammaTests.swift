import Testing

@testable import Fingerprints

/// Golden values by Benchmarks/peers/golden_sizes.py.
struct LogGammaTests {
  @Test func agreesWithScipy() {
    let golden = [
      (0.003, 5.807418734725978), (0.7, 0.2608672465316665), (3.5, 1.2009736023470743),
      (15.9, 27.625493215168696), (16, 27.899271383840894), (1234.5, 7550.550901077894),
    ]
    for (x, value) in golden { #expect(abs(logGamma(x) / value - 1) < 1e-14) }
    #expect(abs(logGamma(1)) < 1e-14 && abs(logGamma(2)) < 1e-14)
  }

  @Test func risingFactorialsAreRatiosOfGammaFunctions() {
    var product = RisingFactorials()
    var sum = 0.0
    for (x, count) in [(2.0, 3.0), (1e-9, 1), (0.4, 0), (0.4, 25), (70, 10)] {
      product.multiply(x, count: count, logGamma: logGamma(x))
      sum += logGamma(x + count) - logGamma(x)
    }
    #expect(abs(product.logarithm - sum) < 1e-12)
    var small = RisingFactorials()
    small.multiply(2, count: 3, logGamma: logGamma(2))
    #expect(abs(small.logarithm - 3.178_053_830_347_946) < 1e-15)
  }

  @Test func longProductsDoNotOverflow() {
    var product = RisingFactorials()
    for _ in 0..<100 { product.multiply(1e18, count: 10, logGamma: logGamma(1e18)) }
    #expect(abs(product.logarithm / (1000 * 18 * 2.302_585_092_994_046) - 1) < 1e-12)
  }
}
