internal import Fingerprints
public import LinearAlgebra
public import Specimens

/// What is known of the size distribution of one origin's diamonds: an ensemble of possible
/// distributions, and how far a single parcel strays from them.
///
/// A *summary* footprint is an ensemble of distributions that reproduce published figures, each of
/// them as good as the next: a parcel comes from one of them. A *measured* footprint is a distribution
/// fitted to real parcels, with draws of what their number of stones leaves open and the scatter of
/// the parcels about it. Both are kept on the carat grid, so they fit any sieve set.
///
/// ```swift
/// let footprint = try SizeFootprint(
///   origin: Origin("GH/Birim"), grade: .summary, source: "doi:…", members: ensemble.map(\.shares))
/// footprint.members.rows   // 300
/// ```
public struct SizeFootprint: Sendable, Equatable {
  /// How a parcel of the origin strays from the member of the ensemble that it comes from.
  public enum Scatter: Sendable, Equatable {
    /// By chance only: every member stands for a possible parcel.
    case none
    /// As shares drawn from a Dirichlet distribution about the member, with one concentration for
    /// each member.
    case dirichlet([Double])
    /// Nobody knows: the references hold one parcel. Taken as none, which is too sure.
    case unknown
  }

  /// The origin.
  public let origin: Origin
  /// How far the footprint can be trusted.
  public let grade: Grade
  /// Where the figures or the goods come from.
  public let source: String
  /// `m x 240`: possible distributions over the cells of the carat grid, each summing to 1, in
  /// single precision, as files keep them.
  public let members: Matrix<Float>
  /// How parcels stray from the members.
  public let scatter: Scatter
  /// The bound below which the references say nothing, where they have one.
  public let cutOff: SizeBound?
  /// The bound below which no published figure reaches, so that an ensemble's members only continue
  /// their curves; `nil` where nothing is stated.
  ///
  /// Unlike ``cutOff`` it hides no class: an ensemble's spread says what is not known there. A parcel
  /// with stones below it gets a warning.
  public let figuresReach: SizeBound?
  /// The names of real reference parcels; none for an ensemble.
  public let parcelNames: [String]
  /// `parcels x 240`: each real parcel's own distribution.
  public let parcels: Matrix<Float>

  /// A footprint that is an ensemble of possible distributions.
  ///
  /// - Parameters:
  ///   - members: 240 shares each; scaled to sum to 1.
  ///   - cutOff: the bound below which the members mean nothing.
  ///   - figuresReach: the bound below which the members only continue their curves.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when there are no members, or one is no
  ///   distribution over the grid.
  public init(
    origin: Origin, grade: Grade, source: String, members: [[Double]], cutOff: SizeBound? = nil,
    figuresReach: SizeBound? = nil
  ) throws(MatchingError) {
    guard !members.isEmpty else {
      throw .material(
        reason: "the footprint of \(origin) has no members", mend: "give at least one distribution")
    }
    for (index, member) in members.enumerated() {
      guard
        member.count == CaratGrid.count, member.allSatisfy({ $0 >= 0 && $0.isFinite }),
        member.contains(where: { $0 > 0 })
      else {
        throw .material(
          reason: "member \(index + 1) of the footprint of \(origin) is no distribution over the "
            + "\(CaratGrid.count) cells of the carat grid",
          mend: "give a share of stones for every cell, none negative")
      }
    }
    self.init(
      origin: origin, grade: grade, source: source,
      members: Matrix<Float>(Matrix(members.map(SizeFootprint.scaled))), scatter: .none,
      cutOff: cutOff, figuresReach: figuresReach, parcelNames: [],
      parcels: Matrix(rows: 0, columns: CaratGrid.count))
  }

  init(
    origin: Origin, grade: Grade, source: String, members: Matrix<Float>, scatter: Scatter,
    cutOff: SizeBound?, figuresReach: SizeBound? = nil, parcelNames: [String],
    parcels: Matrix<Float>
  ) {
    self.origin = origin
    self.grade = grade
    self.source = source
    self.members = members
    self.scatter = scatter
    self.cutOff = cutOff
    self.figuresReach = figuresReach
    self.parcelNames = parcelNames
    self.parcels = parcels
  }

  /// The mean of the members: 240 shares that sum to 1.
  public var mean: [Double] { SizeFootprint.scaled(columnMeans(members)) }

  /// The name of a member among the nearest references.
  func name(ofMember index: Int) -> String { "\(origin) #\(index + 1)" }

  /// The concentration with which parcels are drawn from a member; `nil` for none.
  func drawingConcentration(ofMember index: Int) -> Double? {
    if case .dirichlet(let values) = scatter { values[index] } else { nil }
  }

  /// The concentration with which a parcel's counts are held against a member; `nil` for the plain
  /// multinomial.
  ///
  /// An ensemble has gaps between its members; the kernel bridges them.
  func scoringConcentration(ofMember index: Int) -> Double? {
    switch scatter {
    case .none: SizeFootprint.kernel
    case .dirichlet(let values): values[index]
    case .unknown: nil
    }
  }

  /// The concentration of the kernel about the members of an ensemble: 10^3.5, the middle of what
  /// leaving members out one by one chose for thirteen origins.
  static let kernel = 3162.0

  private static func scaled(_ shares: [Double]) -> [Double] {
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }
}
