internal import COpenBLAS

/// A number that BLAS computes with: `Float` or `Double`.
public protocol BLASScalar: BinaryFloatingPoint & Sendable {
  /// The same value in double precision, exactly.
  ///
  /// The generic `Double.init` takes a slower way where code is not specialised.
  var widened: Double { get }

  /// Computes `c = alpha * op(a) * op(b) + beta * c` on row-major blocks of memory.
  ///
  /// - Parameters:
  ///   - shape: rows of the result, columns of the result, and the length of the sums.
  ///   - leading: elements from one row to the next in `a`, `b` and `c`.
  /// - Precondition: the caller has checked that the blocks are as large as the shape says: BLAS
  ///   only prints a message when they are not.
  static func multiply(
    _ a: UnsafePointer<Self>, transposed transposeA: Bool,
    _ b: UnsafePointer<Self>, transposed transposeB: Bool,
    into c: UnsafeMutablePointer<Self>,
    shape: (rows: Int, columns: Int, inner: Int),
    leading: (a: Int, b: Int, c: Int),
    alpha: Self, beta: Self)
}

extension Float: BLASScalar {
  /// The same value in double precision.
  @inlinable
  public var widened: Double { Double(self) }

  /// Single-precision product (`sgemm`).
  public static func multiply(
    _ a: UnsafePointer<Float>, transposed transposeA: Bool,
    _ b: UnsafePointer<Float>, transposed transposeB: Bool,
    into c: UnsafeMutablePointer<Float>,
    shape: (rows: Int, columns: Int, inner: Int),
    leading: (a: Int, b: Int, c: Int),
    alpha: Float, beta: Float
  ) {
    _ = BLASKernel.current
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      Int32(shape.rows), Int32(shape.columns), Int32(shape.inner), alpha,
      a, Int32(leading.a), b, Int32(leading.b), beta, c, Int32(leading.c))
  }
}

extension Float {
  /// The products of rows with one vector (`sgemv`), which reads each row once and copies none.
  ///
  /// - Parameters:
  ///   - rows: `count x columns`, row after row.
  ///   - vector: `columns` values.
  ///   - output: room for `count` values.
  /// - Precondition: the blocks of memory are as large as `count` and `columns` say, both above 0.
  package static func multiply(
    rows: UnsafePointer<Float>, count: Int, columns: Int, by vector: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>
  ) {
    _ = BLASKernel.current
    cblas_sgemv(
      CblasRowMajor, CblasNoTrans, Int32(count), Int32(columns), 1, rows, Int32(columns), vector, 1,
      0, output, 1)
  }
}

extension Double: BLASScalar {
  /// The value itself.
  @inlinable
  public var widened: Double { self }

  /// Double-precision product (`dgemm`).
  public static func multiply(
    _ a: UnsafePointer<Double>, transposed transposeA: Bool,
    _ b: UnsafePointer<Double>, transposed transposeB: Bool,
    into c: UnsafeMutablePointer<Double>,
    shape: (rows: Int, columns: Int, inner: Int),
    leading: (a: Int, b: Int, c: Int),
    alpha: Double, beta: Double
  ) {
    _ = BLASKernel.current
    cblas_dgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      Int32(shape.rows), Int32(shape.columns), Int32(shape.inner), alpha,
      a, Int32(leading.a), b, Int32(leading.b), beta, c, Int32(leading.c))
  }
}
