import Fingerprints
import Foundation
import LinearAlgebra
import Testing

@testable import Matching

struct CountDensitiesTests {
  /// All counts of `n` stones in three classes.
  private func all(_ n: Int) -> [[Double]] {
    (0...n).flatMap { a in
      (0...n - a).map { b in [Double(a), Double(b), Double(n - a - b)] }
    }
  }

  /// The logarithm of the multinomial coefficient.
  private func arrangements(_ counts: [Double]) -> Double {
    lgamma(counts.reduce(1, +)) - counts.reduce(0) { $0 + lgamma($1 + 1) }
  }

  @Test func densitiesOfAllCountsSumToOne() {
    let shares = Matrix<Double>([[0.2, 0.3, 0.5], [0.7, 0.3, 0]])
    let straying = DirichletRows(shares, concentrations: [4, 1e5], priors: [0.25, 0.75])
    let total = all(6).reduce(0) { $0 + exp(straying.logDensity(of: $1) + arrangements($1)) }
    #expect(abs(total - 1) < 1e-9)
    let rows = MultinomialRows(shares)
    for row in 0..<2 {
      let total = all(6).reduce(0) {
        $0 + exp(rows.logProbabilities(of: $1)[row] + arrangements($1))
      }
      #expect(abs(total - 1) < 1e-9)
    }
  }

  @Test func oneStoneHasItsShareAndTwoStray() {
    let rows = DirichletRows(Matrix([[0.25, 0.75]]), concentrations: [3])
    #expect(abs(exp(rows.logDensity(of: [1, 0])) - 0.25) < 1e-12)
    // By hand: (0.75 · 1.75)/(3 · 4).
    #expect(abs(exp(rows.logDensity(of: [2, 0])) - 0.75 * 1.75 / 12) < 1e-12)
  }

  @Test func rowsThatAreFarAwayAreLeftOutWithoutBeingMissed() {
    let shares = Matrix<Double>((1..<100).map { [Double($0) / 100, 1 - Double($0) / 100] })
    let rows = DirichletRows(shares, concentrations: Array(repeating: 3000, count: 99))
    let counts = [400.0, 1600]
    var sum = 0.0
    for row in 0..<99 {
      let one = DirichletRows(shares.selecting(rows: [row]), concentrations: [3000])
      sum += exp(one.logDensity(of: counts) + 1000) / 99
    }
    #expect(abs(rows.logDensity(of: counts) + 1000 - log(sum)) < 1e-6)
  }

  @Test func aMultinomialOfLighterStonesIsNearlyAsDense() {
    let shares = Matrix<Double>([[0.8, 0.15, 0.04, 0.01], [0.7, 0.2, 0.09, 0.01]])
    let counts = [1622.0, 297, 74, 7]
    let rows = MultinomialRows(shares)
    for concentration in [3000.0, 300] {
      let near = rows.logDensities(of: counts, concentrations: [concentration, .infinity])
      let exact = DirichletRows(shares.selecting(rows: [0]), concentrations: [concentration])
      #expect(abs(near[0] - exact.logDensity(of: counts)) < 0.3)
      #expect(near[1] == rows.logProbabilities(of: counts)[1])
    }
  }

  @Test func whatIsLeftOutIsNotCounted() {
    let shares = Matrix<Double>([[0.2, 0.8], [0.6, 0.4], [0.2, 0.8]])
    let all = DirichletRows(
      shares, concentrations: [50, 50, 5], priors: [0.3, 0.5, 0.2], members: [0, 1, 0])
    let other = DirichletRows(shares.selecting(rows: [1]), concentrations: [50])
    let both = DirichletRows(
      shares.selecting(rows: [0, 2]), concentrations: [50, 5], priors: [0.6, 0.4])
    let counts = [3.0, 9]
    #expect(
      abs(all.logDensity(of: counts, leavingOut: 0) - other.logDensity(of: counts)) < 1e-12)
    #expect(abs(all.logDensity(of: counts, leavingOut: 1) - both.logDensity(of: counts)) < 1e-12)
  }

  @Test func aSumOfExponentialsNeitherOverflowsNorVanishes() {
    #expect(abs(logSumExp([1000, 1000][...]) - (1000 + log(2))) < 1e-12)
    #expect(abs(logSumExp([-1000, -2000][...]) + 1000) < 1e-12)
    #expect(logSumExp([-.infinity][...]) == -.infinity)
  }
}
