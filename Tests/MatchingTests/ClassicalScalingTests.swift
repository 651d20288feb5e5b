import Foundation
import LinearAlgebra
import Testing

@testable import Matching

struct ClassicalScalingTests {
  private func distances(_ points: [[Double]]) -> Matrix<Double> {
    Matrix(
      points.map { a in
        points.map { b in zip(a, b).reduce(0) { $0 + pow($1.0 - $1.1, 2) }.squareRoot() }
      })
  }

  @Test(
    arguments: [
      [[0, 0], [1, 0], [4, 0], [9, 0]], [[0, 0], [3, 0], [0, 4], [3, 4], [1, 1]], [[2, 2]],
      [[1, 1], [1, 1]],
    ] as [[[Double]]])
  func distancesInThePlaneAreRecovered(points: [[Double]]) throws {
    let wanted = distances(points)
    let map = try ClassicalScaling(of: wanted)
    let found = distances(map.points)
    #expect(zip(found.elements, wanted.elements).allSatisfy { abs($0 - $1) < 1e-7 })
    #expect(abs(map.shown - 1) < 1e-9)
  }

  @Test func pointsOnALineLieOnALine() throws {
    let map = try ClassicalScaling(of: distances([[0, 0], [1, 2], [2, 4], [5, 10]]))
    #expect(map.points.allSatisfy { $0[1] == 0 })
    #expect(map.points[0][0] > 0 && map.points[3][0] < 0)
  }

  @Test func whatTheMapLeavesOutIsCounted() throws {
    // A regular simplex of four: three equal eigenvalues, of which two are shown.
    var simplex = Matrix<Double>(rows: 4, columns: 4, repeating: 1)
    for index in 0..<4 { simplex[index, index] = 0 }
    let map = try ClassicalScaling(of: simplex)
    #expect(abs(map.shown - 2.0 / 3) < 1e-9)
  }

  @Test func distancesThatAreNotFiniteAreRefused() {
    #expect(throws: DecompositionError.self) {
      try ClassicalScaling(of: Matrix([[0, .infinity], [.infinity, 0]]))
    }
  }
}
