internal import ArgumentParser
internal import FootprintLibraries

/// `adamas library export`: writes a library as a pack.
struct LibraryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a library as a pack: text and CSV, a folder for each origin.",
    discussion: """
      Example:
        adamas library export laboratory.adamas laboratory-pack --release 3

      The same references give the same bytes, and a library imported from the pack has the same \
      revision.
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Argument(help: ArgumentHelp("The folder that is made.", valueName: "PACK"))
  var pack: String

  @Option(
    help: "The number of the release, which must grow: who has trusted 3 does not take 2 again.")
  var release = 1

  func validate() throws {
    if release < 1 { throw ValidationError("A release has a number from 1.") }
  }

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library, readOnly: true)
      try store.verifyLog()
      let contents = try store.contents
      try store.close()
      try LibraryPack.write(contents, to: pack, version: release)
      say(
        "Wrote \(pack): \(contents.origins.count) origins, \(contents.items.count) items, release "
          + "\(release), revision \(contents.revision).")
    }
  }
}
