/// How an operand of ``product(_:_:_:_:workers:)`` is read.
public enum Operand: Sendable {
  /// As it stands.
  case plain
  /// With rows and columns exchanged.
  case transposed
}

/// The product of two matrices through BLAS.
///
/// ```swift
/// let a = Matrix<Double>([[1, 2], [3, 4]])
/// product(a, a)                          // [[7, 10], [15, 22]]
/// product(a, a, .plain, .transposed)     // [[5, 11], [11, 25]]
/// ```
///
/// The rows of the result are cut into blocks of a fixed size, so the bits of the result do not
/// depend on the number of workers.
///
/// - Parameters:
///   - a: `m x n`, or `n x m` when transposed.
///   - b: `n x p`, or `p x n` when transposed.
///   - operandA: how `a` is read.
///   - operandB: how `b` is read.
///   - workers: threads over blocks of rows.
/// - Returns: the `m x p` product.
/// - Complexity: O(m · n · p).
public func product<Scalar: BLASScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>,
  _ operandA: Operand = .plain, _ operandB: Operand = .plain,
  workers: Workers = Workers(1)
) -> Matrix<Scalar> {
  let transposeA = operandA == .transposed
  let transposeB = operandB == .transposed
  let (rows, inner) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
  let (innerOfB, columns) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
  precondition(
    inner == innerOfB, "Sums of \(inner) terms on the left and \(innerOfB) on the right.")
  guard rows > 0, columns > 0, inner > 0 else { return Matrix(rows: rows, columns: columns) }
  let blockRows = 512
  let result = [Scalar](unsafeUninitializedCapacity: rows * columns) { buffer, count in
    guard let start = buffer.baseAddress else { return }
    let output = SharedPointer(start)
    a.elements.withUnsafeBufferPointer { a in
      b.elements.withUnsafeBufferPointer { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return }
        let (inputA, inputB) = (SharedReadPointer(a), SharedReadPointer(b))
        workers.forEach((rows + blockRows - 1) / blockRows) { block in
          let first = block * blockRows
          Scalar.multiply(
            inputA.address + (transposeA ? first : first * inner), transposed: transposeA,
            inputB.address, transposed: transposeB,
            into: output.address + first * columns,
            shape: (min(blockRows, rows - first), columns, inner),
            leading: (transposeA ? rows : inner, transposeB ? inner : columns, columns),
            alpha: 1, beta: 0)
        }
      }
    }
    count = rows * columns
  }
  return Matrix(rows: rows, columns: columns, elements: result)
}

/// Memory that several workers write to, each its own part.
///
/// This is the whole of the module's shared mutable memory: whoever makes one promises that no two
/// blocks of work touch the same element and that the memory outlives the work.
package struct SharedPointer<Element>: @unchecked Sendable {
  package let address: UnsafeMutablePointer<Element>
  package init(_ address: UnsafeMutablePointer<Element>) { self.address = address }
}

/// Memory that several workers read and nobody writes while they do.
package struct SharedReadPointer<Element>: @unchecked Sendable {
  package let address: UnsafePointer<Element>
  package init(_ address: UnsafePointer<Element>) { self.address = address }
}
