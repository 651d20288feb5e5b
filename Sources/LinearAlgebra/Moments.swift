/// The mean of every column.
///
/// ```swift
/// columnMeans(Matrix<Float>([[1, 2], [3, 6]]))              // [2, 4]
/// columnMeans(Matrix<Float>([[1, 2], [3, 6]]), rows: [1])   // [3, 6]
/// ```
///
/// Sums are made in double precision in the order of the rows, so their bits are the same everywhere.
///
/// - Parameters:
///   - a: `m x n`, items as rows.
///   - rows: the rows to use, in the order in which they are summed; all by default.
/// - Returns: one value per column; zeros where there are no rows.
/// - Complexity: O(m · n).
@inlinable
public func columnMeans<Scalar: BLASScalar>(
  _ a: Matrix<Scalar>, rows: [Int]? = nil
) -> [Double] {
  var sums = [Double](repeating: 0, count: a.columns)
  let indices = rows ?? Array(0..<a.rows)
  a.elements.withUnsafeBufferPointer { values in
    for row in indices {
      let start = row * a.columns
      for column in 0..<a.columns { sums[column] += values[start + column].widened }
    }
  }
  guard !indices.isEmpty else { return sums }
  let count = Double(indices.count)
  return sums.map { $0 / count }
}

/// The matrix, or some of its rows, in double precision with a value taken away from every column.
///
/// ```swift
/// subtracting([1, 2], from: Matrix<Float>([[1, 2], [3, 6]]))             // [[0, 0], [2, 4]]
/// subtracting([1, 2], from: Matrix<Float>([[1, 2], [3, 6]]), rows: [1])  // [[2, 4]]
/// ```
///
/// - Parameters:
///   - offsets: one value per column.
///   - a: `m x n`.
///   - rows: the rows to use, in the order in which they are wanted; all by default.
/// - Returns: `m x n`, or as many rows as are asked for.
@inlinable
public func subtracting<Scalar: BLASScalar>(
  _ offsets: [Double], from a: Matrix<Scalar>, rows: [Int]? = nil
) -> Matrix<Double> {
  precondition(offsets.count == a.columns, "One offset per column.")
  let (rows, width) = (rows ?? Array(0..<a.rows), a.columns)
  precondition(rows.allSatisfy { $0 >= 0 && $0 < a.rows }, "A matrix of \(a.rows) rows.")
  let elements = [Double](unsafeUninitializedCapacity: rows.count * width) { result, count in
    a.elements.withUnsafeBufferPointer { all in
      offsets.withUnsafeBufferPointer { offsets in
        for row in rows {
          let values = UnsafeBufferPointer(rebasing: all[row * width..<(row + 1) * width])
          for column in 0..<width {
            result.initializeElement(
              at: count + column, to: values[column].widened - offsets[column])
          }
          count += width
        }
      }
    }
  }
  return Matrix(rows: rows.count, columns: width, elements: elements)
}

/// The scatter matrix `Σ (x − m)(x − m)ᵀ` of the rows about a point.
///
/// Divided by the number of rows it is their covariance (when `m` is their mean). Rows are centred
/// before the product, so a common offset costs no precision.
///
/// - Parameters:
///   - a: `m x n`, items as rows.
///   - centre: one value per column.
///   - workers: threads over blocks of rows of the result.
/// - Returns: `n x n`, symmetric to the last bit.
/// - Complexity: O(m · n²).
public func scatter(
  _ a: Matrix<Double>, about centre: [Double], workers: Workers = Workers(1)
) -> Matrix<Double> {
  scatter(ofCentred: subtracting(centre, from: a), workers: workers)
}

/// The scatter matrix `Σ x xᵀ` of rows that are centred already.
///
/// Only blocks that touch the lower triangle are multiplied, a little more than half of them; their
/// size is fixed, so the bits of the result do not depend on the number of workers.
///
/// - Parameters:
///   - centred: `m x n`, items as rows.
///   - workers: threads over blocks of rows of the result.
/// - Returns: `n x n`, symmetric to the last bit.
/// - Complexity: O(m · n²).
public func scatter(
  ofCentred centred: Matrix<Double>, workers: Workers = Workers(1)
) -> Matrix<Double> {
  let (count, width) = (centred.rows, centred.columns)
  guard count > 0, width > 0 else { return Matrix(rows: width, columns: width) }
  let blockRows = 96
  let elements = [Double](unsafeUninitializedCapacity: width * width) { buffer, filled in
    guard let start = buffer.baseAddress else { return }
    let output = SharedPointer(start)
    centred.elements.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      let input = SharedReadPointer(values)
      let blocks = (width + blockRows - 1) / blockRows
      // The last blocks are the longest and therefore taken first.
      workers.forEach(blocks) { turn in
        let first = (blocks - 1 - turn) * blockRows
        let rows = min(blockRows, width - first)
        Double.multiply(
          input.address + first, transposed: true, input.address, transposed: false,
          into: output.address + first * width, shape: (rows, first + rows, count),
          leading: (width, width, width), alpha: 1, beta: 0)
      }
    }
    for row in 0..<width {
      for column in 0..<row { start[column * width + row] = start[row * width + column] }
    }
    filled = width * width
  }
  return Matrix(rows: width, columns: width, elements: elements)
}
