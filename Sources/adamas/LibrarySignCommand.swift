internal import ArgumentParser
internal import FootprintLibraries
internal import Specimens

/// `adamas library sign`: signs a pack.
struct LibrarySignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign a pack as it is now.",
    discussion: """
      Example:
        adamas library sign laboratory-pack --key ab.key --expires 2027-12-31

      Several people sign one after another. Signatures of what the pack was before it changed are left \
      out.
      """)

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "PACK"))
  var pack: String

  @Option(help: ArgumentHelp("The file of a private key.", valueName: "file"))
  var key: String

  @Option(help: ArgumentHelp("The last day on which it may be used.", valueName: "YYYY-MM-DD"))
  var expires: CalendarDay?

  @Option(help: "The name of a signed folder that is no pack, which is what a pack itself says.")
  var name: String?

  @Option(help: "The number of the release, where the folder is no pack.")
  var release: Int?

  func run() throws {
    try withExitCodes {
      let (name, version) = try statement()
      let key = try SigningKey.read(at: key)
      let signed = try SignedFolder.sign(
        pack, name: name, version: version, expires: expires?.description, with: key)
      say(
        "\(key.publicKey.name) has signed \(name), release \(version), \(signed.statement.files.count) "
          + "files; it has \(signed.signatures.count) "
          + (signed.signatures.count == 1 ? "signature." : "signatures."))
    }
  }

  /// The name and number of what is signed.
  private func statement() throws -> (name: String, version: Int) {
    if let name, let release { return (name, release) }
    let pack = try LibraryPack.read(at: pack)
    guard let version = Int(pack.version), version > 0 else {
      throw LibraryError(
        .notALibrary, path: self.pack, reason: "its version is no whole number from 1",
        mend: "export the library with --release")
    }
    return (name ?? pack.name, release ?? version)
  }
}
