public import LinearAlgebra
public import Specimens

/// What a sieve set makes of stones of every weight: a matrix that carries a size distribution into
/// the classes of a parcel.
///
/// Row `c`, column `g` is the probability that a stone of cell `g` of ``CaratGrid`` lands in class `c`:
/// that the class's lower bound holds it back and its upper bound does not, `H_c(g) − H_{c+1}(g)`. The
/// top class may be open. A stone that lands in no class was not recovered or was not counted.
///
/// ```swift
/// let sieves = SieveMatrix(SieveSet(bounds: [.carats(0.1), .carats(1)]))
/// let density = TruncatedLognormal(mu: 0, sigma: 1).shares
/// sieves.classShares(of: density)   // [0.4946…, 0.5053…]: of the stones above 0.1 ct
/// ```
public struct SieveMatrix: Sendable, Equatable {
  /// `classes x 240`: the probability that a stone of a cell lands in a class.
  public let probabilities: Matrix<Double>

  /// The matrix of some classes.
  ///
  /// - Parameters:
  ///   - classes: each by itself; they may leave gaps but must not overlap.
  ///   - curve: how sieves blur.
  public init(_ classes: [SizeClass], curve: PassingCurve = PassingCurve()) {
    probabilities = Matrix(
      rows: classes.count, columns: CaratGrid.count,
      elements: classes.flatMap { sizeClass in
        let lower = curve.heldBackShares(by: sizeClass.lower)
        guard let upper = sizeClass.upper.map(curve.heldBackShares) else { return lower }
        return zip(lower, upper).map { max($0 - $1, 0) }
      })
  }

  /// The matrix of all classes of a sieve set.
  public init(_ set: SieveSet, curve: PassingCurve = PassingCurve()) {
    self.init(set.classes, curve: curve)
  }

  /// The matrix that finds the cell of every stone, in classes of one cell or of several.
  ///
  /// - Parameter cells: the cells of each class.
  package init(cells: [Range<Int>]) {
    var matrix = Matrix<Double>(rows: cells.count, columns: CaratGrid.count)
    for (row, range) in cells.enumerated() {
      for cell in range { matrix[row, cell] = 1 }
    }
    probabilities = matrix
  }

  /// The number of classes.
  public var count: Int { probabilities.rows }

  /// The share of stones in each class, of those that land in any.
  ///
  /// - Parameter densities: `m x 240`, one size distribution per row.
  /// - Returns: `m x classes`, every row summing to 1; a distribution none of whose stones land in a
  ///   class is spread evenly.
  /// - Complexity: O(m · classes · 240).
  public func classShares(of densities: Matrix<Double>) -> Matrix<Double> {
    var shares = product(densities, probabilities, .plain, .transposed)
    for row in 0..<shares.rows {
      let sum = shares.row(row).reduce(0, +)
      for column in 0..<shares.columns {
        shares[row, column] = sum > 0 ? shares[row, column] / sum : 1 / Double(shares.columns)
      }
    }
    return shares
  }

  /// The share of one distribution's stones in each class, of those that land in any.
  public func classShares(of density: [Double]) -> [Double] {
    classShares(of: Matrix(rows: 1, columns: density.count, elements: density)).elements
  }

  /// The share of all of one distribution's stones that each class catches.
  package func masses(of density: [Double]) -> [Double] {
    let row = Matrix(rows: 1, columns: density.count, elements: density)
    return product(row, probabilities, .plain, .transposed).elements
  }

  /// The mean weight in carats of each class's stones under a distribution.
  ///
  /// It turns carats into a number of stones where a table gives no counts. Within a cell stones lie
  /// evenly in log weight, so its mean weight is that of its middle but for 3 parts in 10,000.
  ///
  /// - Returns: one weight for each class; `nil` where the distribution has no stones in it.
  public func meanWeights(under density: [Double]) -> [Double?] {
    (0..<count).map { index in
      var (stones, carats) = (0.0, 0.0)
      for (cell, probability) in probabilities.row(index).enumerated() {
        stones += probability * density[cell]
        carats += probability * density[cell] * CaratGrid.weights[cell]
      }
      return stones > 0 ? carats / stones : nil
    }
  }
}
