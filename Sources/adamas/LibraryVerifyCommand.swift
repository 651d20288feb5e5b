internal import ArgumentParser
internal import FootprintLibraries
internal import Matching

/// `adamas library verify`: checks a pack's signatures, or a library's log.
struct LibraryVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that a pack is signed and unchanged, or that a library is.",
    discussion: """
      Example:
        adamas library verify Models/summary-footprints --keys Models/keys.json

      Refused are a pack with too few signatures of trusted keys, with a file that is changed, missing \
      or added, whose time is over, or that is older than one that was trusted before.
      """)

  @Argument(help: ArgumentHelp("A pack's folder, or a library's file.", valueName: "PACK"))
  var pack: String

  @OptionGroup var trust: TrustOptions

  func run() throws {
    try withExitCodes {
      if LibraryStore.isLibrary(pack) {
        let store = try LibraryStore.open(at: pack, readOnly: true)
        try store.check()
        try store.verifyLog()
        let findings = try LibrarySelfCheck.all(store.contents, path: pack)
        let last = try store.log.last
        try store.close()
        say(
          "\(pack) is as its log says"
            + (last.map { ": \($0.number) entries, the last \($0.hash)." }
              ?? ", which is empty: an earlier version made it."))
        for sentence in findings?.sentences ?? [] { say(sentence) }
        return
      }
      guard let keys = trust.keys else {
        throw ValidationError("Say with --keys which keys are trusted.")
      }
      let (signed, signers) = try trust.verify(pack, keys: TrustedKeys.read(at: keys))
      let statement = signed.statement
      say(
        "\(pack) is \(statement.name), release \(statement.version), as signed by \(signers)"
          + (statement.expires.map { ", in force until \($0)" } ?? "") + ".")
    }
  }
}
