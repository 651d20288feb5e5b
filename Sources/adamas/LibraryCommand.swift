internal import ArgumentParser
internal import Fingerprints
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Specimens

/// `adamas library`: makes, fits and shows libraries of reference material.
struct LibraryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "library",
    abstract: "Make, fit and look into libraries of reference material.",
    discussion: """
      Example:
        adamas library fit references.csv --label origin --group stone --output laboratory.adamas
      """,
    subcommands: [
      LibraryCreateCommand.self, LibraryFitCommand.self, LibraryShowCommand.self,
      LibraryCompareCommand.self,
    ])
}

/// `adamas library create`: makes an empty library.
struct LibraryCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make an empty library.",
    discussion: """
      Example:
        adamas library create laboratory.adamas

      The first table that is fitted decides the kind of evidence, unless --kind does.
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Option(help: "The kind of evidence: sizes, spectra or elements.")
  var kind: EvidenceKind?

  /// What the notes of an empty library say whose kind is still open.
  static let openKind = "The first fitted table decides the kind of evidence."

  @Option(help: "Its name in reports; the file's name without it.")
  var name: String?

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.create(
        at: library,
        description: LibraryDescription(
          name: name ?? libraryName(of: library), kind: kind ?? .spectra,
          notes: kind == nil ? LibraryCreateCommand.openKind : ""))
      try store.close()
      let goods = kind.map { " of \($0.rawValue)" } ?? ""
      say("Made \(library), an empty library\(goods); fit it with adamas library fit.")
    }
  }
}

/// `adamas library fit`: fits a library to a table of references.
struct LibraryFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a library to a table of references of known origin.",
    discussion: """
      Example:
        adamas library fit references.csv --label origin --group stone --output laboratory.adamas

      The library is written beside its place and renamed when it is whole. An empty library of the \
      same kind is filled; one that holds references is replaced only with --replace.
      """)

  @Argument(
    help: ArgumentHelp("The table of references; - for standard input.", valueName: "TABLE"))
  var table: String

  @Option(help: ArgumentHelp("The column that names the origin.", valueName: "column"))
  var label: String

  @Option(
    help: ArgumentHelp(
      "The columns that together name what must not be split: a stone, a parcel.",
      valueName: "column,…"))
  var group: ColumnNames?

  @Option(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var output: String

  @Option(help: "Its name in reports; the file's name without it.")
  var name: String?

  @Option(help: "What the references are: measured, summary or simulated. Every report says it.")
  var grade: Grade = .measured

  @Option(help: "By whom, when and how the references were measured.")
  var source = "not stated"

  @Flag(help: "Replace a library that holds references.")
  var replace = false

  @OptionGroup var background: BaselineOptions

  @OptionGroup var options: TableOptions

  func run() throws {
    try withExitCodes {
      let (material, file) = try options.read(table)
      let labelled = try LabelledMaterial(material, label: label, groups: group?.names ?? [])
      let existing = try replaceable(kind: material.kind)
      let contents = try LibraryContents(
        fitting: labelled, from: file, named: name ?? existing ?? libraryName(of: output),
        grade: grade, source: source, groupColumns: group?.names ?? [],
        baseline: background.baseline)
      try LibraryStore.write(
        to: output, overwriting: replace || existing != nil, contents: contents)
      let groups = Set(labelled.groups).count
      say(
        "Fitted \(output): \(labelled.origins.count) origins, \(groups) groups, "
          + "\(labelled.count) items, grade \(grade.rawValue), source \(source).")
      if background.baseline != .none {
        say("Taken away from each spectrum: \(background.baseline).")
      }
      for note in (try? contents.model?.texts("axisNotes")) ?? [] { say(note) }
    }
  }

  /// The name of an empty library that stands at the place, which may be filled.
  private func replaceable(kind: EvidenceKind) throws -> String? {
    guard FileManager.default.fileExists(atPath: output), !replace else { return nil }
    let store = try LibraryStore.open(at: output, readOnly: true)
    let description = try store.description
    let isEmpty = try store.counts().items == 0
    try store.close()
    guard isEmpty else { return nil }
    guard description.kind == kind || description.notes == LibraryCreateCommand.openKind else {
      throw LibraryError(
        .conflict, path: output,
        reason: "it is an empty library of \(description.kind.rawValue), and the table holds "
          + kind.rawValue,
        mend: "name another file with --output")
    }
    return description.name
  }
}

/// `adamas library show`: what a library holds.
struct LibraryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a library holds.",
    discussion: """
      Example:
        adamas library show laboratory.adamas
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library, readOnly: true)
      let description = try store.description
      let summary = LibrarySummary(
        name: description.name, kind: description.kind,
        revision: hexadecimal(try store.revision(hashing: sha256(of:))),
        isFitted: try store.model != nil,
        origins: try store.origins.sorted { $0.origin < $1.origin }.map { record in
          let counts = try store.counts(of: record.origin)
          return LibrarySummary.Entry(
            origin: record.origin, grade: record.grade, source: record.source,
            groups: counts.groups, items: counts.items)
        })
      try store.close()
      switch output.format {
      case .json: try output.write(try summary.json())
      case .text: try output.write(Data(summary.text(style: output.style).utf8))
      }
    }
  }
}

/// The name of a library whose file is all that is known.
private func libraryName(of path: String) -> String {
  URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
}
