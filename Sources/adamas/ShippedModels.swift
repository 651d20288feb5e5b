internal import FootprintLibraries
internal import Foundation
internal import Matching
internal import Specimens

/// Where the packs are that come with the program.
enum ShippedModels {
  /// The names of the packs by kind of evidence.
  private static let names: [EvidenceKind: String] = [
    .sizes: "summary-footprints", .spectra: "simulated-spectra",
  ]

  /// The folder of the pack for a kind of evidence.
  ///
  /// It is looked for in the folder that `ADAMAS_MODELS` names, in `share/adamas/Models` beside the
  /// program's own folder, and in `Models` of the folders above the program, which finds it in a
  /// checkout. It is checked against the project's signature every time.
  ///
  /// - Throws: `LibraryError` when there is no such pack, or a file beside it is not as it was signed.
  static func path(of kind: EvidenceKind) throws(LibraryError) -> String {
    guard let name = names[kind] else {
      throw LibraryError(
        .missing, path: "the shipped references", reason: "there are none for \(kind.rawValue)",
        mend: "fit a library with adamas library fit and name it with --library")
    }
    guard let folder = folders.first(where: { $0.holds(name) }) else {
      throw LibraryError(
        .missing, path: name, reason: "the shipped references are not where they are looked for",
        mend: "name the folder that holds them in ADAMAS_MODELS, or a library with --library")
    }
    try verify(folder.path)
    return folder.appendingPathComponent(name).path
  }

  /// Refuses shipped files that are not as the project signed them.
  private static func verify(_ folder: String) throws(LibraryError) {
    try SignedFolder.read(at: folder).verify(by: keys, on: Day.today.text)
  }

  /// The keys that sign what is shipped; they are in `Models/keys.json` as well, for others to check.
  static let keys: TrustedKeys = {
    guard
      let key = PublicKey(
        name: "Adamas", publicKey: "o8krrnjaTRDV552s+sSTEc5dvezC5D19RXuZ0dhDO5w="),
      let keys = TrustedKeys(threshold: 1, keys: [key])
    else { preconditionFailure("The project's key is 32 bytes in base64.") }
    return keys
  }()

  /// The words for likelihood ratios; `nil` where the shipped table is not found.
  ///
  /// - Throws: `LibraryError` when it is not as it was signed, `MatchingError` when it is broken.
  static var verbalScale: VerbalScale? {
    get throws {
      let name = "verbal-scale.csv"
      guard let folder = folders.first(where: { $0.holds(name) }) else { return nil }
      try verify(folder.path)
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      return try VerbalScale(csv: String(decoding: data, as: UTF8.self))
    }
  }

  /// The folder of the rules that shipments are screened against.
  ///
  /// - Throws: `LibraryError` when there is none, or a file in `Models` is not as it was signed.
  static var rules: String {
    get throws(LibraryError) {
      let name = "rules"
      guard let folder = folders.first(where: { $0.holds(name) }) else {
        throw LibraryError(
          .missing, path: name, reason: "the shipped rules are not where they are looked for",
          mend: "name the folder above them in ADAMAS_MODELS, or their own with --rules")
      }
      try verify(folder.path)
      return folder.appendingPathComponent(name).path
    }
  }

  /// The folders to look in, in order.
  private static var folders: [URL] {
    var folders: [URL] = []
    if let named = ProcessInfo.processInfo.environment["ADAMAS_MODELS"] {
      folders.append(URL(fileURLWithPath: named))
    }
    let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    var folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
    folders.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/adamas/Models"))
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      folders.append(folder.appendingPathComponent("Models"))
    }
    return folders
  }
}

extension URL {
  /// Whether the folder holds a file or folder of a name.
  fileprivate func holds(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: appendingPathComponent(name).path)
  }
}
