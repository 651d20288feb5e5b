/// The shape of a sieve's openings.
public enum Mesh: String, Sendable, CaseIterable, Codable {
  /// Round holes, as in diamond (DTC) sieves.
  case round
  /// Square openings, as in woven laboratory sieves.
  case square
}

/// A bound of a size class.
public enum SizeBound: Sendable, Hashable {
  /// A weight in carats: sharp.
  case carats(Double)
  /// A sieve's aperture in millimetres: blurred, because stones of one weight differ in shape.
  case aperture(millimetres: Double, mesh: Mesh)

  /// The number as it was written: carats or millimetres.
  public var value: Double {
    switch self {
    case .carats(let value): value
    case .aperture(let value, _): value
    }
  }
}

/// One class of a size-frequency distribution: stones that the lower bound holds back and the upper
/// bound lets through.
public struct SizeClass: Sendable, Hashable {
  /// What every stone of the class is at least.
  public let lower: SizeBound
  /// What every stone of the class is below; `nil` for the open top class.
  public let upper: SizeBound?

  /// A class between two bounds.
  public init(lower: SizeBound, upper: SizeBound?) {
    self.lower = lower
    self.upper = upper
  }
}

/// The classes into which a parcel was sieved, smallest first, without overlap.
public struct SieveSet: Sendable, Hashable {
  /// The classes, smallest first.
  public let classes: [SizeClass]

  /// A sieve set of the given classes.
  public init(classes: [SizeClass]) { self.classes = classes }

  /// A sieve set whose classes join: each bound closes one class and opens the next, and the last
  /// opens the top class.
  ///
  /// ```swift
  /// SieveSet(bounds: [.carats(0.1), .carats(1)]).classes.count   // 2: 0.1-1 ct, and above 1 ct
  /// ```
  public init(bounds: [SizeBound]) {
    classes = bounds.indices.map { index in
      SizeClass(
        lower: bounds[index], upper: index + 1 < bounds.count ? bounds[index + 1] : nil)
    }
  }

  /// The bottom cut-off: the lower bound of the smallest class.
  public var bottomCutOff: SizeBound? { classes.first?.lower }
}
