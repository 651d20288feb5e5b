internal import Foundation
internal import LinearAlgebra
public import Specimens

/// How far the footprints of a library lie from one another, and which cannot be told apart.
///
/// ```swift
/// let comparison = try FootprintComparison(model, counts: [100, 1000])
/// comparison.distances[0][1]        // between the first two origins
/// comparison.pairs(mixedUpAt: 100)  // those wrong more often than 1 in 20 with 100 stones
/// comparison.map.points             // for a drawing
/// ```
///
/// Origins stand in the order of their names, whatever the order in the library.
public struct FootprintComparison: Sendable, Equatable, Codable {
  /// How often two origins are taken for one another.
  public struct Mistakes: Sendable, Equatable, Codable {
    /// The number of stones of a parcel, or of shots.
    public let count: Int
    /// The share of wrong answers when both are as likely beforehand: 0.5 for chance.
    public let error: Double
    /// The counts behind a simulated share; `nil` for one that follows from a formula.
    public let counted: BinomialShare?
  }

  /// Two origins.
  public struct Pair: Sendable, Equatable, Codable {
    /// The two names, ascending.
    public let origins: [String]
    /// Their distance.
    public let distance: Double
    /// One for each count, ascending.
    public let mistakes: [Mistakes]

    /// Whether the two are taken for one another more often than a limit at a count.
    func isMixedUp(at count: Int, limit: Double) -> Bool {
      mistakes.contains { $0.count == count && $0.error > limit }
    }
  }

  /// The kind of evidence.
  public let kind: EvidenceKind
  /// The names of the origins, ascending.
  public let origins: [String]
  /// What the distances are, in a sentence.
  public let measure: String
  /// `origins x origins`, symmetric with a zero diagonal.
  public let distances: [[Double]]
  /// `origins x origins`: the mean log10 likelihood ratio that one stone (or shot) of the row's origin
  /// gives for it against the column's.
  ///
  /// Between the mean footprints: what is not known of each origin makes real evidence weaker.
  public let evidencePerItem: [[Double]]
  /// All pairs, nearest first.
  public let pairs: [Pair]
  /// The share of wrong answers above which a pair counts as not told apart.
  public let limit: Double
  /// Reference items that are suspiciously alike, nearest first, at most 100.
  public let duplicates: [NearDuplicate]
  /// The number of them that were found.
  public let duplicateCount: Int
  /// The origins on a map.
  public let map: ClassicalScaling
  /// What limits the comparison, in whole sentences.
  public let sentences: [String]

  /// The pairs that are wrong more often than ``limit`` at a count, nearest first.
  public func pairs(mixedUpAt count: Int) -> [Pair] {
    pairs.filter { $0.isMixedUp(at: count, limit: limit) }
  }

  /// Puts a comparison together.
  ///
  /// - Parameters:
  ///   - mistakes: of the pair of two origins, by their numbers, the first below the second.
  ///   - unit: what is counted, as `stones`.
  init(
    kind: EvidenceKind, origins: [String], measure: String, distances: Matrix<Double>,
    evidencePerItem: Matrix<Double>, mistakes: (Int, Int) -> [Mistakes], limit: Double,
    duplicates: NearDuplicates, unit: String, limits: [String]
  ) throws(MatchingError) {
    self.kind = kind
    self.origins = origins
    self.measure = measure
    self.distances = (0..<distances.rows).map { Array(distances.row($0)) }
    self.evidencePerItem = (0..<evidencePerItem.rows).map { Array(evidencePerItem.row($0)) }
    self.limit = limit
    self.duplicates = duplicates.listed
    duplicateCount = duplicates.count
    let pairs = origins.indices.flatMap { one in
      (one + 1..<max(one + 1, origins.count)).map { other in
        Pair(
          origins: [origins[one], origins[other]], distance: distances[one, other],
          mistakes: mistakes(one, other))
      }
    }
    .sorted { $0.distance < $1.distance }
    self.pairs = pairs
    do {
      map = try ClassicalScaling(of: distances)
    } catch {
      throw .material(
        reason: "the footprints could not be mapped: \(error)",
        mend: "look for a footprint with values that are not finite")
    }
    var sentences: [String] = []
    for count in pairs.first?.mistakes.map(\.count) ?? [] {
      let mixed = pairs.filter { $0.isMixedUp(at: count, limit: limit) }
      let names = mixed.prefix(5).map { $0.origins.joined(separator: " and ") }
      sentences.append(
        "With \(count) \(unit) \(mixed.count) of \(pairs.count) pairs of origins cannot be told "
          + "apart: taken for one another more often than \(String(format: "%.2f", limit))"
          + (names.isEmpty ? "." : ", nearest first \(names.joined(separator: "; "))."))
    }
    if map.shown < 0.8 {
      sentences.append(
        "The map shows \(String(format: "%.2f", map.shown)) of the squared distances; where two "
          + "origins seem near, look at their distance.")
    }
    if duplicateCount > 0 {
      sentences.append(
        "\(duplicateCount) pairs of reference items are suspiciously alike. If they are one item "
          + "under two names, the library's figures are too good; where two origins overlap, one in "
          + "a hundred of their pairs is that near by chance.")
    }
    self.sentences = sentences + limits
  }
}
