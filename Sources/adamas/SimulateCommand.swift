internal import ArgumentParser
internal import Fingerprints
internal import Foundation
internal import Instruments
internal import Specimens

/// `adamas simulate`: makes up material to try the tool with, and the shipped packs.
///
/// What it writes is of grade *simulated*, or *summary* for footprints that reproduce published facts.
/// The same facts, levels and seed give the same bytes on every machine.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make up material to try the tool with; it says nothing about real diamonds.",
    discussion: """
      Example: adamas simulate spectra --output my-pack --seed 1
      Example: adamas simulate stone --origin CI/Séguéla --seed 7 --output stone.csv
      Example: adamas simulate footprints --output my-footprints --seed 1
      """,
    subcommands: [
      SimulateSpectraCommand.self, SimulateStoneCommand.self, SimulateFootprintsCommand.self,
      SimulateParcelCommand.self, SimulateManifestCommand.self, SimulateElementsCommand.self,
    ])
}

/// The facts and invented numbers that a simulation starts from.
///
/// All three tables are looked for in one folder, which is a simulated pack's own; `--levels` and
/// `--lines` put another table in the place of one of them.
struct SimulationOptions: ParsableArguments {
  @Option(help: "The folder with the line list, the atomic constants and the levels.")
  var facts = "Models/simulated-spectra"

  @Option(help: "Another table of invented element levels.")
  var levels: String?

  @Option(help: "Another list of emission lines.")
  var lines: String?

  @Option(help: "The seed: the same seed gives the same bytes.")
  var seed: UInt64

  /// The paths of the three tables: their names in a pack, and where they lie now.
  var tables: [(name: String, path: String)] {
    [
      ("emission-lines.csv", lines ?? "\(facts)/emission-lines.csv"),
      ("atomic-constants.csv", "\(facts)/atomic-constants.csv"),
      ("element-levels.csv", levels ?? "\(facts)/element-levels.csv"),
    ]
  }

  /// The simulator that the options describe, and the texts that it was made from.
  ///
  /// - Throws: `ReadError` when a table is missing or broken.
  func simulator() throws -> (SpectrumSimulator, texts: [String]) {
    let texts = try tables.map { try SimulationOptions.text(of: $0.path) }
    do {
      let simulator = try SpectrumSimulator(
        lines: EmissionLines(texts[0], name: tables[0].path),
        constants: AtomicConstants.table(texts[1], name: tables[1].path),
        levels: SimulationLevels(texts[2], name: tables[2].path), seed: seed)
      return (simulator, texts)
    } catch {
      throw ReadError(
        file: error.file, line: error.line, reason: error.reason, mend: error.mend)
    }
  }

  /// The text of a table, which must be UTF-8.
  ///
  /// - Parameters:
  ///   - path: the file
  ///   - mend: what to do where it is missing
  static func text(
    of path: String, mend: String = "name the pack's folder with --facts"
  ) throws(ReadError) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ReadError(
        file: path, reason: "it is not there or cannot be opened", mend: mend, isMissing: true)
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ReadError(file: path, reason: "it is not UTF-8 text", mend: "save it as UTF-8")
    }
    return text
  }
}

/// `adamas simulate spectra`: writes a pack of made-up reference stones.
///
/// The pack holds the tables that it was made from, so it can be rebuilt from itself. Its `CARD.md` is
/// written by people and left alone.
struct SimulateSpectraCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spectra",
    abstract: "Write a pack of made-up reference stones.",
    discussion: """
      Example: adamas simulate spectra --output my-pack --seed 1 --stones 12 --shots 8
      The pack gets library.json, one folder with spectra.csv for each origin, and copies of the \
      tables that it was made from. Grade: simulated.
      """)

  @Option(help: "The pack's folder; made if it is not there.")
  var output: String

  @OptionGroup var simulation: SimulationOptions

  @Option(help: "Stones of each origin.")
  var stones = 12

  @Option(help: "Shots of each stone.")
  var shots = 8

  /// Refuses numbers of stones and shots that make no pack.
  func validate() throws {
    guard (1...10_000).contains(stones), (1...10_000).contains(shots) else {
      throw ValidationError("Give from 1 to 10000 --stones and --shots.")
    }
  }

  /// Makes all files in memory, then writes them.
  func run() throws {
    try withExitCodes {
      let (simulator, texts) = try simulation.simulator()
      let folder = URL(fileURLWithPath: output)
      let facts = zip(simulation.tables, texts).map { ($0.name, $1) }
      let generated = simulator.packFiles(
        name: folder.lastPathComponent, stones: stones, shots: shots)
      try TextOutput.write(generated.map { ($0.path, $0.text) } + facts, into: folder)
    }
  }
}

/// `adamas simulate stone`: writes the shots of one made-up questioned stone.
///
/// The table has no origin column, and its session is one that no reference stone shares.
struct SimulateStoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stone",
    abstract: "Write the shots of one made-up stone whose table does not state its origin.",
    discussion: "Example: adamas simulate stone --origin CI/Séguéla --seed 7 --output stone.csv")

  @Option(help: "The origin that the stone is made to come from; the levels table lists them.")
  var origin: String

  @Option(help: "The table to write; standard output without it.")
  var output: String?

  @Option(help: "The stone's name; another name gives another stone.")
  var name = "Q1"

  @Option(help: "Shots of the stone.")
  var shots = 8

  @OptionGroup var simulation: SimulationOptions

  /// Refuses numbers of shots that make no table.
  func validate() throws {
    guard (1...10_000).contains(shots) else {
      throw ValidationError("Give from 1 to 10000 --shots.")
    }
  }

  /// Makes the table, then prints or writes it.
  func run() throws {
    try withExitCodes {
      let (simulator, _) = try simulation.simulator()
      let origin = Origin(self.origin)
      guard simulator.levels.origins.contains(origin) else {
        let known = simulator.levels.origins.map(\.name).joined(separator: ", ")
        throw ValidationError("The levels have no origin \"\(origin)\"; give one of \(known).")
      }
      let text = simulator.questionedTable(named: name, origin: origin, shots: shots).wideText
      try TextOutput.write(text, to: output)
    }
  }
}
