internal import COpenBLAS

/// Why a decomposition could not be made.
public struct DecompositionError: Error, Equatable, CustomStringConvertible {
  /// A sentence for a person.
  public let description: String

  /// The matrix holds NaN or an infinity, with which LAPACK may not even return.
  static let notFinite = DecompositionError(
    description: "The matrix holds a value that is not a finite number.")
}

/// The lower triangular Cholesky factor `L` of a symmetric positive definite matrix, `A = L Lᵀ`.
///
/// ```swift
/// try cholesky(Matrix<Double>([[4, 2], [2, 5]]))   // [[2, 0], [1, 2]]
/// ```
///
/// - Parameter a: square; only its lower triangle is read.
/// - Returns: the factor, with zeros above its diagonal.
/// - Throws: ``DecompositionError`` when `a` is not positive definite or not finite.
/// - Complexity: O(n³ / 3).
public func cholesky(_ a: Matrix<Double>) throws(DecompositionError) -> Matrix<Double> {
  precondition(a.rows == a.columns, "Only a square matrix has a Cholesky factor.")
  guard a.rows > 0 else { return a }
  _ = BLASKernel.current
  // LAPACK counts down columns, so our lower triangle is its upper one.
  var factor = a
  var size = Int32(a.rows)
  var info: Int32 = 0
  dpotrf_("U", &size, &factor.elements, &size, &info, 1)
  guard info == 0 else {
    throw DecompositionError(
      description: "The matrix is not positive definite: its leading minor \(info) is not.")
  }
  // OpenBLAS lets NaN pass; whatever it touches ends on the diagonal.
  guard (0..<a.rows).allSatisfy({ factor[$0, $0].isFinite }) else { throw .notFinite }
  for row in 0..<a.rows {
    for column in (row + 1)..<max(row + 1, a.columns) { factor[row, column] = 0 }
  }
  return factor
}

/// Solves `L x = b` for each row `b` of `rows`, with a lower triangular `L`.
///
/// With the Cholesky factor of a covariance this whitens: the solved rows have the identity as their
/// covariance.
///
/// - Parameters:
///   - factor: `n x n`, lower triangular, without zeros on its diagonal.
///   - rows: `m x n`.
/// - Returns: `m x n`.
public func solveLowerTriangular(
  _ factor: Matrix<Double>, forRowsOf rows: Matrix<Double>
) -> Matrix<Double> {
  precondition(factor.rows == factor.columns && factor.rows == rows.columns)
  var result = rows
  guard rows.rows > 0, rows.columns > 0 else { return result }
  _ = BLASKernel.current
  // x Lᵀ = b for every row: a solve from the right with the transposed factor.
  let count = Int32(rows.columns)
  cblas_dtrsm(
    CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(rows.rows), count, 1,
    factor.elements, count, &result.elements, count)
  return result
}

/// Solves `Lᵀ x = b` with a lower triangular `L`, in plain loops: the same bytes with every kernel.
///
/// After ``solveLowerTriangular(_:forRowsOf:)`` it completes the solution of `L Lᵀ x = b`; of standard
/// normal values it makes draws with the covariance `(L Lᵀ)⁻¹`.
///
/// - Parameters:
///   - factor: `n x n`, lower triangular, without zeros on its diagonal.
///   - values: `n` values.
/// - Returns: `n` values.
public func solveTransposed(_ factor: Matrix<Double>, _ values: [Double]) -> [Double] {
  precondition(factor.rows == factor.columns && factor.rows == values.count)
  var result = values
  for index in values.indices.reversed() {
    result[index] /= factor[index, index]
    for earlier in 0..<index { result[earlier] -= factor[index, earlier] * result[index] }
  }
  return result
}

/// The eigenvalues and eigenvectors of a symmetric matrix, largest eigenvalue first.
public struct SymmetricEigen: Sendable {
  /// The eigenvalues in descending order.
  public let values: [Double]
  /// The eigenvectors as rows, in the order of the values.
  ///
  /// The sign of each is such that its largest component (the first if several are) is positive.
  public let vectors: Matrix<Double>
}

/// Finds the eigenvectors that belong to the largest eigenvalues of a symmetric matrix.
///
/// A few are found by bisection (`dsyevr`); from an eighth of them up all are found by divide and
/// conquer (`dsyevd`), which is faster.
///
/// - Parameters:
///   - a: `n x n`; only its lower triangle is read.
///   - count: how many of the largest eigenvalues are wanted; all of them by default.
/// - Throws: ``DecompositionError`` when LAPACK does not converge or a value is not finite.
/// - Complexity: O(n³).
public func symmetricEigen(
  _ a: Matrix<Double>, largest count: Int? = nil
) throws(DecompositionError) -> SymmetricEigen {
  precondition(a.rows == a.columns, "Only a square matrix has eigenvectors.")
  guard areFinite(a.elements) else { throw .notFinite }
  let wanted = min(count ?? a.rows, a.rows)
  guard wanted > 0 else { return SymmetricEigen(values: [], vectors: Matrix(rows: 0, columns: 0)) }
  _ = BLASKernel.current
  let (info, values, vectors) =
    wanted > a.rows / 8 ? allEigenvectors(a) : largestEigenvectors(a, count: wanted)
  guard info == 0 else {
    throw DecompositionError(
      description: "The eigenvalues of a \(a.rows) x \(a.rows) matrix were not found (\(info)).")
  }
  // LAPACK sorts upwards and keeps each vector as a column of its column-major result.
  let found = vectors.count / a.rows
  var sorted: [Double] = []
  sorted.reserveCapacity(wanted * a.rows)
  for index in (found - wanted..<found).reversed() {
    sorted += withPositiveLargest(vectors[index * a.rows..<(index + 1) * a.rows])
  }
  return SymmetricEigen(
    values: values[found - wanted..<found].reversed(),
    vectors: Matrix(rows: wanted, columns: a.rows, elements: sorted))
}

/// All eigenvectors by divide and conquer, one after another, the smallest eigenvalue first.
private func allEigenvectors(
  _ a: Matrix<Double>
) -> (info: Int32, values: [Double], vectors: [Double]) {
  var vectors = a.elements
  var size = Int32(a.rows)
  var info = Int32(0)
  var values = [Double](repeating: 0, count: a.rows)
  var work = [0.0]
  var integerWork: [Int32] = [0]
  for asksForWorkspace in [true, false] {
    var workCount = asksForWorkspace ? -1 : Int32(work.count)
    var integerCount = asksForWorkspace ? -1 : Int32(integerWork.count)
    dsyevd_(
      "V", "U", &size, &vectors, &size, &values, &work, &workCount, &integerWork, &integerCount,
      &info, 1, 1)
    if asksForWorkspace {
      work = Array(repeating: 0, count: max(1, Int(work[0])))
      integerWork = Array(repeating: 0, count: max(1, Int(integerWork[0])))
    }
  }
  return (info, values, vectors)
}

/// The eigenvectors of the largest eigenvalues, one after another, the smallest eigenvalue first.
private func largestEigenvectors(
  _ a: Matrix<Double>, count wanted: Int
) -> (info: Int32, values: [Double], vectors: [Double]) {
  var input = a.elements
  var size = Int32(a.rows)
  var (from, to) = (Int32(a.rows - wanted + 1), Int32(a.rows))
  var (low, high, tolerance) = (0.0, 0.0, 0.0)
  var (found, info) = (Int32(0), Int32(0))
  var values = [Double](repeating: 0, count: a.rows)
  var vectors = [Double](repeating: 0, count: a.rows * wanted)
  var support = [Int32](repeating: 0, count: 2 * a.rows)
  var work = [0.0]
  var integerWork: [Int32] = [0]
  for asksForWorkspace in [true, false] {
    var workCount = asksForWorkspace ? -1 : Int32(work.count)
    var integerCount = asksForWorkspace ? -1 : Int32(integerWork.count)
    dsyevr_(
      "V", "I", "U", &size, &input, &size, &low, &high, &from, &to,
      &tolerance, &found, &values, &vectors, &size, &support, &work, &workCount, &integerWork,
      &integerCount, &info, 1, 1, 1)
    if asksForWorkspace {
      work = Array(repeating: 0, count: max(1, Int(work[0])))
      integerWork = Array(repeating: 0, count: max(1, Int(integerWork[0])))
    }
  }
  return (Int(found) == wanted ? info : max(info, 1), values, vectors)
}

/// The singular value decomposition `A = U diag(s) Vᵀ`.
public struct SingularValues: Sendable {
  /// `m x r` with `r = min(m, n)`: the left singular vectors as columns.
  public let left: Matrix<Double>
  /// The singular values in descending order.
  public let values: [Double]
  /// `r x n`: the right singular vectors as rows.
  public let right: Matrix<Double>
}

/// The thin singular value decomposition of a matrix (`dgesdd`).
///
/// - Throws: ``DecompositionError`` when LAPACK does not converge or a value is not finite.
/// - Complexity: O(m · n · min(m, n)).
public func singularValues(_ a: Matrix<Double>) throws(DecompositionError) -> SingularValues {
  guard areFinite(a.elements) else { throw .notFinite }
  let rank = min(a.rows, a.columns)
  guard rank > 0 else {
    return SingularValues(
      left: Matrix(rows: a.rows, columns: 0), values: [],
      right: Matrix(rows: 0, columns: a.columns))
  }
  _ = BLASKernel.current
  // Read down its columns our matrix is the transposed one, so left and right change places.
  var input = a.elements
  var (m, n, r) = (Int32(a.columns), Int32(a.rows), Int32(rank))
  var values = [Double](repeating: 0, count: rank)
  var right = [Double](repeating: 0, count: a.columns * rank)
  var left = [Double](repeating: 0, count: rank * a.rows)
  var integerWork = [Int32](repeating: 0, count: 8 * rank)
  var work = [0.0]
  var info: Int32 = 0
  for asksForWorkspace in [true, false] {
    var workCount = asksForWorkspace ? -1 : Int32(work.count)
    dgesdd_(
      "S", &m, &n, &input, &m, &values, &right, &m, &left, &r, &work, &workCount, &integerWork,
      &info, 1)
    if asksForWorkspace { work = Array(repeating: 0, count: max(1, Int(work[0]))) }
  }
  guard info == 0 else {
    throw DecompositionError(
      description: "The singular values of a \(a.rows) x \(a.columns) matrix were not found.")
  }
  var result = (
    left: Matrix(rows: a.rows, columns: rank, elements: left),
    right: Matrix(rows: rank, columns: a.columns, elements: right)
  )
  for index in 0..<rank {
    let row = result.right.row(index)
    guard withPositiveLargest(row) != row else { continue }
    for column in 0..<a.columns { result.right[index, column].negate() }
    for row in 0..<a.rows { result.left[row, index].negate() }
  }
  return SingularValues(left: result.left, values: values, right: result.right)
}

/// The vector or its opposite, whichever has a positive value where its magnitude is largest.
private func withPositiveLargest(_ vector: ArraySlice<Double>) -> ArraySlice<Double> {
  var largest = 0.0
  for value in vector where abs(value) > abs(largest) { largest = value }
  return largest < 0 ? ArraySlice(vector.map { -$0 }) : vector
}
