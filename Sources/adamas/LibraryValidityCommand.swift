internal import ArgumentParser
internal import FootprintLibraries
internal import Specimens

/// `adamas library validity`: states when and for what a library may be used.
struct LibraryValidityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validity", abstract: "State when and for what a library may be used.",
    discussion: """
      Example:
        adamas library validity laboratory.adamas --until 2028-12-31 --medium air --instrument LIBS-1 \
      --why "as decided by the group"

      The conditions replace those stated before, travel with the library and its packs, and are a part \
      of its revision; the model is dropped. Outside them classify refuses, or converts and says so.
      """)

  @Argument(help: ArgumentHelp("The library's file.", valueName: "LIBRARY"))
  var library: String

  @Option(help: ArgumentHelp("The first day of use.", valueName: "YYYY-MM-DD"))
  var from: CalendarDay?

  @Option(help: ArgumentHelp("The last day of use.", valueName: "YYYY-MM-DD"))
  var until: CalendarDay?

  @Option(
    name: .customLong("medium"),
    help: "What questioned spectra may have been measured in: air or vacuum; may be given twice.")
  var media: [String] = []

  @Option(
    name: .customLong("instrument"),
    help: "An instrument, or class of them, that may have measured; may be given several times.")
  var instruments: [String] = []

  @Option(
    help: ArgumentHelp(
      "The smallest bottom cut-off of parcels, as a square mesh; finer classes are left out.",
      valueName: "mm"))
  var cutOffFrom: Double?

  @Option(
    help: ArgumentHelp("The largest bottom cut-off of parcels, as a square mesh.", valueName: "mm"))
  var cutOffTo: Double?

  @OptionGroup var change: NoteOptions

  func validate() throws {
    if let from, let until, from > until {
      throw ValidationError("--from must not be after --until.")
    }
    guard Set(media).isSubset(of: ["air", "vacuum"]) else {
      throw ValidationError("--medium must be air or vacuum.")
    }
    guard [cutOffFrom, cutOffTo].allSatisfy({ ($0 ?? 1) > 0 }),
      (cutOffFrom ?? 0) <= (cutOffTo ?? .infinity)
    else {
      throw ValidationError("The cut-offs must be above 0, the first not above the second.")
    }
  }

  func run() throws {
    try withExitCodes {
      let validity = Validity(
        from: from?.description, until: until?.description, media: media, instruments: instruments,
        cutOffFrom: cutOffFrom, cutOffTo: cutOffTo)
      let store = try LibraryStore.open(at: library)
      let entry = try store.state(validity, note: change.note("conditions stated"))
      try store.close()
      say(
        "\(library) is \(validity.sentence)"
          + (entry.map { "; entry \($0.number) of the log. Fit it again." } ?? ", as before."))
    }
  }
}
