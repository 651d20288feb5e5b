import Foundation
import Testing

@testable import Screening

struct ChanceAgreementTests {
  /// A chance of numbers that differ by the given steps.
  private func chance(_ differences: [Double], spread: Double) -> Double {
    var agreement = ChanceAgreement()
    for difference in differences { agreement.add(difference: difference, spread: spread) }
    #expect(agreement.logChance >= -agreement.exponent)
    return exp(agreement.logChance)
  }

  @Test func equalNumbersHaveTheProductOfTheirChances() {
    // 1/√(4π·25) = 0.0564, to the fourth power 1.01e-5; a bound is never less.
    let four = chance([0, 0, 0, 0], spread: 5)
    #expect(four >= 1.01e-5 && four < 1.3e-5)
    #expect(chance([], spread: 5) == 1)
  }

  @Test func itBoundsWhatUnrelatedNumbersDo() {
    // Six numbers with Poisson-like spreads of 4: how often they agree at least as well as (0, 1, 0, 2, 1, 0).
    let limit = chance([0, 1, 0, 2, 1, 0], spread: 4)
    let steps = (-40...40).map(Double.init)
    let densities = steps.map { exp(-$0 * $0 / 64) }
    let total = densities.reduce(0, +)
    // The distribution of the sum of −ln p, on a fine grid, rounded up.
    let cell = 0.02
    var sums = [0: 1.0]
    for _ in 0..<6 {
      var next: [Int: Double] = [:]
      for (sum, probability) in sums {
        for (step, density) in zip(steps, densities) {
          let score = -log(min(1, (2 * abs(step) + 1) / (4 * Double.pi * 16).squareRoot()))
          next[sum + Int((score / cell).rounded()), default: 0] += probability * density / total
        }
      }
      sums = next
    }
    var agreement = ChanceAgreement()
    for difference in [0.0, 1, 0, 2, 1, 0] { agreement.add(difference: difference, spread: 4) }
    let threshold = Int((agreement.exponent / cell).rounded()) + 3
    let exact = sums.filter { $0.key >= threshold }.values.reduce(0, +)
    #expect(limit >= exact && limit < 50 * exact)
  }

  @Test func numbersFarApartSayNothing() {
    #expect(chance([30, 40, 25], spread: 3) == 1)
  }
}
