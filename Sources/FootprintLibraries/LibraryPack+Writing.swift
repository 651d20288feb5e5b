internal import Foundation
internal import Specimens

extension LibraryPack {
  /// Writes a library as a pack: `library.json`, `CARD.md`, and for each origin a folder with `items.csv`.
  ///
  /// The same references with the same version give the same bytes. The pack is made beside its place and
  /// renamed when it is whole.
  ///
  /// - Parameters:
  ///   - contents: the library; its model is not written, which follows from the rest.
  ///   - path: the folder that is made.
  ///   - version: a number that grows with every release.
  /// - Throws: ``LibraryError`` where something of that name is there, the folder cannot be made, or the
  ///   library holds no references.
  public static func write(
    _ contents: LibraryContents, to path: String, version: Int
  ) throws(LibraryError) {
    guard !LibraryFile.exists(path) else {
      throw LibraryError(
        .exists, path: path, reason: "something of that name is there already",
        mend: "choose another name or remove it")
    }
    guard !contents.items.isEmpty else {
      throw LibraryError(
        .conflict, path: path, reason: "the library holds no references",
        mend: "add some with adamas library add")
    }
    try LibraryFile.requireWritableFolder(of: path)
    let temporary = LibraryFile.temporarySibling(of: path)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    do {
      let manager = FileManager.default
      for (name, bytes) in try files(of: contents, version: version) {
        let place = "\(temporary)/\(name)"
        try manager.createDirectory(
          atPath: LibraryFile.folder(of: place), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: place))
      }
      try manager.moveItem(atPath: temporary, toPath: path)
    } catch let error as Damage {
      throw LibraryError(
        .conflict, path: path, reason: error.reason, mend: "export a library of one precision")
    } catch {
      throw LibraryError(
        .unwritable, path: path, reason: "the pack cannot be written",
        mend: "check that its folder is yours and has room")
    }
  }

  /// The files of a pack by their paths in it.
  private static func files(
    of contents: LibraryContents, version: Int
  ) throws -> [(name: String, bytes: [UInt8])] {
    let references = try PackReferences(contents)
    let table = try ItemTable(references, kind: contents.description.kind)
    let items = Dictionary(grouping: contents.items, by: \.origin)
    let origins = contents.origins.sorted { $0.origin < $1.origin }
    let folders = folders(of: origins.map(\.origin))
    let entries = zip(origins, folders).map { record, folder in
      PackFile.Entry(
        origin: record.origin.name, folder: folder, grade: record.grade.rawValue,
        source: record.source, cutOff: nil)
    }
    let description = PackFile(
      schema: "adamas.pack/1", name: contents.description.name, version: "\(version)",
      kind: contents.description.kind.rawValue,
      grade: (origins.map(\.grade).max() ?? .simulated).rawValue, question: nil, limits: nil,
      references: references, origins: entries)
    let tables = zip(origins, folders).map { record, folder in
      (
        name: "\(folder)/\(itemsName)",
        bytes: Array(table.text(of: items[record.origin] ?? []).utf8)
      )
    }
    return [
      (descriptionName, [UInt8](try CanonicalJSON.data(description))),
      ("CARD.md", Array(card(contents, origins: origins, items: items).utf8)),
    ] + tables
  }

  /// A folder's name for each origin: its letters and digits without accents, joined by hyphens.
  private static func folders(of origins: [Origin]) -> [String] {
    var taken: Set<String> = []
    return origins.map { origin in
      let plain = origin.name.decomposedStringWithCanonicalMapping.unicodeScalars
        .filter { !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark }
      let parts = String(String.UnicodeScalarView(plain))
        .split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      let name = parts.isEmpty ? "origin" : parts.joined(separator: "-")
      var (folder, number) = (name, 1)
      while !taken.insert(folder.lowercased()).inserted {
        number += 1
        folder = "\(name)-\(number)"
      }
      return folder
    }
  }

  /// The card for readers: what the pack holds, of which grade, from where.
  private static func card(
    _ contents: LibraryContents, origins: [OriginRecord], items: [Origin: [ReferenceItem]]
  ) -> String {
    var lines = ["# \(contents.description.name)", ""]
    if !contents.description.notes.isEmpty { lines += [contents.description.notes, ""] }
    lines += [
      "References of \(contents.description.kind.rawValue), exported from a library of Adamas.", "",
      "| Origin | Groups | Items | Grade | Source |", "|---|---|---|---|---|",
    ]
    for record in origins {
      let own = items[record.origin] ?? []
      let source = record.source.replacing("|", with: "\\|")
      lines.append(
        "| \(record.origin) | \(Set(own.map(\.group)).count) | \(own.count) | \(record.grade.rawValue) "
          + "| \(source) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension LibraryPack {
  /// What a pack of reference items holds, as a library has it.
  ///
  /// - Throws: ``LibraryError`` where a table is broken, or the items are not those whose revision the
  ///   pack states; and for a pack that holds no reference items.
  /// - Complexity: O(size).
  public var contents: LibraryContents {
    get throws(LibraryError) {
      guard let references else {
        throw LibraryError(
          .conflict, path: path,
          reason: "the pack holds tables that Adamas reads as they are, not the items of a library",
          mend: "name it with --library, or fit a library to its tables")
      }
      do {
        let table = try ItemTable(references, kind: kind)
        var items: [ReferenceItem] = []
        for origin in origins {
          items += try table.items(
            data(of: origin), of: origin.origin, path: dataPath(of: origin))
        }
        let contents = LibraryContents(
          description: LibraryDescription(name: name, kind: kind, notes: references.notes),
          axis: table.axis,
          origins: origins.map {
            OriginRecord(origin: $0.origin, grade: $0.grade, source: $0.source)
          }, items: items, validity: references.validity,
          groupColumns: references.groupColumns)
        guard contents.revision == references.revision else {
          throw LibraryError(
            .damaged, path: path, reason: "its items are not those whose revision it states",
            mend: "restore the pack from a copy")
        }
        return contents
      } catch {
        throw LibraryError(error, path: path)
      }
    }
  }
}
