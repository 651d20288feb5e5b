import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Fingerprints

struct LogLinearDensityTests {
  private let cells = (0..<CaratGrid.count).map { $0..<$0 + 1 }

  /// One coefficient, the slope in log weight: for a flat prior the fitted mean is the sample's.
  @Test func aFlatPriorMatchesTheSufficientStatistics() throws {
    var basis = Matrix<Double>(rows: CaratGrid.count, columns: 2)
    for cell in 0..<CaratGrid.count {
      let x = Double(cell) / 120 - 1
      basis[cell, 0] = x
      basis[cell, 1] = x * x
    }
    var generator = CounterGenerator(seed: 4, stream: "s")
    let counts = generator.multinomial(
      500, shares: TruncatedLognormal(mu: -1, sigma: 0.9).shares)
    let fit = try LogLinearDensity(
      fittedTo: [ClassCounts(counts, sieves: SieveMatrix(cells: cells))],
      offset: [Double](repeating: 0, count: CaratGrid.count), basis: basis,
      precisions: [1e-9, 1e-9])
    for column in 0..<2 {
      let (fitted, seen) = (
        zip(fit.shares, basis.column(column)).reduce(0) { $0 + $1.0 * $1.1 },
        zip(counts, basis.column(column)).reduce(0) { $0 + $1.0 * $1.1 } / 500
      )
      #expect(abs(fitted - seen) < 1e-5)
    }
  }

  @Test func aStrongPriorLeavesTheOffset() throws {
    let offset = TruncatedLognormal(mu: 0, sigma: 1).shares.map { log($0 + 1e-12) }
    var basis = Matrix<Double>(rows: CaratGrid.count, columns: 1)
    for cell in 0..<CaratGrid.count { basis[cell, 0] = Double(cell) / 240 }
    let counts = ClassCounts(ofStones: [0.01, 0.02, 0.05])
    let fit = try LogLinearDensity(
      fittedTo: [counts], offset: offset, basis: basis, precisions: [1e9])
    let expected = offset.map(exp)
    let sum = expected.reduce(0, +)
    #expect(zip(fit.shares, expected).allSatisfy { abs($0 - $1 / sum) < 1e-6 })
  }
}
