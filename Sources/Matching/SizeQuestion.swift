internal import Fingerprints
internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// A questioned parcel made ready: its counts in the classes that count, or why nothing can be said.
///
/// Four things can go wrong with a parcel, and each has its own sentence: it was sorted, it holds too
/// little, its numbers are not valid, or the references say nothing about its sizes.
///
/// ```swift
/// let question = SizeQuestion(parcel, pooled: model.pooled, cutOff: 0.1, curve: PassingCurve())
/// question.refusal    // nil, or "the parcel was sorted, and …"
/// question.counts     // stones in the classes above 0.1 ct
/// ```
struct SizeQuestion: Sendable {
  /// The fewest stones that are assessed.
  static let fewestStones = 15.0
  /// The factor between a class's bounds above which its mean weight is a guess.
  static let widestClass = 3.0
  /// How far below the references' cut-off a class may begin, as a factor in weight.
  ///
  /// A class cannot be cut in two, and dropping one that begins a little too low can cost half of the
  /// stones. Footprints are smooth, and their members differ below the cut-off as much as nothing is
  /// known there, so carrying them this far, 15 % in length, is a small and honest extrapolation.
  static let reach = 1.5
  /// The smallest pooled share of the classes into which single stones are put.
  static let smallestShare = 0.0005

  /// The number of stones in each class.
  let counts: [Double]
  /// What each class is called; classes of one name are told of together.
  let classNames: [String]
  /// How distributions are carried into the classes.
  let sieves: SieveMatrix
  /// What a reader must know.
  var warnings: [String]
  /// Why nothing can be said.
  var refusal: String?

  /// The number of stones that are assessed.
  var stones: Double { counts.reduce(0, +) }

  /// Prepares a parcel.
  ///
  /// - Parameters:
  ///   - parcel: the questioned parcel.
  ///   - pooled: the library's pooled distribution.
  ///   - cutOff: the weight in carats below which some footprint says nothing.
  ///   - curve: how sieves blur.
  init(_ parcel: Parcel, pooled: [Double], cutOff: Double?, curve: PassingCurve) {
    switch parcel.content {
    case .stones(let stones):
      self.init(stones: stones.map(\.carats), pooled: pooled, cutOff: cutOff)
    case .classes(let set, let contents):
      self.init(set, contents, pooled: pooled, cutOff: cutOff, curve: curve)
    }
    switch parcel.handling {
    case .sorted:
      refusal =
        "the parcel was sorted, and sorted goods do not carry the size distribution of their origin"
    case .unknown:
      warnings.append(
        "The parcel's handling is not stated; if it was sorted in any way, the answer is void.")
    case .runOfMine: break
    }
    if refusal == nil { refusal = reasonAgainst() }
  }

  private init(
    counts: [Double], names: [String], sieves: SieveMatrix, warnings: [String],
    refusal: String? = nil
  ) {
    self.counts = counts
    classNames = names
    self.sieves = sieves
    self.warnings = warnings
    self.refusal = refusal
  }

  /// Single stones, in classes of one cell or more above the smallest stone.
  ///
  /// A table of stones does not state where recovery stopped. Given the smallest stone the others are
  /// a sample from what lies above it, whatever was lost below, so it is the cut-off and is not
  /// counted itself.
  private init(stones: [Double], pooled: [Double], cutOff: Double?) {
    guard stones.allSatisfy({ $0 > 0 && $0.isFinite }), let smallest = stones.min() else {
      self.init(
        counts: [], names: [], sieves: SieveMatrix([]), warnings: [],
        refusal: "the parcel has no stones, or one without a positive weight")
      return
    }
    var warnings = [
      "A table of stones states no bottom cut-off; its smallest stone of "
        + "\(text(smallest)) ct was taken as one."
    ]
    var kept = stones.sorted()
    kept.removeFirst()
    let lowest = max(smallest, cutOff ?? 0)
    let all = kept.count
    kept = kept.filter { $0 >= lowest }
    if kept.count < all {
      warnings.append(SizeQuestion.dropped(Double(all - kept.count), below: lowest))
    }
    var bounds = [lowest]
    var share = 0.0
    for cell in CaratGrid.cell(ofCarats: lowest)..<CaratGrid.count {
      share += pooled[cell]
      let upper = CaratGrid.bounds[cell + 1]
      if share >= SizeQuestion.smallestShare, upper > lowest, cell + 1 < CaratGrid.count {
        bounds.append(upper)
        share = 0
      }
    }
    var counts = [Double](repeating: 0, count: bounds.count)
    for stone in kept {
      counts[(bounds.firstIndex { $0 > stone } ?? bounds.count) - 1] += 1
    }
    self.init(
      counts: counts, names: bounds.map(SizeQuestion.doubling),
      sieves: SieveMatrix(SieveSet(bounds: bounds.map(SizeBound.carats))),
      warnings: warnings)
  }

  /// Classes, those below the cut-off left out, carats turned into counts.
  ///
  /// Carats without stones are divided by the mean weight of the class's stones under the pooled
  /// distribution. Where classes are a factor 2 wide that costs next to nothing: their stones' weights
  /// vary by 15 %.
  private init(
    _ set: SieveSet, _ contents: [ClassContent], pooled: [Double], cutOff: Double?,
    curve: PassingCurve
  ) {
    let order = set.classes.indices.sorted {
      curve.halfWeight(of: set.classes[$0].lower) < curve.halfWeight(of: set.classes[$1].lower)
    }
    let limit = (cutOff ?? 0) * (1 - 1e-6) / SizeQuestion.reach
    // A class down to nothing says that nobody knows where recovery stopped.
    let bounded = order.filter { curve.halfWeight(of: set.classes[$0].lower) > 0 }
    let kept = bounded.filter { curve.halfWeight(of: set.classes[$0].lower) >= limit }
    let classes = kept.map { set.classes[$0] }
    let sieves = SieveMatrix(classes, curve: curve)
    let weights = sieves.meanWeights(under: pooled)
    var (counts, warnings): ([Double], [String]) = ([], [])
    var (fromCarats, isWide) = (false, false)
    for (position, index) in kept.enumerated() {
      if let stones = contents[index].stones {
        counts.append(stones)
      } else if let carats = contents[index].carats {
        fromCarats = fromCarats || carats > 0
        isWide = isWide || carats > 0 && SizeQuestion.isWide(classes[position], curve)
        counts.append(weights[position].map { carats / $0 } ?? 0)
      } else {
        counts.append(.nan)
      }
    }
    if fromCarats {
      warnings.append(
        "Where the table gives carats and no stones, stones were reckoned through the class's mean "
          + "weight in the library"
          + (isWide ? "; a class is wider than a factor 3, so this is rough." : "."))
    }
    if bounded.count < order.count {
      warnings.append(
        "The lowest class states no lower bound, so the bottom cut-off is not known; it was left out, "
          + "and the next class's bound was taken as the cut-off.")
    }
    if kept.count < bounded.count {
      let left = bounded.filter { !kept.contains($0) }.map { contents[$0].stones ?? 0 }
      warnings.append(SizeQuestion.dropped(left.reduce(0, +), below: cutOff ?? 0))
    }
    let isValid = counts.allSatisfy { $0 >= 0 && $0.isFinite }
    self.init(
      counts: isValid ? counts : [], names: classes.map(SizeQuestion.name), sieves: sieves,
      warnings: warnings,
      refusal: isValid ? nil : "a size class has neither stones nor carats, or not a valid number")
  }

  /// Why the counts cannot be assessed; `nil` when they can.
  private func reasonAgainst() -> String? {
    if counts.count < 2 {
      return "fewer than two size classes lie above the cut-off of the references"
    }
    if stones < SizeQuestion.fewestStones {
      return "\(text(stones.rounded())) stones above the cut-off are too few; a size distribution "
        + "needs \(Int(SizeQuestion.fewestStones)) or more"
    }
    if counts.count(where: { $0 > 0 }) < 2 {
      return "all stones are in one size class, which says nothing about their distribution"
    }
    return nil
  }

  /// A class by its bounds, as they were written: "0.5-1 ct", "3.2 mm and more".
  private static func name(_ sizeClass: SizeClass) -> String {
    let unit =
      if case .carats = sizeClass.lower { "ct" } else { "mm" }
    let lower = text(sizeClass.lower.value)
    return sizeClass.upper.map { "\(lower)-\(text($0.value)) \(unit)" }
      ?? "\(lower) \(unit) and more"
  }

  /// The doubling of weight that a class of single stones begins in: "0.5-1 ct".
  private static func doubling(_ carats: Double) -> String {
    let lower = exp2((log2(carats) + 1e-9).rounded(.down))
    return "\(text(lower))-\(text(2 * lower)) ct"
  }

  private static func isWide(_ sizeClass: SizeClass, _ curve: PassingCurve) -> Bool {
    guard let upper = sizeClass.upper else { return true }
    return curve.halfWeight(of: upper) > widestClass * curve.halfWeight(of: sizeClass.lower)
  }

  private static func dropped(_ stones: Double, below carats: Double) -> String {
    "The references say nothing below \(text(carats)) ct; "
      + (stones > 0 ? "\(text(stones)) stones" : "the classes") + " there were left out."
  }
}

/// A number to three figures, the same everywhere.
private func text(_ value: Double) -> String {
  value >= 1000 || value.rounded() == value
    ? String(Int(value.rounded())) : String(format: "%.3g", value)
}
