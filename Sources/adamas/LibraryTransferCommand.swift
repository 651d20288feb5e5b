internal import ArgumentParser
internal import Fingerprints
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import Matching
internal import Specimens

/// `adamas library transfer`: fits a mapping between two instruments that measured the same specimens.
struct LibraryTransferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: "Map one instrument's spectra to another's scale, by specimens that both measured.",
    discussion: """
      Example:
        adamas library transfer ours.csv theirs.csv --specimen stone --output transfer.json
        adamas classify stone.csv --library laboratory.adamas --transfer transfer.json

        adamas library transfer ours.csv theirs.csv --library laboratory.adamas
        adamas classify stone.csv --library laboratory.adamas --transfer LIBS-2

      PRIMARY is the instrument of the library, SECONDARY the one whose spectra are questioned. The \
      mapping is refused where specimens that it was not fitted to do not gain by it.
      """)

  @Argument(
    help: ArgumentHelp("Spectra of the library's instrument.", valueName: "PRIMARY"))
  var primary: String

  @Argument(
    help: ArgumentHelp("Spectra of the other instrument.", valueName: "SECONDARY"))
  var secondary: String

  @Option(
    help: ArgumentHelp("The column of both tables that names a specimen.", valueName: "column"))
  var specimen = "stone"

  @Option(help: ArgumentHelp("The file of the mapping.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("The library that keeps the mapping.", valueName: "LIBRARY"))
  var library: String?

  @Option(
    help: ArgumentHelp(
      "What the library's instrument is called; without it what the column instrument says.",
      valueName: "name"))
  var primaryName: String?

  @Option(
    help: ArgumentHelp(
      "What the other instrument is called; without it what the column instrument says.",
      valueName: "name"))
  var secondaryName: String?

  @OptionGroup var change: NoteOptions

  func validate() throws {
    if output == nil, library == nil {
      throw ValidationError("Say where the mapping goes, with --output or --library.")
    }
  }

  func run() throws {
    try withExitCodes {
      let transfer = try ScaleTransfer(
        from: try spectra(at: secondary), to: try spectra(at: primary), specimen: specimen,
        secondaryName: secondaryName, primaryName: primaryName)
      let json = try transfer.json()
      say(transfer.description)
      if transfer.specimens.count < ScaleTransfer.advisedSpecimens {
        say(
          "Fewer than \(ScaleTransfer.advisedSpecimens) specimens are common: origins may be told "
            + "less well than the error suggests.")
      }
      if let library {
        let store = try LibraryStore.open(at: library)
        let entry = try store.addTransfer(
          String(decoding: json, as: UTF8.self), note: change.note("mapping fitted"),
          details: ["from": transfer.secondary.name, "to": transfer.primary.name])
        try store.close()
        say(
          "\(library) keeps it"
            + (entry.map { "; entry \($0.number) of the log." } ?? " already."))
      }
      if let output {
        try write(Array(json), to: output)
        say("Wrote \(output).")
      }
    }
  }

  /// The spectra of a table.
  private func spectra(at path: String) throws -> SpectraTable {
    guard case .spectra(let table) = try MaterialFile(at: path).material(kind: .spectra) else {
      throw MatchingError.material(
        reason: "\(path) holds no spectra", mend: "name a table with a column for each wavelength")
    }
    return table
  }
}
