import LinearAlgebra
import Matching

/// Numbers from a counter-based generator (SplitMix64): the same seed gives the same ones everywhere.
struct Numbers {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A multiple of 2⁻²⁰ in -1 ..< 1.
  mutating func unit() -> Double { Double(next() >> 43) * 0x1p-20 - 1 }

  /// A whole number below the limit.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// A matrix of values from `unit`, each multiplied and rounded to the scalar.
  mutating func matrix<Scalar: BLASScalar>(
    _ rows: Int, _ columns: Int, times factor: Double = 1, as _: Scalar.Type = Scalar.self
  ) -> Matrix<Scalar> {
    Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { _ in Scalar(unit() * factor) })
  }
}

/// The definition, without any screen: every distance by direct differences, all of them sorted.
///
/// The order of the sums is the documented one: column `j` goes to sum `j mod 8`.
func oracle<Scalar: BLASScalar, Other: BLASScalar>(
  _ references: Matrix<Scalar>, _ queries: Matrix<Other>, k: Int
) -> [Neighbour] {
  (0..<queries.rows).flatMap { query in
    let all = (0..<references.rows).map { row in
      var sums = [Double](repeating: 0, count: 8)
      for column in 0..<references.columns {
        let difference = references[row, column].widened - queries[query, column].widened
        sums[column % 8] += difference * difference
      }
      let four = (0..<4).map { sums[$0] + sums[$0 + 4] }
      let two = (0..<2).map { four[$0] + four[$0 + 2] }
      return Neighbour(row: row, squaredDistance: two[0] + two[1])
    }
    return all.sorted {
      ($0.squaredDistance, $0.row) < ($1.squaredDistance, $1.row)
    }.prefix(k)
  }
}

/// The matrix with a number added to every element.
func shifted<Scalar: BLASScalar>(_ matrix: Matrix<Scalar>, by offset: Scalar) -> Matrix<Scalar> {
  Matrix(
    rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { $0 + offset })
}
