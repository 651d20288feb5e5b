public import Specimens

/// What the values of every reference item of a library stand for, column by column.
///
/// A library whose items each say what their numbers mean (`ReferenceItem.definition`) has no axis.
public enum FeatureAxis: Sendable, Equatable {
  /// Columns with names, such as elements.
  case named([String])
  /// The channels of spectra.
  case wavelengths(WavelengthAxis)

  /// The number of columns.
  public var count: Int {
    switch self {
    case .named(let names): names.count
    case .wavelengths(let axis): axis.count
    }
  }
}
