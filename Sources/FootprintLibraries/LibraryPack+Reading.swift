internal import Foundation
internal import Specimens

extension LibraryPack {
  /// Reads a pack's description and checks that every origin's data are there.
  ///
  /// The data themselves are read when they are asked for.
  ///
  /// - Parameter path: the pack's folder
  /// - Throws: `LibraryError` naming the file: no `library.json`, one that is no JSON or lacks a key, a
  ///   schema that is another or newer, an unknown kind or grade, an origin that stands twice, a
  ///   folder that is missing or no plain name (`..`, a path).
  public static func read(at path: String) throws(LibraryError) -> LibraryPack {
    let bytes = try bytes(of: descriptionName, in: path)
    let place = "\(path)/\(descriptionName)"
    let schema = try decoded(SchemaFile.self, bytes, place).schema
    try check(schema: schema, place)
    let file = try decoded(PackFile.self, bytes, place)
    guard let kind = EvidenceKind(rawValue: file.kind) else {
      throw refusal(
        place, "kind is none that is known",
        "give one of \(EvidenceKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let grade = try grade(file.grade, place)
    var origins: [PackOrigin] = []
    var names: Set<String> = []
    var folders: Set<String> = []
    for entry in file.origins {
      let origin = try packOrigin(entry, upTo: grade, place)
      // Names that look alike (é as one scalar or two) are one name; so are folders to some disks.
      guard names.insert(entry.origin.precomposedStringWithCanonicalMapping).inserted else {
        throw refusal(
          place, "the origin \(origin.origin) stands twice", "give each origin one entry")
      }
      guard folders.insert(entry.folder.lowercased()).inserted else {
        throw refusal(
          place, "two origins share the folder of \(origin.origin)", "give each origin its own")
      }
      origins.append(origin)
    }
    guard let weakest = origins.map(\.grade).min() else {
      throw refusal(place, "it lists no origins", "give at least one origin")
    }
    let pack = LibraryPack(
      path: path, name: file.name, version: file.version, kind: kind, grade: weakest,
      question: file.question, limits: file.limits ?? [], origins: origins,
      references: file.references)
    for origin in origins where !FileManager.default.fileExists(atPath: pack.dataPath(of: origin)) {
      throw LibraryError(
        .missing, path: pack.dataPath(of: origin),
        reason: "the data of \(origin.origin) are not there", mend: "restore the pack from a copy")
    }
    return pack
  }

  /// Refuses schemas of other files, and of packs from a newer version.
  private static func check(schema: String, _ place: String) throws(LibraryError) {
    guard schema != "adamas.pack/1" else { return }
    let parts = schema.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] == "adamas.pack", let number = Int(parts[1]), number > 1 {
      throw LibraryError(
        .newer, path: place, reason: "a newer version of Adamas made the pack",
        mend: "read it with that version")
    }
    throw refusal(place, "its schema is not adamas.pack/1", "name a folder that is a pack")
  }

  /// An origin's entry, checked.
  ///
  /// A folder is letters, digits, `-`, `_` and `.`, and does not start with a dot: it cannot lead out
  /// of the pack, nor mean two places on two systems.
  ///
  /// - Parameter packGrade: the pack's grade, which no origin exceeds
  private static func packOrigin(
    _ entry: PackFile.Entry, upTo packGrade: Grade, _ place: String
  ) throws(LibraryError) -> PackOrigin {
    guard !entry.origin.isEmpty else {
      throw refusal(place, "an origin has no name", "name it as CC/region")
    }
    let isPlain = entry.folder.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    guard isPlain, let first = entry.folder.utf8.first, first != 0x2E else {
      throw refusal(
        place, "the folder of \(entry.origin) is no plain name",
        "use letters, digits, - and _ alone, without a path")
    }
    var cutOff: ClosedRange<Double>?
    if let range = entry.cutOff {
      guard range.lowMillimetres > 0, range.lowMillimetres <= range.highMillimetres else {
        throw refusal(
          place, "the cutOff of \(entry.origin) does not rise from above 0",
          "give lowMillimetres and highMillimetres")
      }
      cutOff = range.lowMillimetres...range.highMillimetres
    }
    let own = try entry.grade.map { text throws(LibraryError) in try grade(text, place) }
    return PackOrigin(
      origin: Origin(entry.origin), folder: entry.folder, grade: min(own ?? packGrade, packGrade),
      source: entry.source ?? "see the CARD.md of the pack", cutOff: cutOff)
  }

  /// The grade of the given name.
  private static func grade(_ text: String, _ place: String) throws(LibraryError) -> Grade {
    guard let grade = Grade(rawValue: text) else {
      throw refusal(
        place, "a grade is none that is known",
        "give one of \(Grade.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return grade
  }

  /// A value in JSON.
  private static func decoded<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8], _ place: String
  ) throws(LibraryError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch DecodingError.keyNotFound(let key, let context) {
      throw refusal(
        place, "\(keyPath(context.codingPath + [key])) is missing", "add it or restore the pack")
    } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
      throw refusal(
        place, "\(keyPath(context.codingPath)) is of the wrong type", "correct it")
    } catch DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty {
      throw refusal(place, "\(keyPath(context.codingPath)) is null", "give it a value")
    } catch {
      throw refusal(place, "it is not a JSON object", "restore the pack from a copy")
    }
  }

  /// Keys and places as in `origins[2].folder`.
  private static func keyPath(_ keys: [any CodingKey]) -> String {
    keys.reduce("") { path, key in
      if let index = key.intValue { return "\(path)[\(index)]" }
      return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
  }

  /// Says that `library.json` is not as it should be.
  private static func refusal(_ place: String, _ reason: String, _ mend: String) -> LibraryError {
    LibraryError(.notALibrary, path: place, reason: reason, mend: mend)
  }
}

/// The part of `library.json` that says what the rest means.
///
/// It is read first, so that a pack from a newer version is called newer and not broken.
private struct SchemaFile: Decodable {
  /// `adamas.pack/` and the number of the format.
  let schema: String
}
