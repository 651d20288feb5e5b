public import LinearAlgebra

/// A learned metric: directions in which origins differ, scaled by how much material of one origin
/// differs in them.
///
/// The covariance within an origin is that from shot to shot plus that from stone to stone; the
/// second is what blurs the origin of a new stone, and plain discriminant analysis over shots misses
/// it. The sum is shrunk towards a multiple of the identity with the intensity of Ledoit and Wolf
/// (2004, doi:10.1016/S0047-259X(03)00096-4), whitened, and the means of the origins span what is
/// kept: `origins − 1` directions (C. R. Rao, 1948, doi:10.1111/j.2517-6161.1948.tb00008.x).
public struct DiscriminantMetric: Sendable {
  /// The mean of each feature: what is taken away before projecting.
  public let centre: [Double]
  /// `d x q`: the projection.
  public let projection: Matrix<Double>
  /// The number of principal components that it was learned in.
  public let components: Int
  /// The intensity of shrinkage, 0 (none) to 1 (only scale is left).
  public let shrinkage: Double

  /// `p x q`: the projection of coordinates in the components; `nil` for a metric that a library kept.
  let ofComponents: Matrix<Double>?
  /// What the projection leaves out, in the coordinates of the components; `nil` for a metric that a
  /// library kept.
  let residual: ResidualSpace?

  /// Learns a metric in the first `count` components of a space.
  ///
  /// - Throws: `DecompositionError` when eigenvalues or singular values are not found.
  package init(
    in space: ReferenceSpace, components count: Int, workers: Workers
  ) throws(DecompositionError) {
    let p = min(count, space.components.count)
    centre = space.components.centre
    components = p
    guard p > 0 else {
      projection = Matrix(rows: centre.count, columns: 0)
      shrinkage = 1
      ofComponents = Matrix(rows: 0, columns: 0)
      residual = nil
      return
    }
    var within = Matrix<Double>(rows: p, columns: p)
    for row in 0..<p {
      for column in 0..<p {
        within[row, column] = space.withinGroups[row, column] + space.betweenGroups[row, column]
      }
    }
    let pooled = space.aboutOrigins.prefix(rows: p).prefix(columns: p)
    var intensity = DiscriminantMetric.ledoitWolf(
      pooled, fourthMoment: space.fourthMoments[p - 1], items: space.items.rows)
    // What repeated items leave after centring is rounding, and must not become the unit of distance.
    let rounding = 1e-20 * space.meanSquare
    if within.trace <= rounding { within = pooled }
    if within.trace <= rounding {
      // Every origin is a single item: nothing says how much an origin varies.
      within = Matrix(rows: p, columns: p)
      for index in 0..<p { within[index, index] = 1 }
      intensity = 1
    }
    let target = within.trace / Double(p)
    for row in 0..<p {
      for column in 0..<p {
        within[row, column] =
          (1 - intensity) * within[row, column] + (row == column ? intensity * target : 0)
      }
    }
    shrinkage = intensity

    let eigen = try symmetricEigen(within)
    let floor = 1e-6 * (eigen.values.first ?? 1)
    var whitening = eigen.vectors.transposed
    for column in 0..<p {
      let scale = max(eigen.values[column], floor).squareRoot()
      for row in 0..<p { whitening[row, column] /= scale }
    }

    let present = space.isPresent.indices.filter { space.isPresent[$0] }
    let means = product(space.means.prefix(columns: p).selecting(rows: present), whitening)
    let spread = subtracting(columnMeans(means), from: means)
    let kept = max(1, min(present.count - 1, p))
    let singular = try singularValues(spread)
    // Where the means span fewer directions than they could, the rest are rounding.
    let spanned = singular.values.prefix(kept).prefix { $0 > 1e-10 * singular.values[0] }.count
    let directions = singular.right.prefix(rows: max(1, spanned))
    residual = ResidualSpace(
      whitening: whitening, directions: directions, centre: columnMeans(means))
    let ofComponents = product(whitening, directions, .plain, .transposed)
    projection = product(
      space.components.axes.prefix(columns: p), ofComponents, workers: workers)
    self.ofComponents = ofComponents
  }

  /// A metric with known parts, as a library keeps it.
  package init(
    centre: [Double], projection: Matrix<Double>, components: Int, shrinkage: Double
  ) {
    self.centre = centre
    self.projection = projection
    self.components = components
    self.shrinkage = shrinkage
    ofComponents = nil
    residual = nil
  }

  /// The discriminant scores of items: rows whose Euclidean distances are the metric's.
  ///
  /// - Parameter features: `n x d`.
  /// - Returns: `n x q`.
  public func scores<Scalar: BLASScalar>(
    of features: Matrix<Scalar>, workers: Workers = Workers(1)
  ) -> Matrix<Double> {
    // So few rows at a time that they stay in a core's own cache while they are centred and multiplied.
    let size = max(16, (1 << 17) / max(1, features.columns))
    let blocks = workers.map((features.rows + size - 1) / size) { block in
      let rows = Array(block * size..<min((block + 1) * size, features.rows))
      return product(subtracting(centre, from: features, rows: rows), projection).elements
    }
    return Matrix(
      rows: features.rows, columns: projection.columns, elements: blocks.flatMap(\.self))
  }

  /// The discriminant scores of items whose coordinates in the components are known.
  ///
  /// - Parameter coordinates: `n x r` with `r ≥ p`, of the space that the metric was learned in.
  /// - Returns: `n x q`.
  /// - Precondition: the metric was learned and not kept by a library.
  func scores(
    ofComponents coordinates: Matrix<Double>, workers: Workers = Workers(1)
  ) -> Matrix<Double> {
    guard let ofComponents else { preconditionFailure("A library keeps no components.") }
    return product(coordinates.prefix(columns: components), ofComponents, workers: workers)
  }

  /// The intensity of shrinkage that minimises the expected squared error of the covariance.
  ///
  /// - Parameters:
  ///   - covariance: of items about the means of their origins.
  ///   - fourth: the sum of the fourth powers of their distances from there.
  ///   - items: their number.
  private static func ledoitWolf(
    _ covariance: Matrix<Double>, fourthMoment fourth: Double, items: Int
  ) -> Double {
    let (n, p) = (Double(items), covariance.rows)
    let mean = covariance.trace / Double(p)
    var distance = 0.0
    var square = 0.0
    for row in 0..<p {
      for column in 0..<p {
        let value = covariance[row, column]
        square += value * value
        let off = value - (row == column ? mean : 0)
        distance += off * off
      }
    }
    guard distance > 0 else { return 1 }
    let noise = fourth / (n * n) - square / n
    return min(max(noise, 0), distance) / distance
  }
}

extension Matrix where Scalar == Double {
  /// The sum of the diagonal.
  fileprivate var trace: Double {
    (0..<min(rows, columns)).reduce(0) { $0 + self[$1, $1] }
  }
}
