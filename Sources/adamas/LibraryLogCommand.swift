internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Reports

/// `adamas library log`: who changed a library, when and why.
struct LibraryLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show who changed a library, when and why, and check that it holds.",
    discussion: """
      Example:
        adamas library log laboratory.adamas

      Every entry covers the one before it and the records it brought, and all are checked. A hash that \
      was noted elsewhere proves that nothing before it was rewritten: --holds HASH.
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Option(help: ArgumentHelp("A hash that the log must hold.", valueName: "hash"))
  var holds: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library, readOnly: true)
      let log = LibraryHistory(
        entries: try store.log.map { entry in
          LibraryHistory.Entry(
            number: entry.number, time: entry.note.time, who: entry.note.who,
            action: entry.action.rawValue, why: entry.note.why, details: entry.details,
            hash: entry.hash)
        })
      try store.verifyLog(holding: holds)
      try store.close()
      switch output.format {
      case .json: try output.write(try log.json())
      case .text: try output.write(Data(log.text(style: output.style).utf8))
      }
    }
  }
}
