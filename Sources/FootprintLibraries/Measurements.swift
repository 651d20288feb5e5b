/// The raw numbers of one reference item, in the precision in which they were measured.
///
/// Intensities come as `Float`, counts and concentrations as `Double`. The store keeps every bit, NaN
/// included: what a number means (below detection, not measured) is its reader's encoding.
public enum Measurements: Sendable, Equatable {
  /// Single precision.
  case single([Float])
  /// Double precision.
  case double([Double])

  /// The number of values.
  public var count: Int {
    switch self {
    case .single(let values): values.count
    case .double(let values): values.count
    }
  }

  /// The values in double precision, exactly.
  public var doubles: [Double] {
    switch self {
    case .single(let values): values.map(Double.init)
    case .double(let values): values
    }
  }
}
