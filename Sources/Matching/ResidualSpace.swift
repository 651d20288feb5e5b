package import LinearAlgebra

/// The directions in which reference origins do not differ, where an unknown origin still may.
///
/// Discriminant scores keep only the directions between the means of the known origins: with three
/// origins, two. Material of a fourth origin can fall on one of the three there and yet be unlike all
/// of them elsewhere. The distance to the common centre of all origins, in whitened components and
/// outside the discriminant directions, sees that.
package struct ResidualSpace: Sendable {
  /// `d x p`: whitens centred features, or components, so that material of one origin varies equally
  /// in all directions.
  package let whitening: Matrix<Double>
  /// `q x p`: the discriminant directions as orthonormal rows, in whitened coordinates.
  package let directions: Matrix<Double>
  /// The mean of the origins' means, in whitened coordinates.
  package let centre: [Double]

  package init(whitening: Matrix<Double>, directions: Matrix<Double>, centre: [Double]) {
    self.whitening = whitening
    self.directions = directions
    self.centre = centre
  }

  /// The same space for centred features, when this one is for components.
  ///
  /// - Parameter axes: `d x r` with `r ≥ p`: the components.
  package func composed(with axes: Matrix<Double>, workers: Workers) -> ResidualSpace {
    ResidualSpace(
      whitening: product(axes.prefix(columns: whitening.rows), whitening, workers: workers),
      directions: directions, centre: centre)
  }

  /// The distance of each row from the common centre, outside the discriminant directions.
  ///
  /// - Parameter rows: `n x d`, centred features or components.
  /// - Returns: `n` distances, in within-origin standard deviations of all directions together.
  package func distances(of rows: Matrix<Double>) -> [Double] {
    guard whitening.columns > directions.rows else {
      return Array(repeating: 0, count: rows.rows)
    }
    let whitened = subtracting(centre, from: product(rows, whitening))
    let within = product(product(whitened, directions, .plain, .transposed), directions)
    return (0..<rows.rows).map { squaredDistance(whitened.row($0), within.row($0)).squareRoot() }
  }
}
