internal import ArgumentParser
internal import FootprintLibraries
internal import Specimens

/// `adamas library create`: makes an empty library.
struct LibraryCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make an empty library.",
    discussion: """
      Example:
        adamas library create laboratory.adamas --kind spectra
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Option(help: "The kind of evidence: sizes, spectra or elements.")
  var kind: EvidenceKind

  @Option(help: "Its name in reports; the file's name without it.")
  var name: String?

  @Option(help: "What its users should know, such as what it must not be used for.")
  var notes = ""

  @OptionGroup var change: NoteOptions

  func run() throws {
    try withExitCodes {
      let note = change.note("a new library")
      let store = try LibraryStore.create(
        at: library,
        description: LibraryDescription(
          name: name ?? libraryName(of: library), kind: kind, created: note.time, notes: notes),
        note: note)
      try store.close()
      say(
        "Made \(library), an empty library of \(kind.rawValue); add references with adamas library add."
      )
    }
  }
}
