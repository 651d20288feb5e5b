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
}
