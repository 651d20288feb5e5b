internal import ArgumentParser
internal import Fingerprints
internal import Foundation
internal import Instruments
internal import Specimens

/// Bounds of size classes on the command line: `square:1.18,1.7`, `round:1.2` or `carats:0.02,0.05`.
struct SieveBounds: ExpressibleByArgument, Equatable {
  /// The bounds, rising, all of one sort.
  let bounds: [SizeBound]

  /// The bounds in a text; `nil` where it is not of that form.
  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let fields = parts[1].split(separator: ",", omittingEmptySubsequences: false)
    let values = fields.compactMap { Double($0) }
    guard values.count == fields.count, values.allSatisfy({ $0 > 0 && $0.isFinite }),
      zip(values, values.dropFirst()).allSatisfy(<)
    else { return nil }
    if parts[0] == "carats" {
      bounds = values.map { .carats($0) }
    } else if let mesh = Mesh(rawValue: String(parts[0])) {
      bounds = values.map { .aperture(millimetres: $0, mesh: mesh) }
    } else {
      return nil
    }
  }
}

/// `adamas simulate parcel`: writes a made-up parcel that fits the published facts about an origin.
///
/// Its distribution is a fresh draw from the facts with the seed given, so it is not one of the shipped
/// members unless that is the pack's own seed. The table does not state the origin.
struct SimulateParcelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parcel",
    abstract: "Write a made-up parcel that fits the published size facts about an origin.",
    discussion: """
      Example: adamas simulate parcel --origin AO/Lulo --stones 300 --classes round:1.2,2,3.35,6 \
      --seed 12
      Example: adamas simulate parcel --origin GN/Baoulé --stones 250 --above square:1.25 --seed 14
      --classes gives a table of size classes from these lower bounds, --above a table of single stones. \
      Bounds are millimetres of a round or square mesh, or carats.
      """)

  @Option(help: "The origin that the parcel is made to come from; the facts list them.")
  var origin: String

  @Option(help: "The number of stones.")
  var stones: Int

  @Option(help: "The lower bounds of the size classes.")
  var classes: SieveBounds?

  @Option(help: "The bottom cut-off of a table of single stones.")
  var above: SieveBounds?

  @Option(help: "The parcel's name; another name gives other stones.")
  var name = "P1"

  @Option(help: "The table to write; standard output without it.")
  var output: String?

  @OptionGroup var options: SizeFactsOptions

  /// Refuses what makes no parcel.
  func validate() throws {
    guard (1...10_000_000).contains(stones) else {
      throw ValidationError("Give from 1 to 10000000 --stones.")
    }
    guard (classes == nil) != (above == nil), (above?.bounds.count ?? 1) == 1 else {
      throw ValidationError("Give either --classes with its bounds, or --above with one bound.")
    }
    // The name stands in every row of the table, unquoted.
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "-_. ".contains($0) })
    else {
      throw ValidationError("Give a --name of letters, digits, spaces and -_. alone.")
    }
    let values = ((classes ?? above)?.bounds ?? []).map(\.value)
    guard let lowest = values.first, lowest >= 0.01, values.allSatisfy({ $0 <= 50 }) else {
      throw ValidationError("Give bounds from 0.01 to 50.")
    }
  }

  /// Draws a distribution, then the stones, then prints or writes the table.
  func run() throws {
    try withExitCodes {
      let (sampler, _) = try options.sampler()
      let origin = Origin(self.origin)
      guard sampler.facts.origins.contains(origin) else {
        let known = sampler.facts.origins.map(\.name).joined(separator: ", ")
        throw ValidationError("There are no facts about \"\(origin)\"; give one of \(known).")
      }
      let ensemble: SummaryFootprintSampler.Ensemble
      do {
        ensemble = try sampler.ensemble(of: origin, count: 1)
      } catch let error as SimulationError {
        throw ReadError(error)
      }
      let parcels = ParcelSimulator(distribution: ensemble.members[0], seed: options.seed)
      let text =
        if let classes {
          parcels.classTable(named: name, count: stones, bounds: classes.bounds)
        } else {
          parcels.stonesTable(
            named: name, count: stones, above: above?.bounds.first ?? .carats(0.01))
        }
      try TextOutput.write(text, to: output)
    }
  }
}
