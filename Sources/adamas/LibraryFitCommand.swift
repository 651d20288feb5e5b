internal import ArgumentParser
internal import Fingerprints
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import Matching
internal import Specimens

/// `adamas library fit`: fits a library to its references, or to a table of them.
struct LibraryFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a library to its references, or to a table of references of known origin.",
    discussion: """
      Example:
        adamas library fit references.csv --label origin --group stone --output laboratory.adamas
        adamas library fit laboratory.adamas

      Of a table a new library is made, written beside its place and renamed when it is whole. An empty \
      library of the same kind is filled; one that holds references is replaced only with --replace.
      """)

  @Argument(
    help: ArgumentHelp(
      "A library that holds references, or a table of them; - for standard input.",
      valueName: "LIBRARY or TABLE"))
  var input: String

  @Option(help: ArgumentHelp("The column that names the origin, of a table.", valueName: "column"))
  var label: String?

  @OptionGroup var groups: GroupOptions

  @Option(help: ArgumentHelp("The file of the library that a table makes.", valueName: "LIBRARY"))
  var output: String?

  @Option(help: "Its name in reports; the file's name without it.")
  var name: String?

  @Flag(help: "Replace a library that holds references.")
  var replace = false

  @OptionGroup var record: ProvenanceOptions

  @OptionGroup var change: NoteOptions

  @OptionGroup var background: BaselineOptions

  @OptionGroup var options: TableOptions

  func run() throws {
    try withExitCodes {
      if LibraryStore.isLibrary(input) {
        try fitLibrary()
      } else {
        try fitTable()
      }
    }
  }

  /// Fits a library to what it holds.
  private func fitLibrary() throws {
    guard label == nil, output == nil else {
      throw ValidationError(
        "\(input) is a library, which knows its origins and keeps its model; leave --label and --output out"
      )
    }
    let store = try LibraryStore.open(at: input)
    var contents = try store.contents
    guard !contents.items.isEmpty else {
      throw LibraryError(
        .conflict, path: input, reason: "the library holds no references",
        mend: "add some with adamas library add")
    }
    try store.verifyLog()
    if !groups.names.isEmpty { contents.groupColumns = groups.names }
    let (model, revision) = try contents.fit(baseline: background.baseline)
    let findings = try LibrarySelfCheck.all(contents, path: input)
    try store.replaceModel(
      model, note: change.note("model fitted"), details: ["revision": revision])
    try store.close()
    report(contents, findings, path: input)
  }

  /// Makes a library of a table, and fits it.
  private func fitTable() throws {
    guard let label, let output else {
      throw ValidationError(
        "\(input) is no library; of a table say with --label which column names the origin, and with "
          + "--output which library to make")
    }
    let (material, file) = try options.read(input)
    let labelled = try LabelledMaterial(material, label: label, groups: groups.names)
    let existing = try replaceable(output, kind: material.kind)
    let contents = try LibraryContents(
      fitting: labelled, from: file, named: name ?? existing ?? libraryName(of: output),
      provenance: record.provenance, groupColumns: groups.names,
      baseline: background.baseline)
    let findings = try LibrarySelfCheck.all(contents, path: output)
    try LibraryStore.write(
      to: output, overwriting: replace || existing != nil, contents: contents,
      note: change.note("library fitted to a table"),
      details: ["file": file.source.path, "sha256": file.sha256])
    report(contents, findings, path: output)
  }

  private func report(_ contents: LibraryContents, _ findings: ReferenceFindings?, path: String) {
    let grade = contents.origins.map(\.grade).min() ?? .simulated
    let sources = Set(contents.origins.map(\.source)).sorted().joined(separator: " | ")
    say(
      "Fitted \(path): \(contents.origins.count) origins, "
        + "\(Set(contents.items.map(\.group)).count) groups, \(contents.items.count) items, "
        + "grade \(grade.rawValue), source \(sources).")
    if background.baseline != .none {
      say("Taken away from each spectrum: \(background.baseline).")
    }
    for note in (try? contents.model?.texts("axisNotes")) ?? [] { say(note) }
    for sentence in findings?.sentences ?? [] { say(sentence) }
  }

  /// The name of an empty library that stands at the place, which may be filled.
  private func replaceable(_ output: String, kind: EvidenceKind) throws -> String? {
    guard FileManager.default.fileExists(atPath: output), !replace else { return nil }
    let store = try LibraryStore.open(at: output, readOnly: true)
    let description = try store.description
    let isEmpty = try store.counts().items == 0
    try store.close()
    guard isEmpty else { return nil }
    guard description.kind == kind else {
      throw LibraryError(
        .conflict, path: output,
        reason: "it is an empty library of \(description.kind.rawValue), and the table holds "
          + kind.rawValue,
        mend: "name another file with --output")
    }
    return description.name
  }
}
