/// A dense matrix that keeps its rows one after another in memory.
///
/// Rows are items (shots, stones, fingerprints) and columns are their features throughout Adamas, so
/// that one item is one contiguous run of memory.
///
/// ```swift
/// let a = Matrix<Double>(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])
/// a[1, 0]         // 4
/// Array(a.row(0)) // [1, 2, 3]
/// ```
///
/// It is a plain value: products, decompositions and moments are free functions of this module.
public struct Matrix<Scalar: BLASScalar>: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// All elements, row after row: `rows * columns` of them.
  ///
  /// Values may be changed in place; whoever changes their number breaks the matrix. (An observer
  /// that checked this would make every change of an element ten times slower.)
  public var elements: [Scalar]

  /// Creates a matrix from its elements, row after row.
  ///
  /// - Precondition: `elements` holds exactly `rows * columns` values.
  @inlinable
  public init(rows: Int, columns: Int, elements: [Scalar]) {
    precondition(
      rows >= 0 && columns >= 0 && elements.count == rows * columns,
      "A matrix of \(rows) x \(columns) needs \(rows * columns) elements, not \(elements.count).")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// Creates a matrix in which every element is the same value.
  @inlinable
  public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
    self.init(
      rows: rows, columns: columns, elements: Array(repeating: value, count: rows * columns))
  }

  /// Creates a matrix from rows of equal length.
  ///
  /// - Precondition: all rows are as long as the first.
  public init(_ rows: [[Scalar]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "The rows of a matrix are equally long.")
    self.init(rows: rows.count, columns: columns, elements: rows.flatMap(\.self))
  }

  /// The element in the given row and column, both counted from 0.
  @inlinable
  public subscript(row: Int, column: Int) -> Scalar {
    get { elements[row * columns + column] }
    _modify { yield &elements[row * columns + column] }
  }

  /// One row, as a slice of the elements.
  @inlinable
  public func row(_ index: Int) -> ArraySlice<Scalar> {
    elements[index * columns..<(index + 1) * columns]
  }

  /// One column, copied.
  @inlinable
  public func column(_ index: Int) -> [Scalar] {
    (0..<rows).map { self[$0, index] }
  }

  /// The given rows in the given order; a row may be asked for more than once.
  @inlinable
  public func selecting(rows indices: some Collection<Int>) -> Matrix {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < rows }, "A matrix of \(rows) rows.")
    let result = [Scalar](unsafeUninitializedCapacity: indices.count * columns) { buffer, count in
      elements.withUnsafeBufferPointer { source in
        guard let start = buffer.baseAddress, let source = source.baseAddress else { return }
        for index in indices {
          (start + count).initialize(from: source + index * columns, count: columns)
          count += columns
        }
      }
    }
    return Matrix(rows: indices.count, columns: columns, elements: result)
  }

  /// The first `count` columns of every row.
  @inlinable
  public func prefix(columns count: Int) -> Matrix {
    precondition(count <= columns, "A matrix of \(columns) columns has no first \(count).")
    guard count < columns else { return self }
    let result = [Scalar](unsafeUninitializedCapacity: rows * count) { buffer, filled in
      elements.withUnsafeBufferPointer { source in
        guard let start = buffer.baseAddress, let source = source.baseAddress else { return }
        for row in 0..<rows {
          (start + row * count).initialize(from: source + row * columns, count: count)
        }
        filled = rows * count
      }
    }
    return Matrix(rows: rows, columns: count, elements: result)
  }

  /// The same values with rows and columns exchanged.
  @inlinable
  public var transposed: Matrix {
    let elements = [Scalar](unsafeUninitializedCapacity: rows * columns) { output, count in
      count = rows * columns
      self.elements.withUnsafeBufferPointer { values in
        // Blocks of eight rows write whole lines of memory.
        for first in stride(from: 0, to: rows, by: 8) {
          let block = first..<min(first + 8, rows)
          for column in 0..<columns {
            for row in block {
              output.initializeElement(
                at: column * rows + row, to: values[row * columns + column])
            }
          }
        }
      }
    }
    return Matrix(rows: columns, columns: rows, elements: elements)
  }
}

extension Matrix where Scalar == Float {
  /// The matrix rounded to the nearest single-precision values.
  public init(_ other: Matrix<Double>) {
    self.init(rows: other.rows, columns: other.columns, elements: other.elements.map(Float.init))
  }
}

extension Matrix where Scalar == Double {
  /// The same matrix in double precision, exactly.
  public init(_ other: Matrix<Float>) {
    self.init(rows: other.rows, columns: other.columns, elements: other.elements.map(Double.init))
  }
}

/// Whether every value is finite.
///
/// A value that is not makes its product with 0 no number, and the sum it is in as well. Through a key
/// path, `allSatisfy(\.isFinite)` takes seconds for some ten million values.
@inlinable
public func areFinite<Scalar: BLASScalar>(_ values: [Scalar]) -> Bool {
  values.withUnsafeBufferPointer { values in
    var (one, other) = (Scalar.zero, Scalar.zero)
    var (third, fourth) = (Scalar.zero, Scalar.zero)
    let whole = values.count / 4 * 4
    for start in stride(from: 0, to: whole, by: 4) {
      one += values[start] * 0
      other += values[start + 1] * 0
      third += values[start + 2] * 0
      fourth += values[start + 3] * 0
    }
    for index in whole..<values.count { one += values[index] * 0 }
    return one + other + third + fourth == 0
  }
}
