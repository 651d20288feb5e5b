internal import LinearAlgebra

/// The reference items of one origin, as the distances of many questioned items are found from them.
///
/// With `q` and `r` taken from the origin's centre, `|q − r|² = |q|² − 2 q·r + |r|²`, so that all
/// squared distances of a block are one matrix product of `(q, |q|², 1)` with `(−2 r, 1, |r|²)`. Where
/// the three terms nearly cancel, direct differences take its place. The factors are made when they
/// are needed, so many items at a time, and not kept: a library stands in memory once.
struct OriginItems: Sendable {
  /// How many of the items are averaged over.
  let wanted: Int
  private let centre: [Double]
  /// `n x q`: the items about the centre, among others.
  private let items: Matrix<Float>
  /// Which of them are the origin's.
  private let rows: Range<Int>

  /// The most squared distances that are made at once where the factors are made once: as many as
  /// stay in a core's own cache.
  private static let mostDistances = 1 << 15
  /// The most that are made at once where the factors are made anew for each block of questions.
  private static let mostDistancesOfMany = 1 << 22
  /// The most elements of factors that are made at a time.
  private static let mostFactors = 1 << 18
  /// A squared distance below this share of the terms that it is the difference of has lost six of
  /// its sixteen digits, and is made from differences instead.
  private static let cancelled = 1e-6

  /// The items of an origin.
  ///
  /// - Parameters:
  ///   - items: `n x q`, discriminant scores less the centre.
  ///   - rows: which of them are the origin's.
  ///   - centre: what was subtracted.
  ///   - share: the share of the items that is averaged over, rounded up.
  init(_ items: Matrix<Float>, rows: Range<Int>, about centre: [Double], averaging share: Double) {
    self.items = items
    self.rows = rows
    self.centre = centre
    wanted = Int((share * Double(rows.count)).rounded(.up))
  }

  /// Items as factors of the product, one row of `q + 2` elements each.
  private struct Factors {
    /// The number of items before them.
    let start: Int
    let matrix: Matrix<Double>
    /// The largest squared distance of an item from the centre.
    let largest: Double
  }

  /// The factors of some of the items.
  private func factors(_ part: Range<Int>) -> Factors {
    let width = items.columns
    var largest = 0.0
    var result = Matrix<Double>(rows: part.count, columns: width + 2)
    result.elements.withUnsafeMutableBufferPointer { result in
      items.elements.withUnsafeBufferPointer { items in
        for index in 0..<part.count {
          let from = (rows.lowerBound + part.lowerBound + index) * width
          let to = index * (width + 2)
          var square = 0.0
          for column in 0..<width {
            let value = items[from + column].widened
            result[to + column] = -2 * value
            square += value * value
          }
          result[to + width] = 1
          result[to + width + 1] = square
          largest = max(largest, square)
        }
      }
    }
    return Factors(start: part.lowerBound, matrix: result, largest: largest)
  }

  /// Questioned items as the other factors.
  private static func factors(ofQuestioned relative: Matrix<Double>) -> Matrix<Double> {
    let width = relative.columns
    var result = Matrix<Double>(rows: relative.rows, columns: width + 2)
    for row in 0..<relative.rows {
      var square = 0.0
      for column in 0..<width {
        let value = relative[row, column]
        result[row, column] = value
        square += value * value
      }
      (result[row, width], result[row, width + 1]) = (square, 1)
    }
    return result
  }

  /// The mean distance of each questioned item to the nearest items.
  ///
  /// - Parameter questioned: `m x q`, discriminant scores.
  /// - Returns: `m` distances.
  /// - Complexity: O(m · items · q).
  func meanDistances(from questioned: Matrix<Double>) -> [Double] {
    let count = rows.count
    guard count > 0 else { return Array(repeating: .infinity, count: questioned.rows) }
    let relative = subtracting(centre, from: questioned)
    let factorsOfQuestioned = OriginItems.factors(ofQuestioned: relative)
    let size = max(1, OriginItems.mostFactors / (items.columns + 2))
    let parts = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    let only = parts.count == 1 ? factors(parts[0]) : nil
    let most = only == nil ? OriginItems.mostDistancesOfMany : OriginItems.mostDistances
    let block = min(max(1, most / count), max(1, questioned.rows))
    let squares = UnsafeMutablePointer<Double>.allocate(capacity: block * count)
    defer { squares.deallocate() }
    var result: [Double] = []
    for start in stride(from: 0, to: questioned.rows, by: block) {
      let number = min(block, questioned.rows - start)
      var largest = 0.0
      for part in parts {
        let factors = only ?? factors(part)
        largest = max(largest, factors.largest)
        multiply(factorsOfQuestioned, from: start, number, factors, into: squares)
      }
      for index in 0..<number {
        let own = squares + index * count
        let length = factorsOfQuestioned[start + index, relative.columns]
        // Rounding may leave less than nothing. Written without a branch, for two values at a time.
        for item in 0..<count { own[item] = own[item] < 0 ? 0 : own[item] }
        keepSmallest(wanted, of: count, at: own)
        let smallest = UnsafeMutableBufferPointer(start: own, count: wanted)
        if smallest.contains(where: { $0 < OriginItems.cancelled * (length + largest) }) {
          for (item, square) in squaredDistances(from: relative.row(start + index)).enumerated() {
            own[item] = square
          }
          keepSmallest(wanted, of: count, at: own)
        }
        result.append(smallest.reduce(0) { $0 + $1.squareRoot() } / Double(wanted))
      }
    }
    return result
  }

  /// The items whose mean distance ``meanDistances(from:)`` gives, by rising distance.
  ///
  /// - Parameter score: `q` discriminant scores.
  /// - Returns: ``wanted`` rows of discriminant scores.
  func nearest(to score: ArraySlice<Double>) -> [[Double]] {
    let relative = zip(score, centre).map { $0 - $1 }
    return squaredDistances(from: relative[...]).enumerated()
      .sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
      .prefix(wanted).map { item in
        zip(items.row(rows.lowerBound + item.offset), centre).map { $0.widened + $1 }
      }
  }

  /// The squared distances of all items from a point about the centre, by differences.
  private func squaredDistances(from point: ArraySlice<Double>) -> [Double] {
    rows.map { row in
      zip(point, items.row(row)).reduce(0) { sum, pair in
        let difference = pair.0 - pair.1.widened
        return sum + difference * difference
      }
    }
  }

  /// The squared distances of a few questioned items to some of the items.
  private func multiply(
    _ questioned: Matrix<Double>, from start: Int, _ number: Int, _ factors: Factors,
    into squares: UnsafeMutablePointer<Double>
  ) {
    let width = questioned.columns
    questioned.elements.withUnsafeBufferPointer { questioned in
      factors.matrix.elements.withUnsafeBufferPointer { elements in
        guard let questioned = questioned.baseAddress, let elements = elements.baseAddress else {
          return
        }
        Double.multiply(
          questioned + start * width, transposed: false, elements, transposed: true,
          into: squares + factors.start, shape: (number, factors.matrix.rows, width),
          leading: (width, width, rows.count), alpha: 1, beta: 0)
      }
    }
  }
}
