internal import ArgumentParser
internal import FootprintLibraries

/// `adamas keys`: keys that sign packs.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Make keys to sign packs with, and say which are trusted.",
    discussion: """
      Example:
        adamas keys create "A. B." --output ab.key
        adamas keys trust ab.key.pub cd.key.pub --threshold 2 --output keys.json
      """,
    subcommands: [KeysCreateCommand.self, KeysTrustCommand.self])
}

/// `adamas keys create`: makes a key.
struct KeysCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a key to sign packs with.",
    discussion: """
      Example:
        adamas keys create "A. B." --output ab.key

      The private half is a file that only its owner may read, and is never printed; the public half, \
      to hand out, has .pub after its name.
      """)

  @Argument(help: "Whose key it is.")
  var name: String

  @Option(help: ArgumentHelp("The file of the private half.", valueName: "file"))
  var output: String

  func run() throws {
    try withExitCodes {
      let key = try SigningKey.create(name: name, at: output)
      say("Made \(output), which stays secret, and \(output).pub to hand out.")
      print(key.publicKey.publicKey)
    }
  }
}

/// `adamas keys trust`: makes a file of trusted keys.
struct KeysTrustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Say whose keys are trusted and how many must have signed.",
    discussion: """
      Example:
        adamas keys trust ab.key.pub cd.key.pub ef.key.pub --threshold 2 --output keys.json
      """)

  @Argument(help: ArgumentHelp("Public halves of keys.", valueName: "file.pub"))
  var files: [String]

  @Option(help: "How many different keys must have signed.")
  var threshold = 1

  @Option(help: ArgumentHelp("The file of trusted keys.", valueName: "keys.json"))
  var output: String

  func run() throws {
    try withExitCodes {
      let keys = try files.map { try PublicKey.read(at: $0) }
      guard let trusted = TrustedKeys(threshold: threshold, keys: keys) else {
        throw ValidationError(
          "The threshold is from 1 to the number of keys, and no key may be named twice.")
      }
      try write(try trusted.json, to: output)
      say(
        "\(threshold) of \(keys.count) must have signed: \(keys.map(\.name).joined(separator: ", "))."
      )
    }
  }
}
