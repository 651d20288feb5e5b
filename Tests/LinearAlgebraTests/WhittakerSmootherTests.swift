import LinearAlgebra
import Testing

struct WhittakerSmootherTests {
  /// Values and weights without a pattern, other ones for each seed.
  static func row(_ count: Int, seed: Int) -> (values: [Double], weights: [Double]) {
    let draw = { (i: Int, k: Int) in Double((i * i * k + 31 * i + 17 * seed) % 101) / 101 }
    return ((0..<count).map { draw($0, 7) }, (0..<count).map { 0.01 + draw($0, 5) })
  }

  /// `W + λ DᵀD`, in full.
  static func matrix(_ weights: [Double], lambda: Double) -> Matrix<Double> {
    let count = weights.count
    var result = Matrix<Double>(rows: count, columns: count)
    for (index, weight) in weights.enumerated() { result[index, index] = weight }
    for left in 0..<max(0, count - 2) {
      for (i, a) in [1.0, -2, 1].enumerated() {
        for (j, b) in [1.0, -2, 1].enumerated() { result[left + i, left + j] += lambda * a * b }
      }
    }
    return result
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 40], [0.5, 1e4])
  func theSmoothRowSolvesTheFullSystem(count: Int, lambda: Double) throws {
    let (values, weights) = WhittakerSmootherTests.row(count, seed: 1)
    var smoother = WhittakerSmoother(count: count, lambda: lambda)
    let smooth = try smoother.smooth(values, weights: weights)
    let system = WhittakerSmootherTests.matrix(weights, lambda: lambda)
    let product = plainProduct(system, Matrix(rows: count, columns: 1, elements: smooth))
    let wanted = zip(weights, values).map { $0 * $1 }
    #expect(largestDifference(product.elements, wanted) < 1e-15 * 16 * (1 + lambda))
  }

  /// Golden values: `golden_baselines.py` of Benchmarks/peers, SciPy's `solveh_banded`.
  @Test func theSmoothRowMatchesLAPACK() throws {
    let (values, weights) = WhittakerSmootherTests.row(7, seed: 2)
    var smoother = WhittakerSmoother(count: 7, lambda: 10)
    let expected = [
      0.5619251641859335, 0.6114328174430601, 0.6531311088747471, 0.6863425041133555,
      0.7036461148616163, 0.7115129664009145, 0.7153008969347607,
    ]
    #expect(
      largestDifference(try smoother.smooth(values, weights: weights), expected) < 1e-13)
  }

  @Test func theDocumentedExampleHolds() throws {
    var smoother = WhittakerSmoother(count: 4, lambda: 1e6)
    let smooth = try smoother.smooth([0, 1, 2, 6], weights: [1, 1, 1, 0])
    #expect(largestDifference(smooth, [0, 1, 2, 3]) < 1e-9)
  }

  @Test func aLaneDoesNotDependOnTheOthers() {
    let count = 30
    let rows = (0..<8).map { WhittakerSmootherTests.row(count, seed: $0) }
    let lanes = { (pick: (Int) -> [Double]) in
      (0..<count).map { index in
        var lanes = WhittakerSmoother.Lanes.zero
        for lane in 0..<8 { lanes[lane] = pick(lane)[index] }
        return lanes
      }
    }
    var smoother = WhittakerSmoother(count: count, lambda: 100)
    var together = [WhittakerSmoother.Lanes](repeating: .zero, count: count)
    var alone = together
    let isSound = smoother.smooth(
      lanes { rows[$0].values }, weights: lanes { rows[$0].weights }, into: &together)
    #expect(all(isSound))
    // The same row in lane 3 among rows of zeros, one of them without any weight.
    let isSoundAlone = smoother.smooth(
      lanes { $0 == 3 ? rows[3].values : Array(repeating: 0, count: count) },
      weights: lanes {
        $0 == 3 ? rows[3].weights : Array(repeating: $0 == 5 ? 0 : 1, count: count)
      },
      into: &alone)
    #expect(isSoundAlone[3])
    #expect(alone.map { $0[3] } == together.map { $0[3] })
  }

  @Test func aLineStaysALine() throws {
    let line = (0..<50).map { 3 - 0.25 * Double($0) }
    let (_, weights) = WhittakerSmootherTests.row(50, seed: 4)
    var smoother = WhittakerSmoother(count: 50, lambda: 1e5)
    #expect(largestDifference(try smoother.smooth(line, weights: weights), line) < 1e-8)
  }

  @Test func whatIsNotDeterminedIsRefused() {
    var smoother = WhittakerSmoother(count: 3, lambda: 1)
    #expect(throws: DecompositionError.self) {
      try smoother.smooth([1, 2, 3], weights: [0, 0, 0])
    }
    #expect(throws: DecompositionError.self) {
      try smoother.smooth([1, .nan, 3], weights: [1, 1, 1])
    }
    #expect(throws: DecompositionError.self) {
      try smoother.smooth([1, 2, 3], weights: [1, .nan, 1])
    }
  }
}
