import LinearAlgebra
import Testing

@testable import Matching

struct ScreenBoundTests {
  /// References on a thin shell about the query: their distances differ by less than single
  /// precision resolves, so the screen alone puts them in the wrong order.
  static func shell(seed: Int, count: Int, columns: Int) -> (Matrix<Double>, Matrix<Double>) {
    var numbers = Numbers(seed: seed)
    let query = numbers.matrix(1, columns, times: 3, as: Double.self)
    var references = Matrix<Double>(rows: count, columns: columns)
    for row in 0..<count {
      let direction = numbers.matrix(1, columns, as: Double.self).elements
      let norm = direction.map { $0 * $0 }.reduce(0, +).squareRoot()
      let radius = 1 + 1e-9 * numbers.unit()
      for column in 0..<columns {
        references[row, column] = query[0, column] + direction[column] / norm * radius
      }
    }
    return (references, query)
  }

  @Test(arguments: 0..<6)
  func nearlyEqualDistancesNeedTheBound(seed: Int) throws {
    let (references, query) = ScreenBoundTests.shell(seed: seed, count: 2000, columns: 24)
    let index = try ReferenceIndex(references)
    let truth = oracle(references, query, k: 10)
    #expect(try index.neighbours(of: query, k: 10).elements == truth)
    // With no bound the test data must defeat the screen; otherwise the line above shows nothing.
    var options = SearchOptions()
    options.boundShare = 0
    let unbounded = try index.search(query, k: 10, workers: Workers(1), options: options).neighbours
    #expect(unbounded.elements != truth)
  }

  /// The errors that the derivation bounds, measured: `Ŝ` against the exact `‖A‖²/2 − A·B`.
  @Test(arguments: [1, 3, 24, 300], [0, 1, 2])
  func theMeasuredErrorStaysWithinTheBound(columns: Int, seed: Int) {
    var numbers = Numbers(seed: seed)
    let references = numbers.matrix(200, columns, times: 1e3, as: Double.self)
    let query = numbers.matrix(1, columns, times: 1e3, as: Double.self)
    let screen = Screen(references)
    var rounded = Matrix<Float>(rows: 1, columns: columns)
    let norm = screen.round(query.elements, into: &rounded.elements)
    let bound = ScreenBound(
      columns: columns, largestNorm: screen.largestNorm, squaredNorm: norm, scale: screen.scale)
    let products = product(screen.rows, rounded, .plain, .transposed)
    for row in 0..<200 {
      let value = screen.halfNorms[row] - products[row, 0]
      let distance =
        (0..<columns).map { column in
          let difference = references[row, column] - query[0, column]
          return difference * difference
        }.reduce(0, +) * screen.scale * screen.scale
      // A reference at rank k has to lie below the cut-off that its own value gives, and so has
      // everyone at its distance: the cut-off is above the exact screen value of that distance.
      #expect(Double(bound.cutoff(forKth: value)) > (distance - norm) / 2)
      #expect(value < bound.cutoff(forKth: value))
      #expect(bound.limits(forKth: value).reach > distance.squareRoot())
    }
  }

  @Test func gammaIsHighams() {
    #expect(ScreenBound.gamma(4, unit: 0.125) == 1)
    #expect(ScreenBound.gamma(8, unit: 0.125) == .infinity)
  }

  @Test func aQueryOutOfRangeIsNotScreened() {
    let bound = ScreenBound(columns: 3, largestNorm: 1, squaredNorm: 0x1p82, scale: 1)
    #expect(!bound.isUsable)
    #expect(bound.cutoff(forKth: 0) == .infinity)
  }
}
