package import Fingerprints
internal import LinearAlgebra
public import Specimens

/// A library of size footprints that parcels are held against.
///
/// ```swift
/// let model = try SizeModel(footprints: [birim, seguela])
/// let assessment = try model.assess([parcel])[0]
/// assessment.origins[0].origin   // the most probable one
/// ```
///
/// A parcel is never compared class by class with another: every footprint is carried into the
/// parcel's own classes, above the larger of the two cut-offs.
public struct SizeModel: Sendable, Equatable {
  /// The seed of all reference draws.
  static let seed: UInt64 = 1
  /// The number of members of a measured footprint.
  package static let measuredMembers = 300

  /// The footprints, one for each origin, by name.
  public let footprints: [SizeFootprint]
  /// The pooled distribution: 240 shares that sum to 1.
  public let pooled: [Double]
  /// How sieves blur.
  package let curve: PassingCurve
  /// All footprints' members, one after another.
  let members: Matrix<Double>
  /// The rows of each footprint's members.
  let ranges: [Range<Int>]
  /// The part of each member that its footprint's cut-off holds back.
  let heldBack: [Double]

  /// The origins, in the order of every probability.
  public var origins: [Origin] { footprints.map(\.origin) }

  /// A library of the given footprints.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` when there are fewer than two, or two are of
  ///   one origin.
  public init(footprints: [SizeFootprint]) throws(MatchingError) {
    try self.init(footprints: footprints, pooled: nil, curve: PassingCurve())
  }

  /// A library with a known pooled distribution; by default the mean of the footprints.
  package init(
    footprints: [SizeFootprint], pooled: [Double]?, curve: PassingCurve
  ) throws(MatchingError) {
    guard footprints.count > 1 else {
      throw .material(
        reason: "the library holds fewer than two origins",
        mend: "add footprints of another origin: there is nothing to tell apart")
    }
    let sorted = footprints.sorted { $0.origin < $1.origin }
    for (one, next) in zip(sorted, sorted.dropFirst()) where one.origin == next.origin {
      throw .material(
        reason: "the library holds two footprints of \(one.origin)", mend: "keep one of them")
    }
    self.footprints = sorted
    self.curve = curve
    var ranges: [Range<Int>] = []
    for footprint in sorted {
      let first = ranges.last?.upperBound ?? 0
      ranges.append(first..<first + footprint.members.rows)
    }
    self.ranges = ranges
    let members = Matrix(
      rows: ranges.last?.upperBound ?? 0, columns: CaratGrid.count,
      elements: sorted.flatMap { $0.members.elements.map { Double($0) } })
    self.members = members
    heldBack = zip(sorted, ranges).flatMap { footprint, range in
      guard let cutOff = footprint.cutOff else { return range.map { _ in 1.0 } }
      let held = curve.heldBackShares(by: cutOff)
      return range.map { row in zip(members.row(row), held).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let means = sorted.map(\.mean)
    self.pooled =
      pooled
      ?? (0..<CaratGrid.count).map { cell in
        means.reduce(0) { $0 + $1[cell] } / Double(means.count)
      }
  }

  /// The weight in carats below which some footprint says nothing; `nil` when none has a cut-off.
  var cutOff: Double? {
    footprints.compactMap { $0.cutOff.map(curve.halfWeight) }.max()
  }
}
