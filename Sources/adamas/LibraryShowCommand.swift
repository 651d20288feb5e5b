internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Reports

/// `adamas library show`: what a library holds.
struct LibraryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a library holds, or all that it says of one item.",
    discussion: """
      Example:
        adamas library show laboratory.adamas
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Option(help: ArgumentHelp("Show every record of this item instead.", valueName: "identifier"))
  var item: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library, readOnly: true)
      let result: Data
      if let item {
        result = try history(of: item, in: store)
      } else {
        let summary = try summary(of: store)
        result =
          switch output.format {
          case .json: try summary.json()
          case .text: Data(summary.text(style: output.style).utf8)
          }
      }
      try store.close()
      try output.write(result)
    }
  }

  private func summary(of store: LibraryStore) throws -> LibrarySummary {
    let description = try store.description
    let log = try store.log
    return LibrarySummary(
      name: description.name, kind: description.kind, notes: description.notes,
      revision: try store.revision, isFitted: try store.hasModel,
      validity: try store.validity?.sentence,
      log: log.last.map { LibrarySummary.Log(entries: $0.number, last: $0.hash) },
      origins: try store.origins.sorted { $0.origin < $1.origin }.map { record in
        let counts = try store.counts(of: record.origin)
        return LibrarySummary.Entry(
          origin: record.origin, grade: record.grade, source: record.source,
          groups: counts.groups, items: counts.items)
      })
  }

  private func history(of identifier: String, in store: LibraryStore) throws -> Data {
    let versions = try store.history(of: identifier)
    guard !versions.isEmpty else {
      throw LibraryError(
        .conflict, path: library, reason: "there is no item \"\(identifier)\"",
        mend: "look for its name with adamas library list")
    }
    let history = ItemHistory(
      identifier: identifier,
      versions: versions.map { item, entry, end in
        ItemHistory.Version(
          origin: item.origin, group: item.group, file: item.sourceFile?.path,
          sha256: item.sourceFile?.sha256, values: item.values.count,
          fields: item.attributes.map { ($0.name, $0.value) }
            + item.provenance.statements.map { ($0.field.rawValue, $0.text) },
          entry: entry, end: end)
      })
    return switch output.format {
    case .json: try history.json()
    case .text: Data(history.text(style: output.style).utf8)
    }
  }
}
