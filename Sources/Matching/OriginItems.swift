internal import LinearAlgebra

/// The reference items of one origin, laid out for the distances of many questioned items at once.
///
/// With `q` and `r` taken from the origin's centre, `|q − r|² = |q|² − 2 q·r + |r|²`, so that all
/// squared distances of a block are one matrix product of `(q, |q|², 1)` with `(−2 r, 1, |r|²)`. Where
/// the three terms nearly cancel, direct differences take its place.
struct OriginItems: Sendable {
  /// The number of items.
  let count: Int
  /// How many of them are averaged over.
  let wanted: Int
  private let centre: [Double]
  /// `count x q`: the items about the centre.
  private let items: Matrix<Double>
  /// `count x (q + 2)`: the items as factors of the product.
  private let factors: Matrix<Double>
  /// The largest squared distance of an item from the centre.
  private let largest: Double

  /// The most squared distances that are made at once: as many as stay in a core's own cache.
  private static let mostDistances = 32_768
  /// A squared distance below this share of the terms that it is the difference of has lost six of
  /// its sixteen digits, and is made from differences instead.
  private static let cancelled = 1e-6

  /// Lays out items.
  ///
  /// - Parameters:
  ///   - items: `count x q`, discriminant scores.
  ///   - centre: a point amid them; it changes the rounding only.
  ///   - share: the share of the items that is averaged over, rounded up.
  init(_ items: Matrix<Double>, about centre: ArraySlice<Double>, averaging share: Double) {
    self.centre = Array(centre)
    count = items.rows
    wanted = Int((share * Double(items.rows)).rounded(.up))
    let relative = subtracting(self.centre, from: items)
    self.items = relative
    factors = OriginItems.factors(of: relative, scale: -2) { square in (1, square) }
    largest = (0..<relative.rows).reduce(0) { largest, row in
      max(largest, relative.row(row).reduce(0) { $0 + $1 * $1 })
    }
  }

  /// Rows, scaled, with two more columns made from their squared lengths.
  private static func factors(
    of rows: Matrix<Double>, scale: Double, _ columns: (_ square: Double) -> (Double, Double)
  ) -> Matrix<Double> {
    let width = rows.columns
    var result = Matrix<Double>(rows: rows.rows, columns: width + 2)
    for row in 0..<rows.rows {
      var square = 0.0
      for column in 0..<width {
        let value = rows[row, column]
        result[row, column] = scale * value
        square += value * value
      }
      (result[row, width], result[row, width + 1]) = columns(square)
    }
    return result
  }

  /// The mean distance of each questioned item to the nearest items.
  ///
  /// - Parameter questioned: `m x q`, discriminant scores.
  /// - Returns: `m` distances.
  /// - Complexity: O(m · count · q).
  func meanDistances(from questioned: Matrix<Double>) -> [Double] {
    guard count > 0 else { return Array(repeating: .infinity, count: questioned.rows) }
    let relative = subtracting(centre, from: questioned)
    let block = min(max(1, OriginItems.mostDistances / count), max(1, questioned.rows))
    let rows = OriginItems.factors(of: relative, scale: 1) { square in (square, 1) }
    let squares = UnsafeMutablePointer<Double>.allocate(capacity: block * count)
    defer { squares.deallocate() }
    var result: [Double] = []
    for start in stride(from: 0, to: questioned.rows, by: block) {
      let number = min(block, questioned.rows - start)
      multiply(rows, from: start, number, into: squares)
      for index in 0..<number {
        let own = squares + index * count
        let length = rows[start + index, relative.columns]
        // Rounding may leave less than nothing. Written without a branch, for two values at a time.
        for item in 0..<count { own[item] = own[item] < 0 ? 0 : own[item] }
        keepSmallest(wanted, of: count, at: own)
        let smallest = UnsafeMutableBufferPointer(start: own, count: wanted)
        if smallest.contains(where: { $0 < OriginItems.cancelled * (length + largest) }) {
          let row = relative.row(start + index)
          for item in 0..<count { own[item] = squaredDistance(row, items.row(item)) }
          keepSmallest(wanted, of: count, at: own)
        }
        result.append(smallest.reduce(0) { $0 + $1.squareRoot() } / Double(wanted))
      }
    }
    return result
  }

  /// The squared distances of a few rows to all items.
  private func multiply(
    _ rows: Matrix<Double>, from start: Int, _ number: Int,
    into squares: UnsafeMutablePointer<Double>
  ) {
    let width = factors.columns
    rows.elements.withUnsafeBufferPointer { rows in
      factors.elements.withUnsafeBufferPointer { factors in
        guard let rows = rows.baseAddress, let factors = factors.baseAddress else { return }
        Double.multiply(
          rows + start * width, transposed: false, factors, transposed: true, into: squares,
          shape: (number, count, width), leading: (width, width, count), alpha: 1, beta: 0)
      }
    }
  }
}
