/// The number, the mean and the scatter of rows.
public struct RowMoments: Sendable, Equatable {
  /// The number of rows.
  public let count: Int
  /// The mean of every column; zeros where there are no rows.
  public let mean: [Double]
  /// `n x n`: the scatter about the mean, `Σ (x − m)(x − m)ᵀ`.
  public let scatter: Matrix<Double>

  /// Known moments.
  public init(count: Int, mean: [Double], scatter: Matrix<Double>) {
    self.count = count
    self.mean = mean
    self.scatter = scatter
  }

  /// The moments of the rows of a matrix.
  ///
  /// - Complexity: O(m · n²).
  public init(of a: Matrix<Double>, workers: Workers = Workers(1)) {
    count = a.rows
    mean = columnMeans(a)
    scatter = LinearAlgebra.scatter(a, about: mean, workers: workers)
  }

  /// The sum of the squares of all values, `tr S + count · |m|²`.
  public var squares: Double {
    (0..<mean.count).reduce(0) { $0 + scatter[$1, $1] + Double(count) * mean[$1] * mean[$1] }
  }
}

/// The moments of parts of a table, from which those of the table without any of them follow.
///
/// Cross-validation leaves out one part after another. The scatter of what is left is made of sums
/// that the folds share: `S = Σ Sₚ + Σ nₚ (mₚ − m)(mₚ − m)ᵀ` (T. F. Chan, G. H. Golub and R. J. LeVeque,
/// 1983, doi:10.1080/00031305.1983.10483115). So the product over all rows is made once instead of once
/// for each part. The parts that are kept are added up rather than the one that is not taken away:
/// nothing cancels, however much of the scatter a part holds.
///
/// ```swift
/// let parts = PartMoments(of: a, parts: folds)
/// parts.without(2).scatter   // that of the rows of `a` whose fold is not 2
/// ```
public struct PartMoments: Sendable {
  /// The moments of each part.
  public let parts: [RowMoments]

  /// Sums up the parts.
  ///
  /// - Parameters:
  ///   - a: `m x n`, items as rows.
  ///   - owners: the part of each row, numbered from 0.
  ///   - workers: threads over parts.
  /// - Complexity: O(m · n²), and `n²` numbers for each part.
  public init(of a: Matrix<Double>, parts owners: [Int], workers: Workers = Workers(1)) {
    precondition(owners.count == a.rows, "One part for each row.")
    var rows = [[Int]](repeating: [], count: (owners.max() ?? -1) + 1)
    for (row, part) in owners.enumerated() { rows[part].append(row) }
    let members = rows
    parts = workers.map(members.count) { RowMoments(of: a.selecting(rows: members[$0])) }
  }

  /// The moments of all rows but those of one part.
  ///
  /// - Parameter part: the part to leave out; none by default.
  /// - Complexity: O(parts · n²).
  public func without(_ part: Int? = nil) -> RowMoments {
    let kept = parts.indices.filter { $0 != part && parts[$0].count > 0 }.map { parts[$0] }
    let count = kept.reduce(0) { $0 + $1.count }
    let width = parts.first?.mean.count ?? 0
    var mean = [Double](repeating: 0, count: width)
    for part in kept {
      for column in 0..<width { mean[column] += Double(part.count) * part.mean[column] }
    }
    for column in 0..<width { mean[column] /= Double(max(1, count)) }
    var elements = [Double](repeating: 0, count: width * width)
    elements.withUnsafeMutableBufferPointer { sums in
      for part in kept {
        let offsets = zip(part.mean, mean).map { $0 - $1 }
        part.scatter.elements.withUnsafeBufferPointer { scatter in
          for row in 0..<width {
            let (start, factor) = (row * width, Double(part.count) * offsets[row])
            for column in 0..<width {
              sums[start + column] += scatter[start + column] + factor * offsets[column]
            }
          }
        }
      }
    }
    return RowMoments(
      count: count, mean: mean, scatter: Matrix(rows: width, columns: width, elements: elements))
  }
}
