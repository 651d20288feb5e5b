public import Specimens

/// What a pack says about one of its origins.
public struct PackOrigin: Sendable, Equatable {
  /// The origin.
  public let origin: Origin
  /// The folder within the pack that holds its files: one plain name.
  public let folder: String
  /// How far the footprint can be trusted: the pack's grade where the origin states none.
  public let grade: Grade
  /// Where the figures come from; where the origin does not say, that the pack's card does.
  public let source: String
  /// The bottom cut-off of the goods behind the footprint, in millimetres of a square mesh.
  ///
  /// A range where it is not known, `nil` where the pack does not say. Below it a size footprint only
  /// continues its curve.
  public let cutOff: ClosedRange<Double>?
}
