import Fingerprints
import Foundation
import Specimens

/// Two made-up spectrometers that look at the same made-up stones.
///
/// Both are `SpectrumSimulator`s with the shipped line list and element levels. The second has other
/// channels, broader lines, another response, a brighter background and an axis that is off by half a
/// nanometre. Its response either rises or falls towards the ultraviolet, where most lines of traces
/// are: it sees them better than the first instrument, or worse. What belongs to a stone is drawn from streams named after it, so a stone is the same on
/// both; sessions and shots are drawn anew.
struct SimulatedInstruments {
  let primary: SpectrumSimulator
  let secondary: SpectrumSimulator

  /// The second instrument's own parameters: the median of each, but for the response.
  static let differences: [(name: String, median: String)] = [
    ("first_channel", "228.3"), ("channel_step", "0.83"), ("channels", "690"),
    ("gaussian_width", "2.1"), ("shift", "0.5"), ("offset", "320"), ("read_noise", "9"),
    ("light", "17000"), ("continuum", "420"),
  ]

  /// What the logarithm of the second instrument's response is at the two ends of the axis.
  enum Response: String, CaseIterable {
    case strongInTheUltraviolet, weakInTheUltraviolet

    /// The parameters `tilt` and `curvature`.
    var parameters: [(name: String, median: String)] {
      switch self {
      case .strongInTheUltraviolet: [("tilt", "-0.7"), ("curvature", "0.5")]
      case .weakInTheUltraviolet: [("tilt", "0.7"), ("curvature", "-0.4")]
      }
    }
  }

  init(seed: UInt64, response: Response) throws {
    let pack = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Models/simulated-spectra")
    func text(_ name: String) throws -> String {
      try String(contentsOf: pack.appendingPathComponent(name), encoding: .utf8)
    }
    let (lines, constants, levels) = (
      try EmissionLines(text("emission-lines.csv"), name: "emission-lines.csv"),
      try AtomicConstants.table(text("atomic-constants.csv"), name: "atomic-constants.csv"),
      try text("element-levels.csv")
    )
    var other = levels.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (name, median) in SimulatedInstruments.differences + response.parameters {
      for row in other.indices where other[row].hasPrefix("any,\(name),") {
        var fields = other[row].split(separator: ",", omittingEmptySubsequences: false)
        fields[2] = Substring(median)
        other[row] = fields.joined(separator: ",")
      }
    }
    primary = try SpectrumSimulator(
      lines: lines, constants: constants,
      levels: SimulationLevels(levels, name: "element-levels.csv"), seed: seed)
    secondary = try SpectrumSimulator(
      lines: lines, constants: constants,
      levels: SimulationLevels(other.joined(separator: "\n"), name: "secondary"), seed: seed)
  }

  /// Shots of stones of every origin on one of the instruments, with the columns `stone`, `session`,
  /// `instrument` and `origin`.
  ///
  /// A shot's noise is named after the stone and its number, so the second instrument's shots are
  /// those after the first `2 · shots`: no draw is shared.
  func table(
    stones: Range<Int>, shots: Int, onSecondary: Bool, sessions: Int, sessionPrefix: String
  ) -> SpectraTable {
    let simulator = onSecondary ? secondary : primary
    let skipped = onSecondary ? 2 * shots : 0
    var light: [Float] = []
    var columns: [[String]] = Array(repeating: [], count: 4)
    for origin in simulator.levels.origins {
      for stone in stones {
        let session = "\(sessionPrefix)\(stone % sessions + 1)"
        let all = simulator.shots(
          ofStone: "\(stone)", origin: origin, session: session, shots: skipped + shots)
        light += all.suffix(shots * simulator.axis.count)
        for _ in 0..<shots {
          let row = ["\(origin)/\(stone)", session, onSecondary ? "B" : "A", origin.name]
          for (column, value) in row.enumerated() { columns[column].append(value) }
        }
      }
    }
    return SpectraTable(
      axis: simulator.axis, intensities: light,
      metadata: Metadata(
        names: ["stone", "session", "instrument", "origin"], columns: columns,
        rows: columns[0].count))
  }
}
