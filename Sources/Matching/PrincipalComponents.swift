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
    let (n, d) = (features.rows, features.columns)
    if n > d {
      self = try PrincipalComponents(of: RowMoments(of: features, workers: workers), limit: limit)
      return
    }
    centre = columnMeans(features)
    let most = min(limit, n - 1, d)
    guard most > 0 else {
      axes = Matrix(rows: d, columns: 0)
      return
    }
    let squares = features.elements.reduce(0) { $0 + $1 * $1 }
    let centred = subtracting(centre, from: features)
    let gram = product(centred, centred, .plain, .transposed, workers: workers)
    let eigen = try symmetricEigen(gram, largest: most)
    let rank = PrincipalComponents.rank(eigen.values, items: n, squares: squares)
    var axes = product(
      centred, eigen.vectors.prefix(rows: rank), .transposed, .transposed, workers: workers)
    for column in 0..<rank {
      let length = eigen.values[column].squareRoot()
      for row in 0..<d { axes[row, column] /= length }
    }
    self.axes = axes
  }

  /// Known components.
  package init(centre: [Double], axes: Matrix<Double>) {
    self.centre = centre
    self.axes = axes
  }

  /// Finds the largest components of items whose moments are known.
  ///
  /// - Parameters:
  ///   - moments: of items with `d` features. With fewer items than features the components are found
  ///     all the same, at the cost of `d³`.
  ///   - limit: the largest number of components wanted, as above.
  /// - Throws: `DecompositionError` when the eigenvalues are not found.
  /// - Complexity: O(d³).
  package init(of moments: RowMoments, limit: Int) throws(DecompositionError) {
    centre = moments.mean
    let most = min(limit, moments.count - 1, centre.count)
    guard most > 0 else {
      axes = Matrix(rows: centre.count, columns: 0)
      return
    }
    let eigen = try symmetricEigen(moments.scatter, largest: most)
    axes =
      eigen.vectors.prefix(
        rows: PrincipalComponents.rank(
          eigen.values, items: moments.count, squares: moments.squares)
      ).transposed
  }

  /// How many eigenvalues are more than rounding.
  private static func rank(_ values: [Double], items: Int, squares: Double) -> Int {
    guard let largest = values.first, largest > 0 else { return 0 }
    let relative = Double(items) * Double.ulpOfOne
    return values.prefix { $0 > max(1e-10 * largest, relative * relative * squares) }.count
  }
}

extension Matrix {
  /// The first `count` rows.
  package func prefix(rows count: Int) -> Matrix {
    Matrix(rows: count, columns: columns, elements: Array(elements.prefix(count * columns)))
  }
}
