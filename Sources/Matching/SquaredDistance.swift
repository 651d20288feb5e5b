internal import LinearAlgebra

/// The squared Euclidean distance between a row and a query, by direct differences.
///
/// Every difference is taken in double precision and squared; column `j` is added to the running sum
/// number `j mod 8`, in ascending order, and the eight sums are joined in pairs: `i` with `i + 4`,
/// then `i` with `i + 2`, then the two that are left. No product is fused with a sum. So the bits are
/// the same on every machine, and a translation that both sides can represent changes nothing.
///
/// With `n` columns the result is within `γ(n + 2)` of the true value, relatively (see
/// <doc:ExactNeighbours>), and equal to it where differences and sums are whole numbers below 2⁵³.
///
/// - Parameters:
///   - row: `count` values of the reference.
///   - query: `count` values of the query.
/// - Complexity: O(`count`).
func squaredDistance<Scalar: BLASScalar>(
  _ row: UnsafePointer<Scalar>, _ query: UnsafePointer<Double>, count: Int
) -> Double {
  var sums = SIMD8<Double>.zero
  let whole = count & ~7
  var column = 0
  while column < whole {
    var difference = SIMD8<Double>.zero
    for lane in 0..<8 {
      difference[lane] = row[column + lane].widened - query[column + lane]
    }
    sums += difference * difference
    column += 8
  }
  while column < count {
    let difference = row[column].widened - query[column]
    sums[column - whole] += difference * difference
    column += 1
  }
  let four = sums.lowHalf + sums.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}
