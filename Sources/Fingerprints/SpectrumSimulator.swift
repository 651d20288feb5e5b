import Foundation
public import Specimens

/// Makes up LIBS spectra of diamonds: a thermal plasma of carbon, air and invented trace elements,
/// seen by a small spectrometer.
///
/// ```swift
/// let simulator = try SpectrumSimulator(lines: lines, constants: constants, levels: levels, seed: 1)
/// let table = simulator.table(of: Origin("CI/Séguéla"), stones: 12, shots: 8)
/// table.count   // 96
/// ```
///
/// A shot's light in a channel is continuum + bands + Σ lines, times the session's response, plus an
/// offset, with normal noise of variance (signal/gain + read noise²), rounded to whole counts. A
/// line's light is the `light` level times the element's level (parts per million of carbon) times
/// its emissivity against C I 247.856 in the same plasma (see `ThermalPlasma`).
///
/// Every quantity varies between sessions, stones and shots as `SimulationLevels` says, each from its
/// own random stream, named after what it belongs to: a stone's shots are the same whichever other
/// stones are made.
///
/// **Determinism.** Draws are exact and never rejected. Logarithms and exponentials may differ between
/// machines in the last of 53 bits; a count would change only if the signal lay within about 10^-11
/// counts of a half, which is to be expected in one of 10^5 packs as large as the shipped one.
public struct SpectrumSimulator: Sendable {
  /// The channels, one segment.
  public let axis: WavelengthAxis
  /// The invented numbers.
  public let levels: SimulationLevels
  /// The seed of every stream.
  public let seed: UInt64
  private let sources: [Origin: [Source]]
  private let carbon: Source

  /// A line together with its element's constants.
  private struct Source: Sendable {
    let line: EmissionLine
    let constants: AtomicConstants
  }

  /// A simulator of the given facts and invented levels.
  ///
  /// - Throws: `SimulationError` when a level is for something that has no lines or constants, or
  ///   C I 247.856 is missing.
  public init(
    lines: EmissionLines, constants: [String: AtomicConstants], levels: SimulationLevels,
    seed: UInt64
  ) throws(SimulationError) {
    let first = levels.constant("first_channel")
    let step = levels.constant("channel_step")
    axis = WavelengthAxis(
      wavelengths: (0..<Int(levels.constant("channels"))).map { first + step * Double($0) })
    let known = Set(SimulationLevels.parameters + MolecularBand.all.map(\.name))
    var sources: [Origin: [Source]] = [:]
    for origin in levels.origins {
      for name in levels.names(for: origin) where !known.contains(name) {
        guard let atom = constants[name], !lines[name].isEmpty else {
          throw SimulationError(
            file: levels.name, reason: "\(origin) has a level for \"\(name)\"",
            mend: "name an element of the line list and of the atomic constants")
        }
        sources[origin, default: []] += lines[name].map { Source(line: $0, constants: atom) }
      }
    }
    guard let atom = constants["C"],
      let line = lines["C"].first(where: { abs($0.wavelength - 247.856) < 0.01 })
    else {
      throw SimulationError(
        file: levels.name, reason: "the line C I 247.856 nm or the constants of C are missing",
        mend: "add them: every intensity is relative to that line")
    }
    carbon = Source(line: line, constants: atom)
    self.sources = sources
    self.levels = levels
    self.seed = seed
  }

  /// The shots of one stone: whole counts, shot after shot, `shots * axis.count` values.
  ///
  /// - Parameters:
  ///   - stone: the stone's name; with the origin it names the random streams
  ///   - origin: one of `levels.origins`; another origin has no traces at all
  ///   - session: the session's name; stones of one session share its response and shift
  ///   - shots: how many
  /// - Complexity: O(shots · (lines · 60 + channels)).
  public func shots(
    ofStone stone: String, origin: Origin, session: String, shots: Int
  ) -> [Float] {
    (1...max(1, shots)).prefix(max(0, shots)).flatMap { shot in
      let state = State(
        levels: levels, origin: origin, seed: seed, session: session,
        stone: "\(origin)/\(stone)", shot: shot)
      return counts(signal(state, origin: origin), state)
    }
  }

  /// The light of one shot before response and noise, in counts above the offset.
  ///
  /// Traces of an origin share one factor, `inclusions`: a stone with more of one has more of all, so
  /// that totals say little and ratios tell origins apart.
  private func signal(_ state: State, origin: Origin) -> [Double] {
    let plasma = ThermalPlasma(
      temperature: state["temperature"], electronDensity: state["electron_density"])
    let light = state["light"]
    let shift = state["shift"]
    var signal = continuum(plasma, height: state["continuum"])

    let width = state["gaussian_width"]
    let density = plasma.electronDensity / 1e17
    let profile = LineProfile(
      gaussianWidth: width, lorentzianWidth: max(0, state["stark_width"]) * density)
    // Hydrogen's linear Stark effect grows with the 2/3 power of the electron density.
    let hydrogen = LineProfile(
      gaussianWidth: width, lorentzianWidth: max(0, state["stark_width_H"]) * pow(density, 2 / 3))
    let reference = plasma.logEmissivity(carbon.line, carbon.constants)
    for source in sources[origin, default: []] {
      let element = source.line.element
      let inclusions = levels.isTrace(element, in: origin) ? state["inclusions"] : 1
      let relative = exp(plasma.logEmissivity(source.line, source.constants) - reference)
      add(
        light * relative * inclusions * state[element] * 1e-6, to: &signal,
        at: source.line.wavelength + shift, reach: 20,
        (element == "H" ? hydrogen : profile).integral)
    }
    let tail = BandProfile(gaussianWidth: width, tail: state["band_tail"])
    for band in MolecularBand.all where levels.level(band.name, for: origin) != nil {
      add(
        light * state[band.name], to: &signal, at: band.head + shift, reach: 20, tail.integral)
    }
    return signal
  }

  /// Kramers' free-free continuum, λ⁻²·exp(−hc/λkT), scaled so that its highest channel is `height`.
  private func continuum(_ plasma: ThermalPlasma, height: Double) -> [Double] {
    // hc = 1239.84 eV nm; as logarithms, since cold plasmas underflow in the ultraviolet.
    let logs = axis.wavelengths.map {
      -2 * log($0) - 1239.841_984 / ($0 * plasma.temperature)
    }
    let highest = logs.max() ?? 0
    return logs.map { height * exp($0 - highest) }
  }

  /// Adds light of a shape around a centre, out to `reach` nanometres on both sides.
  ///
  /// Each channel gets the shape's integral over its own width, divided by that width: an area in
  /// counts·nm becomes counts/nm. What lies beyond the reach or the axis is lost (of a Lorentzian
  /// 0.1 nm wide, 0.2 % beyond 20 nm).
  ///
  /// - Parameters:
  ///   - area: the light in counts·nm
  ///   - signal: the channels
  ///   - centre: the wavelength of the line or band head, in nanometres
  ///   - reach: in nanometres
  ///   - integral: the part of the light below a distance from the centre
  private func add(
    _ area: Double, to signal: inout [Double], at centre: Double, reach: Double,
    _ integral: (Double) -> Double
  ) {
    let first = levels.constant("first_channel")
    let step = levels.constant("channel_step")
    let lower = max(0, (centre - reach - first) / step)
    let upper = min(Double(signal.count - 1), (centre + reach - first) / step)
    guard lower <= upper else { return }
    let channels = Int(lower)...Int(upper)
    var below = integral(axis.wavelengths[channels.lowerBound] - step / 2 - centre)
    for channel in channels {
      let above = integral(axis.wavelengths[channel] + step / 2 - centre)
      signal[channel] += area * (above - below) / step
      below = above
    }
  }

  /// The detector: response, offset, noise, whole counts and saturation.
  ///
  /// The response is exp(tilt·x + curvature·x²) with x from −1 at the first channel to 1 at the last.
  /// The noise is normal with the variance of shot noise and read noise together; a Poisson draw would
  /// be truer below some ten counts, but needs rejection.
  private func counts(_ signal: [Double], _ state: State) -> [Float] {
    var noise = CounterGenerator(seed: seed, stream: "noise \(state.shotName)")
    let saturation = levels.constant("saturation")
    let gain = levels.constant("noise_gain")
    let readNoise = levels.constant("read_noise")
    return signal.indices.map { channel in
      let x = 2 * Double(channel) / Double(max(1, signal.count - 1)) - 1
      let response = exp(state["tilt"] * x + state["curvature"] * x * x)
      let mean = signal[channel] * response
      let deviation = (max(0, mean) / gain + readNoise * readNoise).squareRoot()
      let count = (levels.constant("offset") + mean + deviation * noise.normal()).rounded()
      // Written so that an overflow to infinity or no number saturates the detector.
      return Float(count < saturation ? max(0, count) : saturation)
    }
  }
}

/// The values of all quantities in one shot.
///
/// Each is drawn from three streams, named `Ca of session S1`, `Ca of stone GH/Birim/a` and `Ca of
/// GH/Birim/a shot 1`: the first draw of each, so order and number of other draws cannot matter.
private struct State {
  /// The shot's name, which names its noise stream too.
  let shotName: String
  private let values: [String: Double]

  init(
    levels: SimulationLevels, origin: Origin, seed: UInt64, session: String, stone: String,
    shot: Int
  ) {
    let name = "\(stone) shot \(shot)"
    func draw(_ owner: String, _ quantity: String) -> Double {
      var generator = CounterGenerator(seed: seed, stream: "\(quantity) of \(owner)")
      return generator.normal()
    }
    var values: [String: Double] = [:]
    for quantity in levels.names(for: origin) {
      values[quantity] = levels.level(quantity, for: origin)?.value(
        session: draw("session \(session)", quantity), stone: draw("stone \(stone)", quantity),
        shot: draw(name, quantity))
    }
    shotName = name
    self.values = values
  }

  /// The value of a quantity that the levels have; the initialiser of the simulator saw to that.
  subscript(quantity: String) -> Double { values[quantity] ?? 0 }
}
