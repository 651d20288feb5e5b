internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Specimens

/// Whom to trust: what the commands that check signatures share.
struct TrustOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The trusted keys, made by adamas keys trust.", valueName: "keys.json"))
  var keys: String?

  @Option(
    help: ArgumentHelp(
      """
      Where the newest trusted version of every pack is remembered; adamas/trust.json in the user's \
      state folder without it.
      """, valueName: "file"))
  var trust: String?

  @Option(help: ArgumentHelp("The day of use; today without it.", valueName: "YYYY-MM-DD"))
  var on: CalendarDay?

  /// Checks a folder's signatures, content, time and version, and remembers the version.
  ///
  /// - Returns: the folder, and the names of those who signed it and are trusted.
  /// - Throws: `LibraryError` with the reason why it is not to be trusted.
  func verify(
    _ folder: String, keys: TrustedKeys
  ) throws -> (folder: SignedFolder, signers: String) {
    let signed = try SignedFolder.read(at: folder)
    let signers = try signed.verify(by: keys, on: (on ?? .today).description)
    let place = trust ?? TrustOptions.defaultTrust
    let trusted = try TrustedVersions.read(at: place)
    let newer = try signed.verify(against: trusted)
    if newer != trusted {
      let folder = URL(fileURLWithPath: place).deletingLastPathComponent()
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try write(try newer.json, to: place)
    }
    return (signed, signers.map(\.name).joined(separator: ", "))
  }

  /// After the XDG base directory specification.
  private static var defaultTrust: String {
    let environment = ProcessInfo.processInfo.environment
    let state = environment["XDG_STATE_HOME"] ?? NSHomeDirectory() + "/.local/state"
    return state + "/adamas/trust.json"
  }
}
