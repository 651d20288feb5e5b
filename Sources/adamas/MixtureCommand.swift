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
        adamas mixture parcel-sizes.csv parcel-spectra.csv

      From sizes each parcel of the table is answered by itself. From spectra or elements all stones \
      of the table are one parcel, and what is like none of the references gets a share too. Given the \
      sizes of one parcel and measurements of some of its stones, taken without regard to size, both are \
      used for common shares, and it is said when they disagree. Each table needs a library of its kind; \
      --library may be given for each.

      Exit codes: 0 done, 1 the goods are not only of the declared origins, or hold an unknown one, 3 \
      cannot say.
      """)

  @Argument(
    help: ArgumentHelp(
      "The questioned table, or one of sizes and one of stones of the same parcel; - for standard "
        + "input.", valueName: "PARCEL"))
  var tables: [String]

  @Option(
    help: ArgumentHelp(
      "A library file or a pack's folder, one for each kind of table; the shipped ones without it.",
      valueName: "library"))
  var library: [String] = []

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
    guard tables.count <= 2, library.count <= tables.count else {
      throw ValidationError(
        "Give one table, or one of sizes and one of stones, and at most one --library for each.")
    }
  }

  func run() throws {
    try withExitCodes {
      let read = try tables.map { try options.read($0) }
      let libraries = try self.libraries(for: read.map(\.material.kind))
      for (table, library) in zip(read, libraries) {
        for note in try library.requireValid(table.material) { say("Converted: \(note).") }
      }
      let mixtureOptions = MixtureOptions(
        seed: seed, declared: declared?.names.map(Origin.init) ?? [], tolerance: tolerance)
      let found =
        read.count == 2
        ? [try joint(read.map(\.material), named: read[0].file.path, libraries, mixtureOptions)]
        : try mixtures(
          of: read[0].material, named: read[0].file.path, libraries[0], mixtureOptions)
      let result = MixtureFile(
        version: Adamas.version, libraries: libraries.map(\.description),
        inputs: read.map { ReportInput(path: $0.file.path, sha256: $0.file.sha256) }, seed: seed,
        parcels: found)
      switch output.format {
      case .json: try output.write(try result.json())
      case .text: try output.write(Data(result.text(style: output.style).utf8))
      }
      if let code = MixtureCommand.exitCode(of: found.map(\.report)) { throw code }
    }
  }

  /// The library for each table, in their order: the named one of its kind, else the shipped one.
  private func libraries(for kinds: [EvidenceKind]) throws -> [FittedLibrary] {
    // A single library is taken as meant for a single table, and refused if it is of another kind.
    if kinds.count == 1 {
      return [try FittedLibrary(chosen: library.first, kind: kinds[0], forMixtures: true)]
    }
    let named = try library.map {
      try FittedLibrary(chosen: $0, kind: kinds[0], forMixtures: true)
    }
    let result = try kinds.map { kind in
      try named.first { $0.kind == kind }
        ?? FittedLibrary(
          chosen: nil, kind: kind, forMixtures: true)
    }
    if let unused = named.first(where: { !kinds.contains($0.kind) }) {
      throw MatchingError.material(
        reason: "\(unused.description.name) is a library of \(unused.kind.rawValue), and no table "
          + "holds such", mend: "name libraries of \(kinds.map(\.rawValue).joined(separator: ", "))"
      )
    }
    return result
  }

  /// The mixture of one parcel from its sizes and some of its stones.
  private func joint(
    _ materials: [Material], named name: String, _ libraries: [FittedLibrary],
    _ options: MixtureOptions
  ) throws -> (item: String, report: MixtureReport) {
    var (sizes, stones): ((SizeModel, [Parcel])?, (OriginModel, Material)?)
    for (material, library) in zip(materials, libraries) {
      switch (library.model, material) {
      case (.sizes(let model), .parcels(let parcels)): sizes = (model, parcels)
      case (.vectors(let model), .spectra), (.vectors(let model), .elements):
        stones = (model, material)
      default: break
      }
    }
    guard let (sizeModel, parcels) = sizes, let (model, material) = stones else {
      throw MatchingError.material(
        reason: "two tables of one parcel are not one of sizes and one of stones",
        mend: "give the sizes of the parcel and the spectra or elements of its stones")
    }
    guard parcels.count == 1, let parcel = parcels.first else {
      throw MatchingError.material(
        reason: "the table of sizes holds \(parcels.count) parcels, and the stones are of one",
        mend: "keep one parcel with --where parcel=…")
    }
    let items = try stoneNames(of: material)
    return (
      parcel.identifier,
      try model.mixture(
        of: material, items: items, and: parcel, sizes: sizeModel, options: options)
    )
  }

  /// What each row of a table of stones belongs to.
  private func stoneNames(of material: Material) throws -> [String] {
    let metadata = material.metadata
    return try metadata.keys(of: group?.names ?? (metadata["stone"] == nil ? [] : ["stone"]))
  }

  /// The mixture of each parcel.
  private func mixtures(
    of material: Material, named name: String, _ library: FittedLibrary, _ options: MixtureOptions
  ) throws -> [(item: String, report: MixtureReport)] {
    switch (library.model, material) {
    case (.sizes(let model), .parcels(let parcels)):
      return try parcels.map { ($0.identifier, try model.mixture(of: $0, options: options)) }
    case (.vectors(let model), .spectra), (.vectors(let model), .elements):
      let stones = try stoneNames(of: material)
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
