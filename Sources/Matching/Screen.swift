internal import LinearAlgebra

/// The references as the single-precision screen sees them: centred, scaled and rounded.
///
/// With the centre `m`, the scale `σ` (a power of two) and a reference `x`, the screen keeps
/// `A = fl((x − m)σ)` as `Float` and `‖A‖² / 2`. For a query it rounds `B` in the same way and computes
/// `‖A‖²/2 − A·B` for every reference, which ranks references as distances do. What rounding can do
/// to that ranking is the business of ``ScreenBound``.
struct Screen: Sendable {
  /// The number of products that are compared with the cut-off at once.
  static let chunk = DifferenceScan.chunk

  /// The column means of the references.
  let centre: [Double]
  /// `σ`, a power of two: the largest magnitude among the scaled references is in 0.5 ..< 1.
  let scale: Double
  /// Which references lie together; ``rows`` and ``halfNorms`` are in its order.
  let partition: Partition
  /// `A`: `n x d`.
  let rows: Matrix<Float>
  /// `‖A‖²/2` for every reference, then a chunk of infinities.
  let halfNorms: [Float]
  /// The largest `‖A‖`.
  let largestNorm: Double

  /// Centres, scales and rounds the references.
  ///
  /// - Parameters:
  ///   - references: `n x d`, finite, below 1e150 in magnitude.
  ///   - workers: threads for the partition.
  init<Scalar: BLASScalar>(_ references: Matrix<Scalar>, workers: Workers = Workers(1)) {
    let centre = columnMeans(references)
    let columns = references.columns
    let count = references.rows
    self.centre = centre
    let scale = references.elements.withUnsafeBufferPointer { values in
      var largest = 0.0
      for row in 0..<count {
        for column in 0..<columns {
          let magnitude = abs(values[row * columns + column].widened - centre[column])
          if magnitude > largest { largest = magnitude }
        }
      }
      return Screen.scale(forLargest: largest)
    }
    self.scale = scale
    var halfNorms = [Float](repeating: 0, count: count)
    var largestSquare = 0.0
    let elements = [Float](unsafeUninitializedCapacity: count * columns) { output, initialized in
      references.elements.withUnsafeBufferPointer { values in
        for row in 0..<count {
          var square = 0.0
          for column in 0..<columns {
            let index = row * columns + column
            let value = Float((values[index].widened - centre[column]) * scale)
            output[index] = value
            square += Double(value) * Double(value)
          }
          halfNorms[row] = Float(square / 2)
          largestSquare = max(largestSquare, square)
        }
      }
      initialized = count * columns
    }
    let rows = Matrix(rows: count, columns: columns, elements: elements)
    partition = Partition(rows, workers: workers)
    self.rows = partition.sorted(rows, workers: workers)
    self.halfNorms =
      partition.order.map { halfNorms[$0] } + Array(repeating: .infinity, count: Screen.chunk)
    largestNorm = largestSquare.squareRoot()
  }

  /// The power of two that takes the largest magnitude into 0.5 ..< 1; 1 for zero.
  ///
  /// It is kept between 2⁻¹⁰⁰⁰ and 2¹⁰⁰⁰, so that it and its inverse are ordinary numbers.
  static func scale(forLargest largest: Double) -> Double {
    guard largest > 0, largest.isFinite else { return 1 }
    let exponent = min(1000, max(-1000, -Int(largest.exponent) - 1))
    return Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Writes a query as the screen sees it and returns its squared norm there.
  ///
  /// - Parameters:
  ///   - query: `d` values, as given.
  ///   - output: room for `d` values.
  /// - Returns: infinity where the query is too large for a `Float` in the scale of the references.
  func round(_ query: UnsafePointer<Double>, into output: UnsafeMutablePointer<Float>) -> Double {
    var square = 0.0
    for column in 0..<rows.columns {
      let value = Float((query[column] - centre[column]) * scale)
      output[column] = value
      square += Double(value) * Double(value)
    }
    return square
  }
}
