internal import ArgumentParser
internal import Foundation
internal import Reports

/// How a result is rendered.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person.
  case text
  /// For a program.
  case json
}

/// Where a result goes and in which form: what every command that prints one shares.
struct OutputOptions: ParsableArguments {
  @Option(help: "The form of the result: text or json.")
  var format: OutputFormat = .text

  @OptionGroup var destination: OutputDestination

  /// Colour and width of the destination.
  var style: TextStyle { destination.style }

  /// Writes the result to its destination.
  func write(_ result: Data) throws(OutputError) { try destination.write(result) }
}

/// Where a result goes: what commands share whose results have forms of their own.
struct OutputDestination: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where the result goes; standard output without it.", valueName: "file"))
  var output: String?

  /// Colour on a terminal unless `NO_COLOR` is set or the result goes to a file, and its width.
  var style: TextStyle {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = output == nil && isatty(1) == 1
    let hasNoColour = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    let width = isTerminal ? OutputDestination.terminalWidth ?? 80 : 80
    return TextStyle(usesColour: isTerminal && !hasNoColour, width: min(width, 110))
  }

  /// Writes the result to its file, whole or not at all, or to standard output.
  func write(_ result: Data) throws(OutputError) {
    if let output {
      try adamas.write(Array(result), to: output)
      return
    }
    do {
      try FileHandle.standardOutput.write(contentsOf: result)
    } catch {
      throw OutputError(file: "standard output")
    }
  }

  /// The number of columns of the terminal on standard output.
  private static var terminalWidth: Int? {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
