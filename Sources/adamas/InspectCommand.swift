internal import ArgumentParser
internal import Foundation
internal import Instruments
internal import Reports

/// Shows what an instrument's files hold.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show what was read from an instrument's files.",
    discussion: """
      The format is recognised by content: \(InstrumentFormat.readable.map(\.rawValue).joined(separator: ", ")).
      Exit code 3 says that a file is incomplete.

      Example:
        adamas inspect shot.jdx
      """)

  /// The files.
  @Argument(help: "The files.", completion: .file())
  var files: [String]

  /// How many traces of a file are drawn.
  @Option(name: .customLong("traces"), help: "How many traces of a file are shown.")
  var traces = 4

  func validate() throws {
    guard traces > 0 else { throw ValidationError("--traces must be 1 or more.") }
  }

  func run() throws {
    try withExitCodes {
      var isComplete = true
      var isFirst = true
      for path in files {
        for file in try readInstrumentFiles(at: path == "-" ? "/dev/stdin" : path) {
          if !isFirst { print() }
          isFirst = false
          print(InstrumentText(file, traces: traces).lines.joined(separator: "\n"))
          isComplete = isComplete && file.records.allSatisfy(\.isComplete)
        }
      }
      if !isComplete { throw ExitCode(3) }
    }
  }
}
