internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import Matching
internal import Specimens

/// `adamas library import`: makes a library of a pack, or adds the pack to one.
struct LibraryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a library of a pack, or add a pack to a library.",
    discussion: """
      Example:
        adamas library import laboratory-pack laboratory.adamas --keys keys.json

      With --keys the pack must be signed by enough of them, unchanged, in force and not older than one \
      that was trusted before.
      """)

  @Argument(help: ArgumentHelp("The pack's folder.", valueName: "PACK"))
  var pack: String

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @OptionGroup var trust: TrustOptions

  @OptionGroup var change: NoteOptions

  func run() throws {
    try withExitCodes {
      var details: [String: String] = [:]
      if let keys = trust.keys {
        details["signedBy"] = try trust.verify(pack, keys: TrustedKeys.read(at: keys)).signers
      } else {
        if SignedFolder.isSigned(pack) {
          try SignedFolder.read(at: pack).verifyItself(on: CalendarDay.today.description)
        }
        say("Whose signatures the pack has is not checked; --keys checks it.")
      }
      let pack = try LibraryPack.read(at: self.pack)
      let contents = try pack.references
      details["pack"] = "\(pack.name), release \(pack.version)"
      details["revision"] = contents.revision
      let note = change.note("pack imported")
      guard FileManager.default.fileExists(atPath: library) else {
        var made = contents
        made.description.created = note.time
        try LibraryStore.write(
          to: library, contents: made, as: .import, note: note, details: details)
        say("Made \(library) with \(contents.items.count) items; fit it with adamas library fit.")
        return
      }
      let store = try LibraryStore.open(at: library)
      let entry = try store.merge(contents, as: .import, note: note, details: details)
      try store.close()
      say(
        entry.map {
          "Added \($0.details["items"] ?? "0") items to \(library); entry \($0.number) of the log."
        }
          ?? "\(library) holds everything that the pack holds.")
    }
  }
}

extension LibraryPack {
  /// The pack's reference items: those of an exported library, or the rows of its tables.
  ///
  /// - Throws: `LibraryError` for a pack of size footprints, whose distributions are no reference material.
  fileprivate var references: LibraryContents {
    get throws {
      if holdsItems { return try contents }
      guard kind != .sizes else {
        throw LibraryError(
          .conflict, path: path,
          reason: "the pack holds distributions made of published figures, not reference parcels",
          mend: "name it with --library where it is to be used")
      }
      var contents = LibraryContents(
        description: LibraryDescription(
          name: name, kind: kind, notes: limits.joined(separator: " ")),
        origins: origins.map {
          OriginRecord(origin: $0.origin, grade: $0.grade, source: $0.source)
        })
      contents.groupColumns = ["stone"]
      for origin in origins {
        let file = try MaterialFile(at: dataPath(of: origin))
        let material = try file.material(kind: kind)
        let labelled = LabelledMaterial(
          material: material, labels: Array(repeating: origin.origin, count: material.count),
          groups: try material.metadata.keys(of: ["stone"]))
        guard contents.axis == nil || contents.axis == material.featureAxis else {
          throw LibraryError(
            .damaged, path: path, reason: "the tables of its origins do not have the same columns",
            mend: "take the pack from its source again")
        }
        contents.axis = material.featureAxis
        contents.items += try labelled.referenceItems(
          from: file.source,
          provenance: Provenance([.grade: origin.grade.rawValue, .source: origin.source]))
      }
      return contents
    }
  }
}
