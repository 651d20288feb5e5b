internal import LinearAlgebra
public import Specimens

/// What is odd about a library's references: looked at whenever a library is fitted.
///
/// Nothing here says that a reference is wrong. A stone beside those of another origin may be mislabelled,
/// or the origins may overlap; two stones that are one may be a copy, or the same stone sold twice.
///
/// ```swift
/// let findings = try ReferenceFindings(model)
/// findings.sentences
/// // ["12 of 90 stones are nearest to one of another origin: S017 of CI/Séguéla to S044 of GH/Birim, …"]
/// ```
public struct ReferenceFindings: Sendable, Equatable {
  /// A group whose nearest other group is of another origin.
  public struct Stray: Sendable, Equatable {
    /// The group, and its origin.
    public let group: String
    /// The group's origin.
    public let origin: Origin
    /// The group that is nearest to it.
    public let nearest: String
    /// The origin of that one.
    public let nearestOrigin: Origin
    /// Their distance in the model's metric.
    public let distance: Double
  }

  /// An origin with few groups.
  public struct ThinOrigin: Sendable, Equatable {
    /// The origin.
    public let origin: Origin
    /// How many groups it has.
    public let groups: Int
  }

  /// The groups whose nearest other group is of another origin, nearest first.
  public let strays: [Stray]
  /// The pairs of groups that are suspiciously alike, nearest first, at most 100.
  public let duplicates: [NearDuplicate]
  /// How many such pairs there are.
  public let duplicateCount: Int
  /// The origins with fewer groups than ``fewestGroups``, in the order of their names.
  public let thinOrigins: [ThinOrigin]
  /// The number of groups, and of those that were compared.
  public let groups: Int
  /// How many groups were compared with one another for pairs that are alike.
  public let comparedGroups: Int
  /// What a group is called: `stones`, `parcels`.
  private let unit: String

  /// The fewest groups of an origin that go unmentioned.
  public static let fewestGroups = 10

  /// The most groups that are compared pair by pair.
  private static let mostCompared = 4_000

  /// What is odd about the references of spectra or elements, in the learned metric.
  ///
  /// The metric was learned from the same references and draws the stones of an origin together, so that
  /// those listed stand apart in spite of it.
  ///
  /// - Throws: ``MatchingError`` when a mean is not finite.
  public init(_ model: OriginModel) throws(MatchingError) {
    let references = model.classifier.references
    try self.init(
      references.groupMeans, names: model.groupNames,
      origins: references.groupLabels.map { model.origins[$0] }, unit: "groups")
  }

  /// What is odd about the reference parcels of a library, by the Hellinger distance between what their
  /// classes are expected to hold above the larger cut-off.
  ///
  /// - Throws: ``MatchingError`` when the parcels cannot be compared.
  public init(_ model: SizeModel) throws(MatchingError) {
    let first = FootprintComparison.firstCell(of: model)
    let points = model.footprints.map {
      FootprintComparison.roots(Matrix<Double>($0.parcels), from: first)
    }
    try self.init(
      stacked(points), names: model.footprints.flatMap(\.parcelNames),
      origins: model.footprints.flatMap { footprint in
        footprint.parcelNames.map { _ in footprint.origin }
      }, unit: "parcels")
  }

  /// What is odd about groups at some points.
  ///
  /// - Parameters:
  ///   - points: `g x q`, distances are Euclidean.
  ///   - names: `g`.
  ///   - origins: `g`.
  init(
    _ points: Matrix<Double>, names: [String], origins: [Origin], unit: String
  ) throws(MatchingError) {
    self.unit = unit
    groups = names.count
    thinOrigins = Dictionary(grouping: origins) { $0 }
      .filter { $1.count < ReferenceFindings.fewestGroups }
      .map { ThinOrigin(origin: $0, groups: $1.count) }.sorted { $0.origin < $1.origin }
    guard names.count > 1 else {
      (strays, duplicates, duplicateCount, comparedGroups) = ([], [], 0, names.count)
      return
    }
    let index = try ReferenceIndex(points)
    let own = try ReferenceLabels(Array(0..<names.count), of: index)
    let found = try index.neighbours(
      of: points, k: 1, admitting: SearchFilter(own, excluding: Array(0..<names.count)))
    strays = names.indices.compactMap { group -> Stray? in
      guard let nearest = found[group].first, origins[nearest.row] != origins[group] else {
        return nil
      }
      return Stray(
        group: names[group], origin: origins[group], nearest: names[nearest.row],
        nearestOrigin: origins[nearest.row], distance: nearest.squaredDistance.squareRoot())
    }.sorted { ($0.distance, $0.group) < ($1.distance, $1.group) }
    let step = (names.count + ReferenceFindings.mostCompared - 1) / ReferenceFindings.mostCompared
    let compared = Array(stride(from: 0, to: names.count, by: step))
    comparedGroups = compared.count
    let alike = NearDuplicates(
      points.selecting(rows: compared), names: compared.map { names[$0] },
      origins: compared.map { origins[$0].name })
    (duplicates, duplicateCount) = (alike.listed, alike.count)
  }

  /// The findings in sentences; none where nothing is odd.
  public var sentences: [String] {
    var sentences: [String] = []
    func few(_ texts: [String]) -> String {
      texts.prefix(3).joined(separator: "; ") + (texts.count > 3 ? "; …" : "")
    }
    if !strays.isEmpty {
      let listed = strays.map {
        "\($0.group) of \($0.origin) to \($0.nearest) of \($0.nearestOrigin)"
      }
      let verb = strays.count == 1 ? "is" : "are"
      sentences.append(
        "\(strays.count) of \(groups) \(unit) \(verb) nearest to one of another origin: \(few(listed))."
      )
    }
    if duplicateCount > 0 {
      let listed = duplicates.map { pair in
        let origins =
          pair.isWithinOrigin
          ? "of \(pair.origins[0])" : "of \(pair.origins[0]) and \(pair.origins[1])"
        return "\(pair.items[0]) and \(pair.items[1]) \(origins)"
          + (pair.isIdentical ? ", identical" : "")
      }
      let pairs = duplicateCount == 1 ? "1 pair" : "\(duplicateCount) pairs"
      let among = comparedGroups < groups ? " among \(comparedGroups) of them" : ""
      sentences.append("\(pairs) of \(unit)\(among) are suspiciously alike: \(few(listed)).")
    }
    if !thinOrigins.isEmpty {
      let listed = thinOrigins.prefix(6).map { "\($0.groups) of \($0.origin)" }
      let others = thinOrigins.count - listed.count
      sentences.append(
        "There are few \(unit) of some origins, which all that is said of them rests on: "
          + listed.joined(separator: ", ") + (others > 0 ? " and \(others) origins more." : "."))
    }
    return sentences
  }
}
