internal import ArgumentParser
internal import Fingerprints
internal import Foundation
internal import Instruments
internal import Specimens

/// Makes a table of spectra of an instrument's files.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Make one table of the spectra in an instrument's files.",
    discussion: """
      Every trace becomes a row. Of files in a folder the stone is the folder they are in, of files \
      named by themselves the name of the file.

      Example:
        adamas convert measured/ --trace sample --output shots.csv
      """)

  @Argument(help: "Files, or folders of them.", completion: .file())
  var inputs: [String]

  @Option(name: .customLong("trace"), help: "Take only traces of this name; may be repeated.")
  var traces: [String] = []

  @Option(help: "The unit of axes that do not state theirs, for example nm.")
  var unit: String?

  @Flag(
    help: ArgumentHelp(
      "Register the axis by known lines, in air, and leave out the channels that no line vouches for."
    ))
  var register = false

  @Option(
    help: ArgumentHelp(
      "Bring the spectra to the wavelengths of this table of spectra. Each channel gets the mean "
        + "light over its own width, so areas are kept; nothing is extrapolated.",
      valueName: "table"))
  var axis: String?

  @Option(name: .shortAndLong, help: "The table's file; standard output without it.")
  var output: String?

  func validate() throws {
    guard unit.map({ nanometres(per: $0) != nil }) ?? true else {
      throw ValidationError("--unit must be a unit of wavelength: nm, um, mm, m or angstrom.")
    }
  }

  func run() throws {
    try withExitCodes {
      var files: [(stone: String, file: InstrumentFile)] = []
      for input in inputs {
        for (stone, path) in try ConvertCommand.files(in: input) {
          for file in try readInstrumentFiles(at: path) { files.append((stone, file)) }
        }
      }
      var table = try spectraTable(
        of: files,
        taking: InstrumentSelection(traces: traces.isEmpty ? nil : traces, assumedUnit: unit))
      if register {
        let found = try registeredWhereSupported(table)
        table = found.table
        say(found.registration.description)
      }
      if let axis {
        table = try resampledKeepingArea(table, to: try readSpectraTable(at: axis).axis)
      }
      try TextOutput.write(table.wideText, to: output)
    }
  }

  /// The files that an argument names, in the order of their paths, each with its stone.
  private static func files(in input: String) throws -> [(stone: String, path: String)] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder), isFolder.boolValue
    else {
      let url = URL(fileURLWithPath: input)
      return [(url.deletingPathExtension().lastPathComponent, input == "-" ? "/dev/stdin" : input)]
    }
    let inside = FileManager.default.enumerator(atPath: input)?.compactMap { $0 as? String } ?? []
    let paths = inside.sorted().filter { path in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(
        atPath: input + "/" + path, isDirectory: &isFolder)
      return isThere && !isFolder.boolValue
        && !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    guard !paths.isEmpty else {
      throw ReadError(file: input, reason: "the folder holds no file", mend: "name another folder")
    }
    return paths.map { path in
      let folder = URL(fileURLWithPath: input).appendingPathComponent(path)
        .deletingLastPathComponent()
      return (folder.lastPathComponent, input.hasSuffix("/") ? input + path : input + "/" + path)
    }
  }
}
