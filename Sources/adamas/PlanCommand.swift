internal import ArgumentParser
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Specimens

/// `adamas plan`: how many stones, shots or reference stones are needed to tell origins apart.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say how many stones or shots are needed to tell origins apart.",
    discussion: """
      Example:
        adamas plan --origins CI,GH --target 0.95

      For size distributions parcels are simulated from the library at rising numbers of stones. With \
      --kind spectra or elements the library's own held-out groups answer for rising numbers of shots.

      Exit codes: 0 done, 3 no number that was tried is enough.
      """)

  @Option(
    help: ArgumentHelp(
      "The origins to tell apart, such as CI,GH; a country stands for its deposits.",
      valueName: "origin,…"))
  var origins: ColumnNames?

  @Option(help: ArgumentHelp("A library file or a pack's folder.", valueName: "library"))
  var library: String?

  @Option(
    help: ArgumentHelp(
      "A table of size classes whose sieve set the parcels will be counted in.", valueName: "file"))
  var sieve: String?

  @Option(help: "The share of right answers that is wanted.")
  var target = 0.95

  @Option(help: "The kind of evidence, where the shipped references are used.")
  var kind: EvidenceKind = .sizes

  @Option(help: "The seed of the simulated parcels.")
  var seed: UInt64 = 1

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard target > 0, target < 1 else {
      throw ValidationError("--target must be between 0 and 1.")
    }
  }

  func run() throws {
    try withExitCodes {
      let library = try FittedLibrary(chosen: self.library, kind: kind)
      let (text, json, needed): (String, Data, Int?)
      switch library.model {
      case .sizes(let model):
        guard let origins, origins.names.count > 1 else {
          throw MatchingError.material(
            reason: "fewer than two origins are named",
            mend: "name two or more with --origins, such as CI,GH")
        }
        let plan = try SizePlan(
          model, origins: origins.names.map(Origin.init), sieves: try sieveSet(), target: target,
          seed: seed)
        (text, json, needed) = (plan.text(style: output.style), try plan.json(), plan.needed)
      case .vectors(let model):
        guard origins == nil, sieve == nil else {
          throw MatchingError.material(
            reason: "a library of \(model.kind.rawValue) answers for all its origins together",
            mend: "leave --origins and --sieve out")
        }
        let plan = ShotPlan(model, target: target)
        (text, json, needed) = (plan.text(style: output.style), try plan.json(), plan.needed)
      }
      switch output.format {
      case .json: try output.write(json)
      case .text:
        let weakest = library.description.grade
        let grade =
          weakest == .measured
          ? "" : "! References are of the grade \(weakest.rawValue): \(weakest.explanation).\n\n"
        try output.write(Data((grade + text).utf8))
      }
      if needed == nil { throw ExitCode(3) }
    }
  }

  /// The sieve set of the first parcel of the file.
  private func sieveSet() throws -> SieveSet? {
    guard let sieve else { return nil }
    guard case .classes(let set, _)? = try readParcels(at: sieve).first?.content else {
      throw MatchingError.material(
        reason: "\(sieve) holds single stones, no size classes",
        mend: "name a table with lower_mm, upper_mm and mesh, or lower_ct and upper_ct")
    }
    return set
  }
}

/// `adamas library compare`: which footprints of a library cannot be told apart.
struct LibraryCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show which footprints of a library are near one another.",
    discussion: """
      Example:
        adamas library compare Models/summary-footprints

      Distances between footprints, pairs that are mixed up at given numbers of stones, references \
      that are nearly the same, and with --format json a map of the footprints.
      """)

  @Argument(help: ArgumentHelp("A library file or a pack's folder.", valueName: "LIBRARY"))
  var library: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let library = try FittedLibrary(chosen: self.library, kind: .sizes)
      let comparison =
        switch library.model {
        case .sizes(let model): try FootprintComparison(model)
        case .vectors(let model): try FootprintComparison(model)
        }
      switch output.format {
      case .json: try output.write(try comparison.json())
      case .text: try output.write(Data(comparison.text(style: output.style).utf8))
      }
    }
  }
}
