import LinearAlgebra
import Testing

struct ProductsTests {
  @Test func matchesNumPy() {
    // Benchmarks/peers/golden_linear_algebra.py, "product a^T a"
    let expected: [Double] = [
      91, -36, -7, 9, -36, 75, -22, -41, -7, -22, 67, -13, 9, -41, -13, 106,
    ]
    #expect(product(table(6, 4), table(6, 4), .transposed, .plain).elements == expected)
    let single = table(6, 4, as: Float.self)
    #expect(product(single, single, .transposed, .plain).elements == expected.map(Float.init))
  }

  @Test(arguments: [(1, 1, 1), (3, 67, 5), (130, 17, 33), (1100, 9, 20), (2, 300, 1)])
  func everyOrderOfOperandsAgreesWithTheTextbook(rows: Int, inner: Int, columns: Int) {
    let (a, b) = (table(rows, inner), table(inner, columns))
    let expected = plainProduct(a, b)
    // Whole numbers: exact in any order of the sums, so the kernels cannot differ.
    #expect(product(a, b) == expected)
    #expect(product(a.transposed, b, .transposed, .plain) == expected)
    #expect(product(a, b.transposed, .plain, .transposed) == expected)
    #expect(product(a.transposed, b.transposed, .transposed, .transposed) == expected)
  }

  @Test(arguments: [2, 3, 8])
  func bitsDoNotDependOnTheWorkers(count: Int) {
    let a = Matrix<Float>(
      rows: 1300, columns: 37, elements: (0..<1300 * 37).map { Float($0 % 101) / 7 })
    let one = product(a, a, .plain, .transposed, workers: Workers(1))
    #expect(product(a, a, .plain, .transposed, workers: Workers(count)) == one)
  }

  @Test func sumsWithoutTermsAreZero() {
    let zeros = product(Matrix<Double>(rows: 2, columns: 0), Matrix<Double>(rows: 0, columns: 3))
    #expect(zeros == Matrix(rows: 2, columns: 3))
  }
}
