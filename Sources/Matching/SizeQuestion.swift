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
      self.init(KeptClasses(of: set, pooled: pooled, cutOff: cutOff, curve: curve), contents)
    }
    judge(parcel.handling)
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
        + "\(threeFigures(smallest)) ct was taken as one."
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

  /// Counts in the classes of a sieve set that count, carats turned into counts.
  private init(_ kept: KeptClasses, _ contents: [ClassContent]) {
    var (counts, warnings): ([Double], [String]) = ([], [])
    var (fromCarats, isWide) = (false, false)
    for (position, index) in kept.places.enumerated() {
      if let stones = contents[index].stones {
        counts.append(stones)
      } else if let carats = contents[index].carats {
        fromCarats = fromCarats || carats > 0
        isWide = isWide || carats > 0 && kept.isWide[position]
        counts.append(kept.meanWeights[position].map { carats / $0 } ?? 0)
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
    if kept.dropsOpenClass {
      warnings.append(
        "The lowest class states no lower bound, so the bottom cut-off is not known; it was left out, "
          + "and the next class's bound was taken as the cut-off.")
    }
    if !kept.below.isEmpty {
      let stones = kept.below.reduce(0) { $0 + (contents[$1].stones ?? 0) }
      warnings.append(SizeQuestion.dropped(stones, below: kept.cutOff ?? 0))
    }
    let isValid = counts.allSatisfy { $0 >= 0 && $0.isFinite }
    self.init(
      counts: isValid ? counts : [], names: kept.names, sieves: kept.sieves, warnings: warnings,
      refusal: isValid ? nil : "a size class has neither stones nor carats, or not a valid number")
  }

  /// Prepares counts in classes that were chosen before.
  ///
  /// - Parameters:
  ///   - contents: of all classes of the sieve set.
  ///   - kept: which of them count.
  ///   - handling: what happened to the goods.
  init(_ contents: [ClassContent], in kept: KeptClasses, handling: Handling) {
    self.init(kept, contents)
    judge(handling)
  }

  /// Sees whether the goods can be assessed at all.
  private mutating func judge(_ handling: Handling) {
    switch handling {
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

  /// Why the counts cannot be assessed; `nil` when they can.
  private func reasonAgainst() -> String? {
    if counts.count < 2 {
      return "fewer than two size classes lie above the cut-off of the references"
    }
    if stones < SizeQuestion.fewestStones {
      return
        "\(threeFigures(stones.rounded())) stones above the cut-off are too few; a size distribution "
        + "needs \(Int(SizeQuestion.fewestStones)) or more"
    }
    if counts.count(where: { $0 > 0 }) < 2 {
      return "all stones are in one size class, which says nothing about their distribution"
    }
    return nil
  }

  /// The doubling of weight that a class of single stones begins in: "0.5-1 ct".
  private static func doubling(_ carats: Double) -> String {
    let lower = exp2((log2(carats) + 1e-9).rounded(.down))
    return "\(threeFigures(lower))-\(threeFigures(2 * lower)) ct"
  }

  private static func dropped(_ stones: Double, below carats: Double) -> String {
    "The references say nothing below \(threeFigures(carats)) ct; "
      + (stones > 0 ? "\(threeFigures(stones)) stones" : "the classes") + " there were left out."
  }
}
