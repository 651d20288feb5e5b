import Fingerprints
import Specimens
import Testing

@Suite struct SpectrumSimulatorTests {
  private let origin = Origin("GH/Birim")

  @Test func aStonesShotsDoNotDependOnWhatElseIsMade() throws {
    let simulator = try Shipped.simulator()
    let many = simulator.shots(ofStone: "a", origin: origin, session: "S1", shots: 3)
    _ = simulator.shots(ofStone: "b", origin: origin, session: "S1", shots: 1)
    let one = simulator.shots(ofStone: "a", origin: origin, session: "S1", shots: 1)
    #expect(Array(many.prefix(one.count)) == one)
    let few = simulator.table(of: origin, stones: 2, shots: 2)
    let more = simulator.table(of: origin, stones: 3, shots: 2)
    #expect(more.selecting(rows: [0, 1, 2, 3]) == few)
  }

  @Test func seedStoneSessionAndOriginEachChangeTheShots() throws {
    let simulator = try Shipped.simulator()
    let other = try Shipped.simulator(seed: 2)
    let shots = [
      simulator.shots(ofStone: "a", origin: origin, session: "S1", shots: 1),
      simulator.shots(ofStone: "b", origin: origin, session: "S1", shots: 1),
      simulator.shots(ofStone: "a", origin: origin, session: "S2", shots: 1),
      simulator.shots(ofStone: "a", origin: Origin("RU/Yakutia"), session: "S1", shots: 1),
      other.shots(ofStone: "a", origin: origin, session: "S1", shots: 1),
    ]
    #expect(Set(shots).count == 5)
  }

  @Test func theRowsOfTheTablesMayStandInAnyOrder() throws {
    let rows = try Shipped.text("element-levels.csv").split(separator: "\n")
    let reversed = ([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\n")
    let simulator = try SpectrumSimulator(
      lines: Shipped.lines(), constants: Shipped.constants(),
      levels: SimulationLevels(reversed, name: "levels.csv"), seed: 1)
    #expect(
      try simulator.shots(ofStone: "a", origin: origin, session: "S1", shots: 1)
        == Shipped.simulator().shots(ofStone: "a", origin: origin, session: "S1", shots: 1))
  }

  /// Real shots after dividing by total light: median 0.22 in alloys, 0.35 in fish fillets.
  @Test func lineIntensitiesVaryBetweenShotsAsInRealData() throws {
    let simulator = try Shipped.simulator()
    let shots = 60
    let values = simulator.shots(ofStone: "a", origin: origin, session: "S1", shots: shots)
    let channels = simulator.axis.count
    // C I 247.856, Mg II 279.553, CN 388.34, Ca II 393.366, C2 516.52, Na I 588.995, O I 777.194.
    for channel in [18, 50, 157, 163, 286, 359, 547] {
      let shares = (0..<shots).map { shot -> Double in
        let light = values[shot * channels..<(shot + 1) * channels].map { Double($0) - 200 }
        return light[channel] / light.reduce(0, +)
      }
      let mean = shares.reduce(0, +) / Double(shots)
      let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shots - 1)
      #expect((0.15...0.6).contains(variance.squareRoot() / mean), "channel \(channel)")
    }
  }

  @Test func carbonIsTheBrightestLineAndNoShotSaturates() throws {
    let simulator = try Shipped.simulator()
    let shot = simulator.shots(ofStone: "a", origin: origin, session: "S1", shots: 1)
    #expect(shot.firstIndex(of: shot.max() ?? 0).map { simulator.axis.wavelengths[$0] } == 248)
    #expect(shot.allSatisfy { $0 >= 0 && $0 < 65_535 && $0 == $0.rounded() })
  }

  @Test func withoutNoiseAndSpreadTheLightOfALineIsThatOfItsLevel() throws {
    // Na alone beside carbon: the doublet's light against C I is ratio · level.
    let text = try Shipped.text("element-levels.csv").split(separator: "\n").compactMap { row in
      var fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields[0] == "any" else { return fields[0] == "origin" ? String(row) : nil }
      guard fields[1] == "C" || SimulationLevels.parameters.contains(fields[1]) else { return nil }
      fields.replaceSubrange(3...5, with: ["0", "0", "0"])
      if fields[1] == "continuum" { fields[2] = "1e-9" }
      if ["read_noise", "shift", "stark_width"].contains(fields[1]) { fields[2] = "0" }
      if fields[1] == "noise_gain" { fields[2] = "1e20" }
      if fields[1] == "light" { fields[2] = "1e4" }
      if fields[1] == "saturation" { fields[2] = "900000" }
      return fields.joined(separator: ",")
    }
    let levels = try SimulationLevels(
      (text + ["X,Na,5000,0,0,0,log,,"]).joined(separator: "\n"), name: "levels.csv")
    let simulator = try SpectrumSimulator(
      lines: Shipped.lines(), constants: Shipped.constants(), levels: levels, seed: 1)
    let shot = simulator.shots(ofStone: "a", origin: Origin("X"), session: "S1", shots: 1)
    func light(_ range: ClosedRange<Int>) -> Double {
      range.reduce(0) { $0 + Double(shot[$1 - 230]) - 200 }
    }
    #expect(abs(light(242...254) / 1e4 - 1) < 2e-3)
    // 79.211053 from Benchmarks/peers/golden_spectra.py for 588.995; the doublet's other line is
    // half of it (1.23e8/2.46e8, 2.102 eV, 589.592 nm).
    let doublet = 79.211053 * (1 + 0.5 * 1.002356 * 588.995 / 589.592)
    #expect(abs(light(580...598) / 1e4 / (doublet * 5000e-6) - 1) < 5e-3)
  }

  @Test func aLevelForSomethingUnknownIsRefused() throws {
    let text = try Shipped.text("element-levels.csv") + "GH/Birim,Unobtainium,1,0,0,0,log,,\n"
    let levels = try SimulationLevels(text, name: "levels.csv")
    let error = #expect(throws: SimulationError.self) {
      try SpectrumSimulator(
        lines: Shipped.lines(), constants: Shipped.constants(), levels: levels, seed: 1)
    }
    #expect(error?.reason == "GH/Birim has a level for \"Unobtainium\"")
  }

  @Test func extremeLevelsSaturateTheDetectorInsteadOfBreakingIt() throws {
    let text = try Shipped.text("element-levels.csv")
      .replacing("any,temperature,0.85,", with: "any,temperature,1e-12,")
    let simulator = try SpectrumSimulator(
      lines: Shipped.lines(), constants: Shipped.constants(),
      levels: SimulationLevels(text, name: "levels.csv"), seed: 1)
    let shot = simulator.shots(ofStone: "a", origin: origin, session: "S1", shots: 1)
    #expect(shot.allSatisfy { $0 >= 0 && $0 <= 65_535 })
  }
}
