internal import Foundation

/// The grid on which size distributions are kept: cells of equal width in log10 carat.
///
/// From 10⁻³ to 10³ ct in steps of 0.025, which is 6 % in weight and 2 % in length: finer than any
/// sieve, and than any difference between footprints that a parcel could show.
public enum CaratGrid {
  /// The decimal logarithm of the lowest weight in carats.
  public static let lowest = -3.0
  /// The width of a cell in log10 carat.
  public static let step = 0.025
  /// The number of cells.
  public static let count = 240

  /// The bounds of the cells in carats, ascending: one more than there are cells.
  public static let bounds: [Double] = (0...count).map { pow(10, lowest + step * Double($0)) }
  /// The natural logarithms of ``bounds``.
  static let logBounds: [Double] = bounds.map { log($0) }
  /// The middle of each cell in carats, on the logarithmic scale.
  public static let weights: [Double] = (0..<count).map {
    pow(10, lowest + step * (Double($0) + 0.5))
  }

  /// The cell that holds a weight; weights beyond the grid belong to its first or last cell.
  public static func cell(ofCarats carats: Double) -> Int {
    let position = ((log10(carats) - lowest) / step).rounded(.down)
    return Int(min(max(position, 0), Double(count - 1)))
  }
}
