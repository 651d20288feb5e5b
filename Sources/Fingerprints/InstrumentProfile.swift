internal import Foundation
internal import LinearAlgebra
public import Specimens

/// What a library's own shots say about the instrument that made them, and how far its reference
/// groups differ from one another.
///
/// ```swift
/// let profile = InstrumentProfile(of: references, groups: stones, sessions: sessions)
/// InstrumentGuard(profile: profile).examine(questioned).reason   // nil, or why nothing can be said
/// ```
///
/// Every group is held out in turn and measured against the others, as questioned shots will be; where
/// sessions are known, all groups of its session are held out with it, so that what one session
/// differs from the next belongs to the ordinary. A single shot is noisier than the mean of
/// many, so each group is also measured by its first shot, four, sixteen and so on.
public struct InstrumentProfile: Sendable, Equatable {
  /// The channels.
  public let axis: WavelengthAxis
  /// The number of reference groups.
  public var groups: Int { roots.rows }
  /// The session of each group, where they are known.
  public let sessions: [String]?
  /// The median full width at half height of the common lines of each session, in nanometres; under
  /// the empty name when sessions are not known.
  public let widthBySession: [String: Double]
  /// The median displacement of each session's lines against the whole library's, in nanometres.
  public let shiftBySession: [String: Double]

  /// `groups x channels`: each group's root spectrum, centred and of unit length, as correlations need
  /// it.
  let roots: Matrix<Float>
  /// What the groups have in common.
  let mean: MeanReference
  /// The figures of held-out groups, by rising number of shots.
  let heldOut: [HeldOut]

  /// The figures of held-out groups, measured by some number of shots.
  struct HeldOut: Sendable, Equatable, Codable {
    /// How many shots of each group were measured together.
    let shots: Int
    /// The activity of each window in the quietest group.
    let quietest: [Double]
    private let figures: [Figures]

    /// In a fixed order, so that equal profiles are written as equal bytes.
    private struct Figures: Sendable, Equatable, Codable {
      let check: InstrumentCheck
      let sizes: [Double]
    }

    /// The figures in any order.
    init(shots: Int, quietest: [Double], figures: [InstrumentCheck: [Double]]) {
      self.shots = shots
      self.quietest = quietest
      self.figures = InstrumentCheck.allCases.compactMap { check in
        figures[check].map { Figures(check: check, sizes: $0.sorted()) }
      }
    }

    /// The sizes of a check's figures in rising order.
    subscript(check: InstrumentCheck) -> [Double] {
      figures.first { $0.check == check }?.sizes ?? []
    }
  }

  /// The most groups that a profile is learned from.
  ///
  /// The spread of an instrument's figures is known well from so many, and every group is compared with
  /// every other.
  public static let mostGroups = 2_000

  /// Learns a profile.
  ///
  /// Of more groups than the limit it takes that many, evenly over the order of their names.
  ///
  /// - Parameters:
  ///   - table: the library's shots
  ///   - groups: the stone or piece of each shot
  ///   - sessions: the session of each shot, if known
  ///   - limit: the most groups that are taken
  /// - Returns: `nil` when fewer than two groups have light.
  /// - Complexity: O(groups² · channels · log shots), of at most ``mostGroups``.
  public init?(
    of table: SpectraTable, groups: [String], sessions: [String]? = nil,
    limit: Int = InstrumentProfile.mostGroups
  ) {
    precondition(groups.count == table.count, "One group for each shot.")
    let channels = table.axis.count
    var rows: [String: [Int]] = [:]
    for (row, group) in groups.enumerated() { rows[group, default: []].append(row) }
    var members: [Member] = []
    let names = rows.keys.sorted()
    let taken = min(names.count, max(2, limit))
    for place in 0..<taken {
      let own = rows[names[place * names.count / taken]] ?? []
      guard let all = ShotSummary(light: table.intensities, channels: channels, shots: own) else {
        continue
      }
      let draws = InstrumentProfile.draws(own).map { draw in
        (draw.count, ShotSummary(light: table.intensities, channels: channels, shots: draw))
      }
      members.append(
        Member(
          session: own.first.flatMap { sessions?[$0] }, all: all,
          draws: draws.compactMap { count, summary in summary.map { (count, $0) } }))
    }
    guard members.count > 1 else { return nil }
    axis = table.axis
    self.sessions = sessions == nil ? nil : members.map { $0.session ?? "" }
    roots = ShotSummary.standardised(members.map(\.all))
    let mean = MeanReference(members.map(\.all), axis: table.axis)
    self.mean = mean
    heldOut = InstrumentProfile.heldOut(members, axis: table.axis)

    let step = InstrumentProfile.channelWidth(of: table.axis)
    var (widths, shifts): ([String: [Double]], [String: [Double]]) = ([:], [:])
    for member in members {
      let found = mean.lines.measure(member.all.root.map(Double.init))
      if let shift = found.shift { shifts[member.session ?? "", default: []].append(shift * step) }
      if let broadening = found.broadening, let width = mean.lines.width {
        widths[member.session ?? "", default: []].append(width * exp(broadening) * step)
      }
    }
    widthBySession = widths.compactMapValues { CommonLines.median($0) }
    shiftBySession = shifts.compactMapValues { CommonLines.median($0) }
  }

  /// A profile read back.
  init(_ description: Description, roots: Matrix<Float>) {
    axis = description.axis
    sessions = description.sessions
    widthBySession = description.widthBySession
    shiftBySession = description.shiftBySession
    mean = description.mean
    heldOut = description.heldOut
    self.roots = roots
  }

  /// A group while the profile is learned: its session, all of its shots together, and some.
  private struct Member {
    let session: String?
    let all: ShotSummary
    let draws: [(shots: Int, summary: ShotSummary)]
  }

  /// Up to four shots alone, two sets of four, sixteen, ..., and all shots; each spread over the group.
  private static func draws(_ rows: [Int]) -> [[Int]] {
    var draws: [[Int]] = []
    var size = 1
    while size < rows.count {
      let apart = rows.count / size
      for draw in 0..<min(size == 1 ? 4 : 2, apart) {
        let start = draw * apart / (size == 1 ? 4 : 2)
        draws.append((0..<size).map { rows[min(start + $0 * apart, rows.count - 1)] })
      }
      size *= 4
    }
    return draws + [rows]
  }

  /// Measures every group against the others, with its whole session left out where sessions are
  /// known and more than one.
  ///
  /// The lines, ratios and levels of light that it is measured against are made anew without it, so
  /// no group is compared with itself even in part.
  private static func heldOut(_ members: [Member], axis: WavelengthAxis) -> [HeldOut] {
    let sessions = Set(members.compactMap(\.session))
    let full = members.map { $0.all }
    // Sizes that at least half of the groups have shots for; the last draw of a group is all of it.
    let sizes = Set(members.flatMap { $0.draws.map(\.shots) }).sorted().filter { size in
      members.count { $0.draws.contains { $0.shots >= size } } * 2 >= members.count
    }
    var figures: [Int: [InstrumentCheck: [Double]]] = [:]
    var quiet: [Int: [[Double]]] = [:]
    for size in sizes {
      quiet[size] = members.map { member in
        let some = member.draws.filter { $0.shots == size }
        let chosen = some.isEmpty ? [member.all] : some.map(\.summary)
        return chosen.dropFirst().reduce(chosen[0].activity) { zip($0, $1.activity).map(min) }
      }
    }
    let draws = members.enumerated().flatMap { index, member in
      member.draws.filter { sizes.contains($0.shots) }
        .map { (member: index, shots: $0.shots, summary: $0.summary) }
    }
    let correlations = ShotSummary.correlations(
      draws.map(\.summary), ShotSummary.standardised(full), workers: .all)
    for (index, member) in members.enumerated() {
      let others = members.indices.filter { other in
        other != index && (sessions.count < 2 || members[other].session != member.session)
      }
      guard !others.isEmpty else { continue }
      let mean = MeanReference(others.map { full[$0] }, axis: axis)
      for size in sizes {
        let quietest = InstrumentProfile.least(others.map { quiet[size]?[$0] ?? [] })
        for (row, draw) in draws.enumerated() where draw.member == index && draw.shots == size {
          let likest = others.map { correlations[row, $0] }.max() ?? 0
          let found = mean.figures(
            of: draw.summary, correlation: Double(likest), quietest: quietest)
          for (check, figure) in found {
            figures[size, default: [:]][check, default: []].append(abs(figure))
          }
        }
      }
    }
    return sizes.map { size in
      HeldOut(
        shots: size, quietest: InstrumentProfile.least(quiet[size] ?? []),
        figures: figures[size] ?? [:])
    }
  }

  /// The least value of each place.
  private static func least(_ rows: [[Double]]) -> [Double] {
    guard let first = rows.first else { return [] }
    return rows.dropFirst().reduce(first) { zip($0, $1).map(min) }
  }

  /// The median width of a channel, in nanometres.
  static func channelWidth(of axis: WavelengthAxis) -> Double {
    CommonLines.median(
      axis.segments.flatMap { segment in
        segment.dropFirst().map { axis.wavelengths[$0] - axis.wavelengths[$0 - 1] }
      }) ?? 0
  }
}
