internal import Fingerprints
internal import Foundation
internal import Specimens

/// The classes of a sieve set that a parcel's stones are counted in: those above the references' cut-off.
///
/// They depend on the sieves and the library alone, so parcels that were sieved alike share them.
///
/// ```swift
/// let kept = KeptClasses(of: set, pooled: model.pooled, cutOff: 0.1, curve: PassingCurve())
/// kept.names    // ["1.2-2 mm", "2 mm and more"]
/// ```
struct KeptClasses: Sendable {
  /// The factor between a class's bounds above which its mean weight is a guess.
  static let widestClass = 3.0
  /// How far below the references' cut-off a class may begin, as a factor in weight.
  ///
  /// A class cannot be cut in two, and dropping one that begins a little too low can cost half of the
  /// stones. Footprints are smooth, and their members differ below the cut-off as much as nothing is
  /// known there, so carrying them this far, 15 % in length, is a small and honest extrapolation.
  static let reach = 1.5

  /// The places of the classes in the sieve set, smallest first.
  let places: [Int]
  /// What each class is called.
  let names: [String]
  /// How distributions are carried into the classes.
  let sieves: SieveMatrix
  /// The mean weight in carats of each class's stones under the pooled distribution.
  ///
  /// Where classes are a factor 2 wide that says how many stones some carats are at next to no cost:
  /// their stones' weights vary by 15 %.
  let meanWeights: [Double?]
  /// Whether a class is so wide that its mean weight is a guess.
  let isWide: [Bool]
  /// The places of the classes that lie below the cut-off.
  let below: [Int]
  /// Whether the lowest class was left out because it reaches down to nothing.
  let dropsOpenClass: Bool
  /// The weight in carats below which some footprint says nothing.
  let cutOff: Double?

  /// The classes of a sieve set.
  ///
  /// - Parameters:
  ///   - set: all classes.
  ///   - pooled: the library's pooled distribution.
  ///   - cutOff: the weight in carats below which some footprint says nothing.
  ///   - curve: how sieves blur.
  init(of set: SieveSet, pooled: [Double], cutOff: Double?, curve: PassingCurve) {
    func lower(_ place: Int) -> Double { curve.halfWeight(of: set.classes[place].lower) }
    let order = set.classes.indices.sorted { lower($0) < lower($1) }
    let limit = (cutOff ?? 0) * (1 - 1e-6) / KeptClasses.reach
    // A class down to nothing says that nobody knows where recovery stopped.
    let bounded = order.filter { lower($0) > 0 }
    places = bounded.filter { lower($0) >= limit }
    below = bounded.filter { lower($0) < limit }
    dropsOpenClass = bounded.count < order.count
    self.cutOff = cutOff
    let classes = places.map { set.classes[$0] }
    names = classes.map(KeptClasses.name)
    sieves = SieveMatrix(classes, curve: curve)
    meanWeights = sieves.meanWeights(under: pooled)
    isWide = classes.map { sizeClass in
      guard let upper = sizeClass.upper else { return true }
      return curve.halfWeight(of: upper)
        > KeptClasses.widestClass * curve.halfWeight(of: sizeClass.lower)
    }
  }

  /// A class by its bounds, as they were written: "0.5-1 ct", "3.2 mm and more".
  private static func name(_ sizeClass: SizeClass) -> String {
    let unit =
      if case .carats = sizeClass.lower { "ct" } else { "mm" }
    let lower = threeFigures(sizeClass.lower.value)
    return sizeClass.upper.map { "\(lower)-\(threeFigures($0.value)) \(unit)" }
      ?? "\(lower) \(unit) and more"
  }
}

/// A number to three figures, the same everywhere.
func threeFigures(_ value: Double) -> String {
  value >= 1000 || value.rounded() == value
    ? String(Int(value.rounded())) : String(format: "%.3g", value)
}
