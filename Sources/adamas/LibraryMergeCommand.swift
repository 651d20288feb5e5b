internal import ArgumentParser
internal import FootprintLibraries

/// `adamas library merge`: adds the references of other libraries.
struct LibraryMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Add the references of other libraries to a library.",
    discussion: """
      Example:
        adamas library merge group.adamas ghana.adamas russia.adamas

      Items that the library holds already, with the same name and content, are passed over. Each \
      library is added whole or not at all.
      """)

  @Argument(help: ArgumentHelp("The library that grows.", valueName: "LIBRARY"))
  var library: String

  @Argument(help: ArgumentHelp("The libraries that are added to it.", valueName: "OTHER"))
  var others: [String]

  @OptionGroup var change: NoteOptions

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library)
      for path in others {
        let other = try LibraryStore.open(at: path, readOnly: true)
        try other.verifyLog()
        let contents = try other.contents
        let last = try other.log.last?.hash
        try other.close()
        let entry = try store.merge(
          contents, as: .merge, note: change.note("merged with \(contents.description.name)"),
          details: ["library": contents.description.name, "revision": contents.revision]
            .merging(last.map { ["log": $0] } ?? [:]) { $1 })
        say(
          entry.map {
            "Added \($0.details["items"] ?? "0") items of \(path); entry \($0.number) of the log."
          } ?? "\(path) has nothing that the library does not hold.")
      }
      try store.close()
    }
  }
}
