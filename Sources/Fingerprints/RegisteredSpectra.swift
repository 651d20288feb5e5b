internal import Foundation
internal import LinearAlgebra
public import Specimens

/// Shots whose axes were registered, session by session.
///
/// A spectrometer drifts between sessions and not within one, so the shots of a session are averaged,
/// each at the same total light, and their mean is registered (``AxisRegistration``): many shots show
/// lines that one does not.
///
/// ```swift
/// let registered = RegisteredSpectra(table)
/// registered.sessions[0].note
/// // "The axis was registered in air by 9 listed lines: moved by -0.661 to +0.020 nm, the lines then
/// //  stand within 0.003 nm of the list."
/// registered.table.axis   // that of the session with most shots
/// ```
///
/// An axis that registration would move by less than a tenth of a channel is left exactly as it is:
/// the lines confirm it, and interpolating would only blur. One whose lines are not seen is left as it
/// is too, and the note says so. Once the session with most shots is registered, others whose lines
/// stand in the same channels share its axis and are not registered anew.
///
/// Intensities are not changed, unless ``table`` has to bring sessions to one axis.
public struct RegisteredSpectra: Sendable {
  /// What became of a session's axis.
  public enum Outcome: Sendable, Equatable {
    /// It was moved.
    case moved(AxisRegistration)
    /// The lines confirm it to a tenth of a channel.
    case confirmed(AxisRegistration)
    /// Its lines stand where those of the reference shots do, whose registered axis it shares.
    case shared
    /// It could not be registered, for the reason given.
    case unregistered(reason: String)
  }

  /// The shots of one session.
  public struct Session: Sendable {
    /// Its name in the table's column `session`; empty where there is none.
    public let name: String
    /// Its rows in the table, rising.
    public let rows: [Int]
    /// The shots on the session's own axis.
    public let table: SpectraTable
    /// What became of the axis.
    public let outcome: Outcome

    /// Whether the axis is known to be right.
    public var isRegistered: Bool {
      if case .unregistered = outcome { false } else { true }
    }
  }

  /// The sessions in the order of their first shots.
  public let sessions: [Session]

  /// The registered axis that sessions are compared with first; `nil` where there is none.
  package let reference: RegisteredAxis?

  /// Registers the axes of a table's sessions.
  ///
  /// - Parameters:
  ///   - table: shots; the columns `session` and `medium` are used where there are any. A session
  ///     whose shots state one medium is taken to be in it.
  ///   - reference: a library's axis, which questioned shots may share; `nil` for that of the
  ///     session with most shots.
  /// - Complexity: O(shots · channels) and what ``AxisRegistration`` takes for each session.
  package init(_ table: SpectraTable, sharing reference: RegisteredAxis?) {
    let names = table.metadata["session"] ?? Array(repeating: "", count: table.count)
    var rows: [String: [Int]] = [:]
    var order: [String] = []
    for (row, name) in names.enumerated() {
      if rows[name, default: []].isEmpty { order.append(name) }
      rows[name, default: []].append(row)
    }
    var found: [Session?] = Array(repeating: nil, count: order.count)
    var shared = reference
    // The session with most shots comes first, and among equals the first of the table.
    let bySize = order.indices.sorted {
      (rows[order[$1]]?.count ?? 0, $0) < (rows[order[$0]]?.count ?? 0, $1)
    }
    for index in bySize {
      let own = rows[order[index]] ?? []
      let shots = order.count == 1 ? table : table.selecting(rows: own)
      let mean = RegisteredSpectra.meanShot(shots)
      let session = Session(
        name: order[index], rows: own, shots: shots, mean: mean, sharing: shared)
      if shared == nil, session.isRegistered {
        shared = RegisteredAxis(mean: mean, registered: session.table.axis)
      }
      found[index] = session
    }
    sessions = found.compactMap(\.self)
    self.reference = shared
  }

  /// Registers the axes of a table's sessions, by the session with most shots.
  public init(_ table: SpectraTable) {
    self.init(table, sharing: nil)
  }

  /// All shots in the order of the table they came from, on the axis of the session with most shots.
  ///
  /// - Throws: ``FingerprintError`` when another session does not cover that axis.
  public var table: SpectraTable {
    get throws(FingerprintError) {
      guard let main = sessions.max(by: { $0.rows.count < $1.rows.count }) else {
        preconditionFailure("A table has a session.")
      }
      guard sessions.count > 1 else { return main.table }
      let axis = main.table.axis
      let extractor = SpectralExtractor(axis: axis, normalisation: .none)
      let count = sessions.reduce(0) { $0 + $1.rows.count }
      var intensities = [Float](repeating: 0, count: count * axis.count)
      var origin = [(session: Int, row: Int)](repeating: (0, 0), count: count)
      for (index, session) in sessions.enumerated() {
        let light = try extractor.features(of: session.table).elements
        for (place, row) in session.rows.enumerated() {
          origin[row] = (index, place)
          intensities.replaceSubrange(
            row * axis.count..<(row + 1) * axis.count,
            with: light[place * axis.count..<(place + 1) * axis.count])
        }
      }
      let metadata = sessions[0].table.metadata
      return SpectraTable(
        axis: axis, intensities: intensities,
        metadata: Metadata(
          names: metadata.names,
          columns: metadata.names.indices.map { column in
            origin.map { sessions[$0.session].table.metadata.columns[column][$0.row] }
          },
          rows: count))
    }
  }
}

extension RegisteredSpectra.Session {
  /// A session of the given shots, registered.
  init(
    name: String, rows: [Int], shots: SpectraTable, mean: Spectrum, sharing axis: RegisteredAxis?
  ) {
    self.name = name
    self.rows = rows
    if let axis, axis.holds(for: mean) {
      outcome = .shared
      table = SpectraTable(
        axis: axis.registered, intensities: shots.intensities, metadata: shots.metadata)
      return
    }
    do {
      let registration = try AxisRegistration(
        of: mean, medium: RegisteredSpectra.medium(shots))
      if shots.axis.coincides(with: registration.axis) {
        outcome = .confirmed(registration)
        table = shots
      } else {
        outcome = .moved(registration)
        table = SpectraTable(
          axis: registration.axis, intensities: shots.intensities, metadata: shots.metadata)
      }
    } catch {
      outcome = .unregistered(reason: error.reason)
      table = shots
    }
  }

  /// What was done, in one sentence; `nil` where the lines confirm the axis as it is.
  public var note: String? {
    let subject = name.isEmpty ? "The axis" : "The axis of session \(name)"
    switch outcome {
    case .confirmed, .shared: return nil
    case .unregistered(let reason):
      return "\(subject) was taken as it stands: \(reason)."
    case .moved(let registration):
      let used = registration.lines.filter(\.isUsed)
      let moves = used.map { $0.after - $0.before }
      let rest = used.map { abs($0.after) }.max() ?? 0
      let turned =
        registration.medium == registration.mediumBefore
        ? "" : ", after it was turned from \(registration.mediumBefore.rawValue)"
      return "\(subject) was registered in \(registration.medium.rawValue) by \(used.count) listed "
        + "lines\(turned): moved by \(String(format: "%+.3f", moves.min() ?? 0)) to "
        + "\(String(format: "%+.3f", moves.max() ?? 0)) nm, the lines then stand within "
        + "\(String(format: "%.3f", rest)) nm of the list."
    }
  }
}

extension RegisteredSpectra {
  /// The mean of shots, each scaled to the same total light; shots without light are passed over.
  ///
  /// Blocks of shots are summed by themselves and then in order, so that the mean does not depend on
  /// the number of threads.
  static func meanShot(_ table: SpectraTable, workers: Workers = .all) -> Spectrum {
    let (channels, blockShots) = (table.axis.count, 256)
    let sums = workers.map((table.count + blockShots - 1) / blockShots) { block in
      let shots = block * blockShots..<min(table.count, (block + 1) * blockShots)
      return table.intensities.withUnsafeBufferPointer { light in
        var sums = [Double](repeating: 0, count: channels)
        for shot in shots {
          let own = UnsafeBufferPointer(rebasing: light[shot * channels..<(shot + 1) * channels])
          let total = lightSum(of: own).sum
          guard total > 0, total.isFinite else { continue }
          let scale = Double(channels) / total
          sums.withUnsafeMutableBufferPointer { sums in
            for channel in 0..<channels { sums[channel] += scale * Double(own[channel]) }
          }
        }
        return sums
      }
    }
    var sum = [Double](repeating: 0, count: channels)
    for block in sums {
      for channel in 0..<channels { sum[channel] += block[channel] }
    }
    let count = Double(max(1, table.count))
    return Spectrum(axis: table.axis, intensities: sum.map { Float($0 / count) })
  }

  /// The medium that all shots state, if they do.
  static func medium(_ table: SpectraTable) -> WavelengthMedium? {
    guard let stated = table.metadata["medium"], let first = stated.first,
      stated.allSatisfy({ $0 == first })
    else { return nil }
    return WavelengthMedium(rawValue: first)
  }
}
