internal import ArgumentParser
internal import Fingerprints
internal import Foundation
internal import Instruments

/// A table of published size facts, and the seed with which distributions are drawn from it.
struct SizeFactsOptions: ParsableArguments {
  @Option(help: "The table of published facts.")
  var facts = "Models/summary-footprints/summary-facts.csv"

  @Option(help: "The seed: the same seed gives the same bytes.")
  var seed: UInt64

  /// The sampler that the options describe, and the text of its facts.
  ///
  /// - Throws: `ReadError` when the table is missing or broken.
  func sampler() throws(ReadError) -> (SummaryFootprintSampler, text: String) {
    let text = try SimulationOptions.text(of: facts, mend: "name the table with --facts")
    do {
      let facts = try SummaryFacts(text, name: facts)
      return (SummaryFootprintSampler(facts: facts, seed: seed), text)
    } catch {
      throw ReadError(error)
    }
  }
}

extension ReadError {
  /// The error of a table that a simulation starts from.
  init(_ error: SimulationError) {
    self.init(file: error.file, line: error.line, reason: error.reason, mend: error.mend)
  }
}

/// `adamas simulate footprints`: writes a pack of summary size footprints.
///
/// The pack holds the facts that it was made from, so it can be rebuilt from itself. Its `CARD.md` is
/// written by people and left alone.
struct SimulateFootprintsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "footprints",
    abstract: "Write a pack of size distributions that reproduce published facts.",
    discussion: """
      Example: adamas simulate footprints --output my-footprints --seed 1
      Distributions are drawn from a wide prior and kept where they reproduce every fact about their \
      origin. The pack gets library.json, figures.csv, a copy of the facts and one folder with \
      members.csv for each origin. Grade: summary.
      """)

  @Option(help: "The pack's folder; made if it is not there.")
  var output: String

  @OptionGroup var options: SizeFactsOptions

  @Option(help: "Distributions kept for each origin.")
  var members = 300

  /// Refuses numbers of members that make no ensemble.
  func validate() throws {
    guard (2...10_000).contains(members) else {
      throw ValidationError("Give from 2 to 10000 --members.")
    }
  }

  /// Makes all files in memory, then writes them.
  func run() throws {
    try withExitCodes {
      let (sampler, text) = try options.sampler()
      let folder = URL(fileURLWithPath: output)
      let files: [(path: String, text: String)]
      do {
        files = try sampler.packFiles(name: folder.lastPathComponent, members: members)
      } catch let error as SimulationError {
        throw ReadError(error)
      }
      try TextOutput.write(files + [("summary-facts.csv", text)], into: folder)
    }
  }
}
