internal import ArgumentParser
internal import Fingerprints
internal import Foundation
internal import Instruments

/// `adamas simulate elements`: writes a table of made-up trace elements.
struct SimulateElementsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "elements",
    abstract: "Write a table of made-up trace elements of stones from made-up deposits.",
    discussion: """
      Example: adamas simulate elements --levels Samples/simulated-element-levels.csv \
      --deposit made-up-A --deposit made-up-B --stones 12 --seed 1
      With --questioned the table holds one stone for each --deposit, which may be named again, and does \
      not say which is which.
      """)

  @Option(help: "The table of invented levels.")
  var levels: String

  @Option(name: .customLong("deposit"), help: "A deposit of the levels; may be given again.")
  var deposits: [String]

  @Option(help: "Stones of each deposit.")
  var stones = 12

  @Flag(help: "Questioned stones: their deposits are not stated.")
  var questioned = false

  @Option(help: "The table to write; standard output without it.")
  var output: String?

  @Option(help: "The seed: the same seed gives the same bytes.")
  var seed: UInt64

  /// Refuses numbers of stones that make no table.
  func validate() throws {
    guard (1...10_000).contains(stones) else {
      throw ValidationError("Give from 1 to 10000 --stones.")
    }
  }

  /// Makes the table, then prints or writes it.
  func run() throws {
    try withExitCodes {
      let text = try SimulationOptions.text(of: levels, mend: "name the table with --levels")
      let simulator: ElementSimulator
      do {
        simulator = try ElementSimulator(text, name: levels, seed: seed)
      } catch let error as SimulationError {
        throw ReadError(error)
      }
      for deposit in deposits where !simulator.deposits.contains(deposit) {
        let known = simulator.deposits.joined(separator: ", ")
        throw ValidationError("The levels have no deposit \"\(deposit)\"; give one of \(known).")
      }
      let table =
        questioned
        ? simulator.questionedTable(of: deposits)
        : simulator.referenceTable(of: deposits, count: stones)
      try TextOutput.write(table, to: output)
    }
  }
}
