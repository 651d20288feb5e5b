internal import ArgumentParser
internal import FootprintLibraries

/// `adamas library remove`: withdraws references.
struct LibraryRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Withdraw references from a library.",
    discussion: """
      Example:
        adamas library remove laboratory.adamas --group S017 --why "the label was doubtful"

      Withdrawn items stay in the file and in its log, and are references no more. The model is dropped.
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @OptionGroup var selection: ItemSelection

  @OptionGroup var change: NoteOptions

  func validate() throws {
    if selection.isEmpty {
      throw ValidationError("Say which items, with --item, --group, --origin or --file.")
    }
    if change.why == nil { throw ValidationError("Say with --why why they are withdrawn.") }
  }

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library)
      var identifiers: [String] = []
      try store.forEachItem { item in
        if selection.holds(item) { identifiers.append(item.identifier) }
      }
      guard !identifiers.isEmpty else {
        throw LibraryError(
          .conflict, path: library, reason: "no item is meant by the conditions",
          mend: "look for its name with adamas library list")
      }
      let entry = try store.withdraw(identifiers, note: change.note(""))
      try store.close()
      say("Withdrew \(identifiers.count) items; entry \(entry?.number ?? 0) of the log.")
    }
  }
}
