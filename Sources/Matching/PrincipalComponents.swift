public import LinearAlgebra

/// The directions in which reference items differ most.
///
/// Found from the covariance of the features, or from the items' Gram matrix where there are fewer
/// items than features; both give the same components (I. T. Jolliffe, *Principal Component
/// Analysis*, 2nd ed., 2002, doi:10.1007/b98835).
public struct PrincipalComponents: Sendable {
  /// The mean of each feature: what is taken away before projecting.
  public let centre: [Double]
  /// `d x r`: one component in each column, unit length, largest variance first.
  public let axes: Matrix<Double>

  /// The number of components.
  public var count: Int { axes.columns }

  /// Finds the largest components.
  ///
  /// - Parameters:
  ///   - features: `n x d`, items as rows.
  ///   - limit: the largest number of components wanted. Fewer are found where the items span fewer
  ///     directions: those with less than 10⁻¹⁰ of the largest variance, or no more than centring `n`
  ///     equal items could leave, are rounding.
  ///   - workers: threads for the products.
  /// - Throws: `DecompositionError` when the eigenvalues are not found.
  /// - Complexity: O(n · d · min(n, d) + min(n, d)³).
  public init(
    of features: Matrix<Double>, limit: Int, workers: Workers = Workers(1)
  ) throws(DecompositionError) {
    centre = columnMeans(features)
    let (n, d) = (features.rows, features.columns)
    let most = min(limit, n - 1, d)
    guard most > 0 else {
      axes = Matrix(rows: d, columns: 0)
      return
    }
    let relative = Double(n) * Double.ulpOfOne
    let rounding =
      relative * relative * features.elements.reduce(0) { $0 + $1 * $1 }
    if n > d {
      let eigen = try symmetricEigen(
        scatter(features, about: centre, workers: workers), largest: most)
      axes =
        eigen.vectors.prefix(
          rows: PrincipalComponents.rank(eigen.values, above: rounding)
        ).transposed
    } else {
      let centred = subtracting(centre, from: features)
      let gram = product(centred, centred, .plain, .transposed, workers: workers)
      let eigen = try symmetricEigen(gram, largest: most)
      let rank = PrincipalComponents.rank(eigen.values, above: rounding)
      var axes = product(
        centred, eigen.vectors.prefix(rows: rank), .transposed, .transposed, workers: workers)
      for column in 0..<rank {
        let length = eigen.values[column].squareRoot()
        for row in 0..<d { axes[row, column] /= length }
      }
      self.axes = axes
    }
  }

  /// How many eigenvalues are more than rounding.
  private static func rank(_ values: [Double], above rounding: Double) -> Int {
    guard let largest = values.first, largest > 0 else { return 0 }
    return values.prefix { $0 > max(1e-10 * largest, rounding) }.count
  }
}

extension Matrix {
  /// The first `count` rows.
  package func prefix(rows count: Int) -> Matrix {
    Matrix(rows: count, columns: columns, elements: Array(elements.prefix(count * columns)))
  }
}
