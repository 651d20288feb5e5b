import Foundation
public import Specimens

/// Every invented number of a simulation: element levels by origin, plasma, instrument, and how much
/// each varies from session to session, stone to stone and shot to shot.
///
/// The table has the columns `origin`, `name`, `median`, `session_spread`, `stone_spread`,
/// `shot_spread` and `scale` (`log` or `linear`); further columns (the unit, and the word *invented*)
/// are for people. The origin `any` holds what all origins share. A name is a parameter, a band
/// (`CN 0-0`) or an element, whose level is in atoms per million of carbon.
///
/// ```swift
/// let levels = try SimulationLevels(text, name: "element-levels.csv")
/// levels.level("Ca", for: Origin("GH/Birim"))?.median   // 100
/// ```
public struct SimulationLevels: Sendable, Equatable {
  /// The middle of one quantity and its three spreads.
  public struct Level: Sendable, Equatable {
    /// The middle value, in the unit that the quantity's row names.
    public let median: Double
    /// The standard deviation between sessions: of the logarithm, or of the value itself.
    public let session: Double
    /// The same between stones.
    public let stone: Double
    /// The same between shots.
    public let shot: Double
    /// Whether the spreads multiply (log-normal) or add (normal).
    public let isLogarithmic: Bool

    /// The value of one shot from three standard normal numbers.
    ///
    /// Log scale: median·exp(σ_session·z₁ + σ_stone·z₂ + σ_shot·z₃); linear scale: the sum itself.
    func value(session z1: Double, stone z2: Double, shot z3: Double) -> Double {
      let deviation = session * z1 + stone * z2 + shot * z3
      return isLogarithmic ? median * exp(deviation) : median + deviation
    }
  }

  /// The quantities that every simulation needs beside its elements.
  ///
  /// - `first_channel`, `channel_step` (nm) and `channels`: the wavelength axis.
  /// - `temperature` (eV), `electron_density` (1/cm³): the plasma.
  /// - `light`: counts·nm in C I 247.856; `continuum`: counts/nm at its highest.
  /// - `offset`, `read_noise`, `saturation` (counts), `noise_gain` (electrons per count): the detector.
  /// - `gaussian_width`: the instrument's full width (nm); `stark_width` and `stark_width_H`: the
  ///   Lorentzian full width at 10^17 electrons per cm³, of all others and of hydrogen (nm).
  /// - `shift` (nm), `tilt`, `curvature`: the axis' error, and the response's slope and bend as
  ///   logarithms at the ends of the axis.
  /// - `inclusions`: a factor on every trace of a stone; `band_tail` (nm): how far bands reach.
  public static let parameters = [
    "first_channel", "channel_step", "channels", "temperature", "electron_density", "light",
    "continuum", "offset", "read_noise", "noise_gain", "saturation", "gaussian_width",
    "stark_width", "stark_width_H", "shift", "tilt", "curvature", "inclusions", "band_tail",
  ]

  /// The quantities that the simulation divides by or takes the logarithm of.
  private static let positive: Set<String> = [
    "channel_step", "noise_gain", "gaussian_width",
  ]

  /// The quantities that scale a logarithm or a profile and so must be given as log-normal.
  private static let logarithmic: Set<String> = [
    "temperature", "electron_density", "light", "continuum", "inclusions", "band_tail",
  ]

  /// The origins in the order of the table.
  public let origins: [Origin]
  /// The table's name for error messages.
  public let name: String
  private let shared: [String: Level]
  private let own: [Origin: [String: Level]]

  /// The levels in a table.
  ///
  /// - Parameters:
  ///   - text: the table, comma-separated, with a header
  ///   - name: its name for error messages
  /// - Throws: `SimulationError` with the line that is broken, or the parameter that is missing.
  public init(_ text: String, name: String) throws(SimulationError) {
    let table = try FactTable(
      text, name: name,
      columns: [
        "origin", "name", "median", "session_spread", "stone_spread", "shot_spread", "scale",
      ])
    var origins: [Origin] = []
    var shared: [String: Level] = [:]
    var own: [Origin: [String: Level]] = [:]
    for row in table.rows {
      let level = try SimulationLevels.level(row)
      let quantity = row.text("name")
      let origin = Origin(row.text("origin"))
      if origin.name != "any" && own[origin] == nil { origins.append(origin) }
      let earlier =
        origin.name == "any"
        ? shared.updateValue(level, forKey: quantity)
        : own[origin, default: [:]].updateValue(level, forKey: quantity)
      guard earlier == nil else {
        throw SimulationError(
          file: name, line: row.line, reason: "\(origin) has \"\(quantity)\" twice",
          mend: "give it once")
      }
    }
    for parameter in SimulationLevels.parameters where shared[parameter] == nil {
      throw SimulationError(
        file: name, reason: "\"any\" has no \"\(parameter)\"",
        mend: "add a row for it, as in Models/simulated-spectra/element-levels.csv")
    }
    self.origins = origins
    self.name = name
    self.shared = shared
    self.own = own
  }

  /// The names of the quantities that an origin has, its own and the shared ones, in alphabetical
  /// order.
  public func names(for origin: Origin) -> [String] {
    Set(shared.keys).union(own[origin, default: [:]].keys).sorted()
  }

  /// Whether a quantity belongs to the origin itself: a trace that inclusions carry.
  public func isTrace(_ name: String, in origin: Origin) -> Bool {
    own[origin]?[name] != nil
  }

  /// The level of a quantity for an origin; its own row comes before the shared one.
  public func level(_ name: String, for origin: Origin) -> Level? {
    own[origin]?[name] ?? shared[name]
  }

  /// The shared middle of a parameter without spreads, such as the number of channels.
  func constant(_ name: String) -> Double { shared[name]?.median ?? 0 }

  /// One row's level, refused where it could not be simulated: a median that is not positive on a log
  /// scale, a spread beyond 3 (a factor of e^3), an unknown scale.
  private static func level(_ row: FactTable.Row) throws(SimulationError) -> Level {
    let scale = row.text("scale")
    let quantity = row.text("name")
    guard scale == "log" || (scale == "linear" && !logarithmic.contains(quantity)) else {
      throw SimulationError(
        file: row.file, line: row.line, reason: "the scale of \"\(quantity)\" is \"\(scale)\"",
        mend: logarithmic.contains(quantity) ? "write log" : "write log or linear")
    }
    let mustBePositive = scale == "log" || positive.contains(quantity)
    let range: ClosedRange<Double> =
      quantity == "channels" ? 2...100_000 : mustBePositive ? 1e-12...1e24 : -1e6...1e6
    return Level(
      median: try row.number("median", in: range),
      session: try row.number("session_spread", in: 0...3),
      stone: try row.number("stone_spread", in: 0...3),
      shot: try row.number("shot_spread", in: 0...3), isLogarithmic: scale == "log")
  }
}
