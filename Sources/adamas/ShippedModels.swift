internal import FootprintLibraries
internal import Foundation
internal import Matching
internal import Specimens
internal import Synchronization

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
    return try verified(name)
  }

  /// The path of a file or folder in `Models`, which is as the project signed it.
  ///
  /// - Throws: `LibraryError` when it is not there, or any shipped file is not as it was signed.
  private static func verified(_ name: String) throws(LibraryError) -> String {
    guard let folder = folders.first(where: { $0.holds(name) }) else {
      throw LibraryError(
        .missing, path: name, reason: "what is shipped is not where it is looked for",
        mend: "name the folder that holds it in ADAMAS_MODELS")
    }
    // A run that asks for several files reads and hashes them once.
    let known = checked.withLock { $0.contains(folder.path) }
    if !known {
      try SignedFolder.read(at: folder.path).verify(by: keys, on: CalendarDay.today.description)
      checked.withLock { _ = $0.insert(folder.path) }
    }
    return folder.appendingPathComponent(name).path
  }

  /// The folders that were found to be as they were signed.
  private static let checked = Mutex<Set<String>>([])

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
      guard folders.contains(where: { $0.holds(name) }) else { return nil }
      let data = try Data(contentsOf: URL(fileURLWithPath: try verified(name)))
      return try VerbalScale(csv: String(decoding: data, as: UTF8.self))
    }
  }

  /// The folder of the rules that shipments are screened against.
  ///
  /// - Throws: `LibraryError` when there is none, or a file in `Models` is not as it was signed.
  static var rules: String {
    get throws(LibraryError) { try verified("rules") }
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
