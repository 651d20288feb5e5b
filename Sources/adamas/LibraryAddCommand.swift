internal import ArgumentParser
internal import FootprintLibraries
internal import Instruments
internal import Matching
internal import Specimens

/// `adamas library add`: adds tables of references to a library.
struct LibraryAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add tables of references of known origin to a library.",
    discussion: """
      Example:
        adamas library add laboratory.adamas march.csv --label origin --group stone \
      --source "laboratory, March 2026" --record laboratory="Laboratory" --record medium=air

      Each table is added whole or not at all, and a table that the library holds already is passed \
      over: after an interruption the same command goes on where it stopped. The model is dropped; fit \
      the library when all is added.
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Argument(help: ArgumentHelp("Tables of references.", valueName: "TABLE"))
  var tables: [String]

  @Option(help: ArgumentHelp("The column that names the origin.", valueName: "column"))
  var label: String

  @OptionGroup var groups: GroupOptions

  @OptionGroup var record: ProvenanceOptions

  @OptionGroup var change: NoteOptions

  @OptionGroup var options: TableOptions

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library)
      let kind = try store.description.kind
      for path in tables {
        let (material, file) = try options.read(path)
        guard material.kind == kind else {
          throw LibraryError(
            .conflict, path: library,
            reason:
              "it is a library of \(kind.rawValue), and \(path) holds \(material.kind.rawValue)",
            mend: "add it to a library of \(material.kind.rawValue)")
        }
        if try store.holdsFile(sha256: file.sha256) {
          say("\(path) is in the library already; passed over.")
          continue
        }
        let labelled = try LabelledMaterial(material, label: label, groups: groups.names)
        let entry = try store.add(
          origins: labelled.records(record.provenance),
          items: try labelled.referenceItems(from: file.source, provenance: record.provenance),
          axis: material.featureAxis, groupColumns: groups.names,
          note: change.note("references added"),
          details: ["file": file.source.path, "sha256": file.sha256])
        say(
          "Added \(path): \(labelled.origins.count) origins, \(Set(labelled.groups).count) groups, "
            + "\(labelled.count) items\(entry.map { "; entry \($0.number) of the log" } ?? "").")
      }
      try store.close()
    }
  }
}
