internal import ArgumentParser
internal import FootprintLibraries
internal import Specimens

/// `adamas library amend`: corrects what a library says of an item.
struct LibraryAmendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "amend", abstract: "Correct what a library says of an item, keeping the original.",
    discussion: """
      Example:
        adamas library amend laboratory.adamas "GH/Birim/S017#1@9f86d081" --set operator="A. B." \
      --why "wrong name in the table"

      A field is an attribute of the table or one of those of --record; origin and group have their \
      own options. Values that were measured are never changed: remove the item and add a new file.
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Argument(help: ArgumentHelp("The item's name.", valueName: "identifier"))
  var item: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "What a field is to say; may be given several times.", valueName: "field=text"))
  var settings: [RowCondition] = []

  @Option(help: ArgumentHelp("The origin that it is to have.", valueName: "CC[/…]"))
  var origin: String?

  @Option(help: ArgumentHelp("The stone or parcel that it is to belong to.", valueName: "group"))
  var group: String?

  @OptionGroup var change: NoteOptions

  func validate() throws {
    if settings.isEmpty, origin == nil, group == nil {
      throw ValidationError("Say what is to change, with --set, --origin or --group.")
    }
    if change.why == nil { throw ValidationError("Say with --why why it is amended.") }
  }

  func run() throws {
    try withExitCodes {
      let store = try LibraryStore.open(at: library)
      let entry = try store.amend(item, note: change.note("")) { item in
        if let origin { item.origin = Origin(origin) }
        if let group { item.group = group }
        for setting in settings { item.set(setting.column, to: setting.value) }
      }
      try store.close()
      say(
        entry.map { "Amended \(item); entry \($0.number) of the log." }
          ?? "\(item) says so already; nothing changed.")
    }
  }
}

extension ReferenceItem {
  /// Gives a field a text: the attribute of that name, or the provenance field where there is no such
  /// attribute.
  fileprivate mutating func set(_ name: String, to text: String) {
    if let place = attributes.firstIndex(where: { $0.name == name }) {
      attributes[place].value = text
    } else if let field = Provenance.Field(rawValue: name) {
      provenance = Provenance(provenance.fields.merging([field: text]) { $1 })
    } else {
      attributes.append(Attribute(name: name, value: text))
    }
  }
}
