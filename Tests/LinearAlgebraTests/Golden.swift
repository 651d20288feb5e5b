import LinearAlgebra

/// The input of every golden value, as in Benchmarks/peers/golden_linear_algebra.py.
func table<Scalar: BLASScalar>(_ rows: Int, _ columns: Int, as _: Scalar.Type) -> Matrix<Scalar> {
  Matrix(
    rows: rows, columns: columns,
    elements: (0..<rows * columns).map { index in
      let (i, j) = index.quotientAndRemainder(dividingBy: max(1, columns))
      return Scalar((i * 7 + j * 5 + i * j) % 13 - 6)
    })
}

func table(_ rows: Int, _ columns: Int) -> Matrix<Double> { table(rows, columns, as: Double.self) }

/// The largest difference between two lists, infinite where their lengths differ.
func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { abs($0 - $1) }.max() ?? 0
}

/// A product by the textbook, in double precision.
func plainProduct(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Matrix<Double> {
  var result = Matrix<Double>(rows: a.rows, columns: b.columns)
  for i in 0..<a.rows {
    for j in 0..<b.columns {
      for inner in 0..<a.columns { result[i, j] += a[i, inner] * b[inner, j] }
    }
  }
  return result
}
