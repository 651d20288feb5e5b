internal import ArgumentParser
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Specimens

/// `adamas mixture`: the shares of origins in a mixed parcel.
struct MixtureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mixture",
    abstract: "Say which shares of a mixed parcel come from which reference origins.",
    discussion: """
      Example:
        adamas mixture parcel.csv --library laboratory.adamas --declared CI,GH

      From sizes each parcel of the table is answered by itself. From spectra or elements all stones \
      of the table are one parcel, and what is like none of the references gets a share too.

      Exit codes: 0 done, 1 the goods are not only of the declared origins, or hold an unknown one, 3 \
      cannot say.
      """)

  @Argument(help: ArgumentHelp("The questioned table; - for standard input.", valueName: "PARCEL"))
  var parcel: String

  @Option(
    help: ArgumentHelp(
      "A library file or a pack's folder; the shipped one without it.", valueName: "library"))
  var library: String?

  @Option(
    help: ArgumentHelp("All origins that the papers name, such as CI,GH.", valueName: "origin,…"))
  var declared: ColumnNames?

  @Option(help: "The share of anything else that is tolerated.")
  var tolerance = 0.05

  @Option(help: "The seed of the draws behind the intervals.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("The columns that name a stone, by default stone.", valueName: "column,…"))
  var group: ColumnNames?

  @OptionGroup var options: TableOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard tolerance > 0, tolerance < 1 else {
      throw ValidationError("--tolerance must be between 0 and 1.")
    }
  }

  func run() throws {
    try withExitCodes {
      let (material, file) = try options.read(parcel)
      let library = try FittedLibrary(chosen: self.library, kind: material.kind)
      let mixtureOptions = MixtureOptions(
        seed: seed, declared: declared?.names.map(Origin.init) ?? [], tolerance: tolerance)
      let found = try mixtures(of: material, named: file.path, library, mixtureOptions)
      let result = MixtureFile(
        version: Adamas.version, library: library.description,
        input: ReportInput(path: file.path, sha256: file.sha256), seed: seed, parcels: found)
      switch output.format {
      case .json: try output.write(try result.json())
      case .text: try output.write(Data(result.text(style: output.style).utf8))
      }
      if let code = MixtureCommand.exitCode(of: found.map(\.report)) { throw code }
    }
  }

  /// The mixture of each parcel.
  private func mixtures(
    of material: Material, named name: String, _ library: FittedLibrary, _ options: MixtureOptions
  ) throws -> [(item: String, report: MixtureReport)] {
    switch (library.model, material) {
    case (.sizes(let model), .parcels(let parcels)):
      return try parcels.map { ($0.identifier, try model.mixture(of: $0, options: options)) }
    case (.vectors(let model), .spectra), (.vectors(let model), .elements):
      let metadata = material.metadata
      let stones = try metadata.keys(
        of: group?.names ?? (metadata["stone"] == nil ? [] : ["stone"]))
      return [(name, try model.mixture(of: material, items: stones, options: options))]
    default:
      throw MatchingError.material(
        reason:
          "the questioned material is \(material.kind.rawValue), and the library knows another "
          + "kind", mend: "name a library of \(material.kind.rawValue) with --library")
    }
  }

  /// 1 for a contradicted declaration or an unknown origin, 3 when nothing could be said.
  private static func exitCode(of reports: [MixtureReport]) -> ExitCode? {
    let isFinding = reports.contains { report in
      report.declared.map(\.isContradicted) ?? report.holdsUnknown
    }
    if isFinding { return ExitCode(1) }
    return reports.allSatisfy { $0.refusal != nil } ? ExitCode(3) : nil
  }
}
