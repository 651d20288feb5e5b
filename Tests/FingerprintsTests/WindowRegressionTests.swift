import LinearAlgebra
import Testing

@testable import Fingerprints

struct WindowRegressionTests {
  static let window = Matrix<Double>([
    [1, 2, 0.5], [2, 1, 1.5], [0.5, 3, 2], [3, 2.5, 1], [1.5, 0.5, 2.5], [2.5, 1.5, 0.2],
    [0.8, 2.2, 1.1],
  ])
  static let light = [2.1, 2, 3.4, 3.3, 1.2, 2.2, 2.4]
  static let shares = [0.25, 0.75, 0]

  /// Benchmarks/peers/golden_transfer.py, by NumPy's normal equations and n fits.
  @Test(arguments: [
    (
      0.01, [0.313538054726, 0.946307096509, 0.200303411262], -0.103392880453,
      [
        2.30523886849, 1.67286506331, 2.99172755745, 3.91068162704, 1.7929568981, 2.07590820518,
        2.47273366082,
      ]
    ),
    (
      1.0, [0.309303303134, 0.964819418625, 0.0954368984064], 0.00168876458196,
      [
        2.35840492303, 1.64765311648, 3.11016634806, 3.53849801707, 1.17443799124, 2.26232028697,
        2.49936965228,
      ]
    ),
    (
      100, [0.335262390739, 1.00710723698, 0.00194692716853], 0.000591445134384,
      [
        2.39361890282, 1.62717791961, 3.15704167064, 3.56543285584, 0.978712248726, 2.37565452141,
        2.50122344127,
      ]
    ),
  ])
  func fitsAndForetells(
    ridge: Double, coefficients: [Double], offset: Double, leftOut: [Double]
  ) throws {
    let regression = try WindowRegression(
      WindowRegressionTests.light, window: WindowRegressionTests.window,
      shares: WindowRegressionTests.shares)
    let found = regression.fit(ridge: ridge)
    #expect(abs(found.offset - offset) < 1e-10)
    for (value, wanted) in zip(found.coefficients, coefficients) {
      #expect(abs(value - wanted) < 1e-10)
    }
    // The ridge before it is another one: columns must not be mixed up.
    let foretold = regression.leftOut(ridges: [7, ridge]).column(1)
    for (value, wanted) in zip(foretold, leftOut) { #expect(abs(value - wanted) < 1e-10) }
  }

  @Test func aGreatRidgeLeavesTheRatioOfTheResponses() throws {
    let doubled = WindowRegressionTests.window.elements.map { 2 * $0 }
    let seen = (0..<7).map { row in
      zip(WindowRegressionTests.shares, WindowRegressionTests.window.row(row))
        .reduce(0) { $0 + $1.0 * $1.1 }
    }
    let regression = try WindowRegression(
      seen, window: Matrix(rows: 7, columns: 3, elements: doubled),
      shares: WindowRegressionTests.shares)
    for ridge in [1e-3, 1e9] {
      let (coefficients, offset) = regression.fit(ridge: ridge)
      for (value, share) in zip(coefficients, WindowRegressionTests.shares) {
        #expect(abs(value - share / 2) < 1e-9)
      }
      #expect(abs(offset) < 1e-9)
    }
  }

  @Test func anEvenWindowForetellsTheMean() throws {
    let regression = try WindowRegression(
      [1, 2, 6], window: Matrix(rows: 3, columns: 2, repeating: 4), shares: [0.5, 0.5])
    let (coefficients, offset) = regression.fit(ridge: 0.1)
    #expect(abs(4 * coefficients[0] + 4 * coefficients[1] + offset - 3) < 1e-12)
    for (value, wanted) in zip(regression.leftOut(ridges: [0.1]).elements, [4, 3.5, 1.5]) {
      #expect(abs(value - wanted) < 1e-12)
    }
  }

  @Test func valuesThatAreNotFiniteAreRefused() {
    #expect(throws: DecompositionError.self) {
      try WindowRegression([1, 2], window: Matrix([[1], [.nan]]), shares: [1])
    }
  }
}
