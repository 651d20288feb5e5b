internal import ArgumentParser
internal import Fingerprints
internal import Foundation
internal import Instruments

/// `adamas simulate manifest`: writes a made-up manifest with violations whose truth is known.
struct SimulateManifestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest",
    abstract: "Write a made-up manifest in which violations of rules are planted.",
    discussion: """
      Example: adamas simulate manifest --output inbox --parcels 1000 --seed 1
      The folder gets manifest.csv, a table of goods for each parcel in evidence, and planted.csv: \
      which parcels break which rule, and which hold goods of another origin than declared. All other \
      parcels have papers that break no rule. Parcels, certificates and goods are invented.
      """)

  @Option(help: "The folder; made if it is not there.")
  var output: String

  @Option(help: "The number of parcels.")
  var parcels: Int

  @Option(help: "The share of parcels that fail a check, from 0 to 1.")
  var violations = 0.1

  @Option(
    help: "The share of parcels whose goods are of another origin than declared, from 0 to 1.")
  var moved = 0.02

  @Option(help: "The number of stones of a parcel, about.")
  var stones = 300

  @OptionGroup var options: SizeFactsOptions

  /// Refuses what makes no manifest.
  func validate() throws {
    guard (1...999_999).contains(parcels) else {
      throw ValidationError("Give from 1 to 999999 --parcels.")
    }
    guard (2...100_000).contains(stones) else {
      throw ValidationError("Give from 2 to 100000 --stones.")
    }
    guard (0...1).contains(violations), (0...1).contains(moved), violations + moved <= 1 else {
      throw ValidationError("Give --violations and --moved from 0 to 1, together no more than 1.")
    }
  }

  /// Makes all files in memory, then writes them.
  func run() throws {
    try withExitCodes {
      let (sampler, _) = try options.sampler()
      var simulator = ManifestSimulator(
        facts: sampler.facts, seed: options.seed, parcels: parcels)
      simulator.violations = violations
      simulator.moved = moved
      simulator.stones = stones
      let files: [(path: String, text: String)]
      do {
        files = try simulator.files()
      } catch let error as SimulationError {
        throw ReadError(error)
      }
      try TextOutput.write(files, into: URL(fileURLWithPath: output))
    }
  }
}
