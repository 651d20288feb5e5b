internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Reports
internal import Specimens

/// `adamas library list`: the reference items of a library.
struct LibraryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the reference items of a library.",
    discussion: """
      Example:
        adamas library list laboratory.adamas --origin GH
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @OptionGroup var selection: ItemSelection

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library, readOnly: true)
      var list = ItemList()
      try store.forEachItem { item in
        guard selection.holds(item) else { return }
        list.items.append(
          ItemList.Item(
            identifier: item.identifier, origin: item.origin, group: item.group,
            values: item.values.count, file: item.sourceFile?.path ?? ""))
      }
      try store.close()
      switch output.format {
      case .json: try output.write(try list.json())
      case .text: try output.write(Data(list.text.utf8))
      }
    }
  }
}

/// Which items of a library are meant: what the commands that choose some share.
struct ItemSelection: ParsableArguments {
  @Option(
    name: .customLong("item"),
    help: ArgumentHelp("An item; may be given several times.", valueName: "identifier"))
  var identifiers: [String] = []

  @Option(help: ArgumentHelp("Items of this origin, or of one within it.", valueName: "CC[/…]"))
  var origin: String?

  @Option(help: ArgumentHelp("Items of this stone or parcel.", valueName: "group"))
  var group: String?

  @Option(help: ArgumentHelp("Items from this file: its name or its SHA-256.", valueName: "file"))
  var file: String?

  /// Whether nothing is chosen.
  var isEmpty: Bool { identifiers.isEmpty && origin == nil && group == nil && file == nil }

  /// Whether an item is one of those that are meant: of all conditions at once.
  func holds(_ item: ReferenceItem) -> Bool {
    let isNamed = identifiers.isEmpty || identifiers.contains(item.identifier)
    let isOfOrigin = origin.map { item.origin.isWithin(Origin($0)) } ?? true
    let isOfGroup = group.map { $0 == item.group } ?? true
    let isOfFile =
      file.map { $0 == item.sourceFile?.path || $0 == item.sourceFile?.sha256 } ?? true
    return isNamed && isOfOrigin && isOfGroup && isOfFile
  }
}
