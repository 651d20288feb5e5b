public import Specimens

/// Whether the sizes of a parcel fit the origins that its papers declare.
///
/// One parcel among many: the p-value reaches far below one in a thousand, so that a false discovery rate can be kept
/// over a manifest.
///
/// ```swift
/// var screen = SizeScreen(model)
/// let answer = screen.test([.init(parcel, declared: [Origin("GH")])])[0]
/// answer.pValue     // 0.0003: three in 10,000 parcels from there look as foreign, or more
/// answer.noticed    // 0.62 of parcels from elsewhere would have 0.05 or less
/// ```
public struct DeclarationTest: Sendable, Equatable {
  /// Another origin that goods may be from, wholly or in part.
  public struct Alternative: Sendable, Equatable {
    /// The origin.
    public let origin: Origin
    /// The probability that the goods are from there or hold some from there.
    public let probability: Double
  }

  /// The number of stones that were compared.
  public let stones: Int
  /// The share of parcels from the declared origins that look at least as foreign.
  public let pValue: Double
  /// The decimal logarithm of how many times more probable the sizes are if the declaration is right than
  /// if it is not, at most ±3: what the reference distributions support.
  public let log10LikelihoodRatio: Double
  /// The share of parcels from elsewhere, of as many stones in the same classes, that would have a p-value
  /// of at most 0.05; `nil` where the library knows no other origin.
  ///
  /// Where it is small, goods that fit say little.
  public let noticed: Double?
  /// The probability that the goods are as declared.
  ///
  /// Beforehand it is taken as a half; a sixth that they are from elsewhere, a sixth that they are mixed with goods
  /// from elsewhere, each other origin as probable as the next, and a sixth that they are from none of the references.
  public let asDeclared: Double
  /// The same for each other origin, the most probable first.
  public let alternatives: [Alternative]
  /// The probability that the goods are from none of the references.
  public let noneOfThese: Double

  /// Why nothing can be said of a parcel.
  public enum Refusal: Error, Sendable, Equatable {
    /// No reference is from an origin that is declared.
    case unknownOrigin(Origin)
    /// The parcel cannot be compared, for the reason given.
    case parcel(reason: String)
  }
}
