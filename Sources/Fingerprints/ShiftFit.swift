/// A smooth shift along a piece of an axis: a constant, a straight line or a parabola.
///
/// Written in polynomials that are orthogonal over the fitted lines (G. E. Forsythe, 1957,
/// doi:10.1137/0105007), so no system of equations has to be solved.
package struct ShiftFit: Sendable, Equatable {
  /// One line's say in the fit.
  package struct Point: Sendable, Equatable {
    /// Where the line is found, in nanometres.
    package let wavelength: Double
    /// How far above its listed wavelength that is, in nanometres.
    package let shift: Double
    /// How much it counts; positive.
    package let weight: Double

    /// A point.
    package init(wavelength: Double, shift: Double, weight: Double) {
      self.wavelength = wavelength
      self.shift = shift
      self.weight = weight
    }
  }

  /// 0, 1 or 2.
  package let degree: Int
  /// One for each polynomial: 1, x − first, (x − second)(x − first) − third.
  private let coefficients: [Double]
  private let first: Double
  private let second: Double
  private let third: Double

  /// The fit with the least sum of weights times Huber's loss.
  ///
  /// Huber's function (1964, doi:10.1214/aoms/1177703732) counts a residual beyond `tolerance` by its
  /// size instead of its square; ten rounds of reweighting.
  ///
  /// - Precondition: more points than the degree.
  package init(_ points: [Point], degree: Int, tolerance: Double) {
    precondition(points.count > degree, "A fit needs more points than its degree.")
    var fit = ShiftFit(points, degree: degree, weights: points.map(\.weight))
    for _ in 0..<10 {
      let weights = points.map { point in
        let residual = abs(point.shift - fit.shift(at: point.wavelength))
        return point.weight * (residual > tolerance ? tolerance / residual : 1)
      }
      fit = ShiftFit(points, degree: degree, weights: weights)
    }
    self = fit
  }

  /// The fit with the least weighted sum of squares.
  private init(_ points: [Point], degree: Int, weights: [Double]) {
    func mean(_ value: (Double) -> Double, _ weight: (Double) -> Double = { _ in 1 }) -> Double {
      var (above, below) = (0.0, 0.0)
      for (point, own) in zip(points, weights) {
        let weight = own * weight(point.wavelength)
        above += weight * value(point.wavelength)
        below += weight
      }
      return below > 0 ? above / below : 0
    }
    let first = mean { $0 }
    let second = degree < 2 ? 0 : mean({ $0 }, { ($0 - first) * ($0 - first) })
    let third = degree < 2 ? 0 : mean { ($0 - second) * ($0 - first) }
    self.degree = degree
    (self.first, self.second, self.third) = (first, second, third)
    coefficients = (0...degree).map { order in
      var (above, below) = (0.0, 0.0)
      for (point, weight) in zip(points, weights) {
        let value = ShiftFit.value(order, point.wavelength, first, second, third)
        above += weight * value * point.shift
        below += weight * value * value
      }
      return below > 0 ? above / below : 0
    }
  }

  /// The shift at a wavelength, in nanometres.
  package func shift(at wavelength: Double) -> Double {
    coefficients.indices.reduce(0.0) {
      $0 + coefficients[$1] * ShiftFit.value($1, wavelength, first, second, third)
    }
  }

  /// The polynomial of an order at a wavelength.
  private static func value(
    _ order: Int, _ x: Double, _ first: Double, _ second: Double, _ third: Double
  ) -> Double {
    switch order {
    case 0: 1
    case 1: x - first
    default: (x - second) * (x - first) - third
    }
  }

  /// The degree whose fits come nearest to the lines that they were not shown.
  ///
  /// The weighted mean of the absolute errors, each line left out in turn, has to fall by a fifth
  /// for one more degree; a line needs four points, a parabola six.
  ///
  /// - Parameter mayBend: whether the lines span enough of the piece for more than a constant
  /// - Precondition: at least one point.
  package static func best(_ points: [Point], tolerance: Double, mayBend: Bool) -> ShiftFit {
    var chosen = 0
    var error = leaveOneOutError(points, degree: 0, tolerance: tolerance)
    for degree in 1...2 where mayBend && points.count >= 2 + 2 * degree {
      let next = leaveOneOutError(points, degree: degree, tolerance: tolerance)
      if next < 0.8 * error { (chosen, error) = (degree, next) }
    }
    return ShiftFit(points, degree: chosen, tolerance: tolerance)
  }

  /// The weighted mean error at lines left out in turn, each counted as three tolerances at most;
  /// 0 when too few lines are left to fit.
  private static func leaveOneOutError(
    _ points: [Point], degree: Int, tolerance: Double
  ) -> Double {
    guard points.count > degree + 1 else { return 0 }
    var (sum, weights) = (0.0, 0.0)
    for left in points.indices {
      var others = points
      let point = others.remove(at: left)
      let fit = ShiftFit(others, degree: degree, tolerance: tolerance)
      sum += point.weight * min(abs(point.shift - fit.shift(at: point.wavelength)), 3 * tolerance)
      weights += point.weight
    }
    return weights > 0 ? sum / weights : 0
  }
}
