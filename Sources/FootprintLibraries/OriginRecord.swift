public import Specimens

/// An origin of a library, with how far its footprint can be trusted and why.
///
/// Where references were added with unlike grades or sources, the grade is the weakest and the source
/// names all, in the order of their texts: the same whatever was added first.
public struct OriginRecord: Sendable, Equatable {
  /// The origin.
  public var origin: Origin
  /// Whether its reference items are measured, built from summary figures, or made up.
  public var grade: Grade
  /// By whom, when and how it was measured, or which publication gives its figures.
  public var source: String

  /// A record.
  public init(origin: Origin, grade: Grade, source: String) {
    self.origin = origin
    self.grade = grade
    self.source = source
  }
}
