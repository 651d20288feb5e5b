import LinearAlgebra
import Testing

struct MomentsTests {
  @Test func meansMatchNumPy() {
    // Benchmarks/peers/golden_linear_algebra.py, "column means"
    #expect(
      largestDifference(columnMeans(table(6, 4)), [-1.5, -0.5, 0.5, -0.666666666666667]) < 1e-14)
    #expect(columnMeans(table(6, 4, as: Float.self)) == columnMeans(table(6, 4)))
  }

  @Test func onlyTheChosenRowsCount() {
    #expect(columnMeans(Matrix<Double>([[1, 2], [3, 6], [100, 100]]), rows: [1, 0]) == [2, 4])
    #expect(columnMeans(Matrix<Double>([[1, 2]]), rows: []) == [0, 0])
  }

  @Test func offsetsAreTakenAwayInDoublePrecision() {
    let shifted = subtracting([0.1], from: Matrix<Float>([[1]]))
    #expect(shifted[0, 0] == 1 - 0.1)
  }

  @Test func offsetsAreTakenAwayFromTheRowsAskedFor() {
    let a = Matrix<Double>([[1, 2], [3, 6], [5, 5]])
    #expect(subtracting([1, 2], from: a, rows: [2, 0, 2]) == Matrix([[4, 3], [0, 0], [4, 3]]))
    #expect(subtracting([1, 2], from: a, rows: []) == Matrix(rows: 0, columns: 2))
    let single = Matrix<Float>([[1, 2], [4, 5]])
    #expect(subtracting([1, 2], from: single) == Matrix([[0, 0], [3, 3]]))
    #expect(subtracting([0.1, 0], from: single, rows: [1]) == Matrix([[4 - 0.1, 5]]))
  }

  @Test func scatterMatchesNumPyAndIsSymmetric() {
    // Benchmarks/peers/golden_linear_algebra.py, "scatter about the means"
    let expected: [Double] = [
      77.5, -40.5, -2.5, 3, -40.5, 73.5, -20.5, -43, -2.5, -20.5, 65.5, -11, 3, -43, -11,
      103.333333333333,
    ]
    let found = scatter(table(6, 4), about: columnMeans(table(6, 4)))
    #expect(largestDifference(found.elements, expected) < 1e-12)
    #expect(found == found.transposed)
  }

  @Test func scatterDoesNotFeelACommonOffset() {
    let shifted = subtracting([-1e6, -1e6, -1e6, -1e6], from: table(6, 4))
    let found = scatter(shifted, about: [1e6, 1e6, 1e6, 1e6])
    #expect(found == scatter(table(6, 4), about: [0, 0, 0, 0]))
  }
}
