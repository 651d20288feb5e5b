internal import Foundation
public import Specimens

/// A library as text files that a person can read: a folder with `library.json`, `CARD.md` and one
/// folder for each origin.
///
/// ```swift
/// let pack = try LibraryPack.read(at: "Models/summary-footprints")
/// pack.kind                              // .sizes
/// pack.origins.map(\.origin.name)        // ["GH/Birim", "CI/Séguéla", …]
/// try pack.members(of: pack.origins[0])  // 300 distributions
/// ```
///
/// A pack that a library was exported to holds its reference items in `items.csv` (``contents``). In any
/// other an origin's data are in `members.csv` for a pack of sizes (``members(of:)``) and in `spectra.csv`
/// or `elements.csv` for the others, which the readers of measured tables read (``dataPath(of:)``).
///
/// Only the schema `adamas.pack/1` is read. Keys that are not known are passed over, as in every
/// Adamas file.
public struct LibraryPack: Sendable, Equatable {
  /// The folder, as it was given.
  public let path: String
  /// The library's name.
  public let name: String
  /// The version of its content.
  public let version: String
  /// The kind of evidence that it holds.
  public let kind: EvidenceKind
  /// The weakest grade of its origins, and never above what the pack itself states.
  public let grade: Grade
  /// The question that an answer from this pack answers, where the pack says so.
  public let question: String?
  /// What an answer from this pack does not tell.
  public let limits: [String]
  /// The origins, in the pack's order.
  public let origins: [PackOrigin]
  /// How the items of a library are held; `nil` for a pack of tables.
  let references: PackReferences?

  /// Whether the pack holds the reference items of a library (``contents``).
  public var holdsItems: Bool { references != nil }

  /// The name of the file that describes a pack.
  static let descriptionName = "library.json"
  /// The name of each origin's table of reference items.
  static let itemsName = "items.csv"

  /// Where the pack's card for readers is: what it is, its sources, what it must not be used for.
  public var cardPath: String { "\(path)/CARD.md" }

  /// The name of each origin's data file, by the pack's kind.
  var dataName: String {
    if references != nil { return LibraryPack.itemsName }
    return switch kind {
    case .sizes: "members.csv"
    case .spectra: "spectra.csv"
    case .elements: "elements.csv"
    }
  }

  /// Where an origin's data are.
  public func dataPath(of origin: PackOrigin) -> String {
    "\(path)/\(origin.folder)/\(dataName)"
  }

  /// The bytes of an origin's data.
  ///
  /// - Throws: `LibraryError` when the file is not there, or is a link that leads out of the pack.
  public func data(of origin: PackOrigin) throws(LibraryError) -> [UInt8] {
    try LibraryPack.bytes(of: "\(origin.folder)/\(dataName)", in: path)
  }

  /// A hash over everything that an answer from the pack depends on.
  ///
  /// It covers `library.json` and the data of every origin, each by its path within the pack and the
  /// hash of its bytes, in the order of the paths' UTF-8. It does not cover `CARD.md` and the tables
  /// that the data were made from: a spelling mistake mended there changes no answer.
  ///
  /// - Returns: 64 hexadecimal digits
  /// - Throws: `LibraryError` when a file is not there
  /// - Complexity: one read of every file, one at a time in memory
  public var revision: String {
    get throws(LibraryError) {
      let files = [LibraryPack.descriptionName] + origins.map { "\($0.folder)/\(dataName)" }
      var whole = CanonicalRecord("adamas.pack.revision/1")
      for file in files.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        whole.add(file)
        whole.add(ContentDigest(ofBytes: try LibraryPack.bytes(of: file, in: path)))
      }
      return whole.digest.hexadecimal
    }
  }

  /// The bytes of a file within a pack.
  static func bytes(of file: String, in folder: String) throws(LibraryError) -> [UInt8] {
    let path = "\(folder)/\(file)"
    let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard place.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
      throw LibraryError(
        .notALibrary, path: path, reason: "it is a link that leads out of the pack",
        mend: "put the file itself into the pack")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LibraryError(
        .missing, path: path, reason: "it is not there or cannot be read",
        mend: "restore the pack from a copy, or name the folder that holds its library.json")
    }
    return [UInt8](data)
  }
}
