internal import ArgumentParser
internal import LinearAlgebra

/// The command line: one subcommand per file.
///
/// Data go to standard output, words to standard error; ``withExitCodes(_:)`` has the exit codes.
@main
struct Adamas: ParsableCommand {
  /// The version of the whole package.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "adamas",
    abstract:
      "Tell where rough diamonds probably come from, how sure that is, or that it cannot be told.",
    usage: "adamas <subcommand> ...",
    discussion: """
      Example:
        adamas classify Samples/simulated-parcel-square.csv
      """,
    version: version,
    subcommands: [
      ClassifyCommand.self, ValidateCommand.self, LibraryCommand.self, KeysCommand.self,
      MixtureCommand.self,
      PlanCommand.self, ScreenCommand.self, RegisterCommand.self, RulesCommand.self,
      GlossaryCommand.self, SimulateCommand.self,
      NeighboursCommand.self, BaselineCommand.self, InspectCommand.self, ConvertCommand.self,
      VersionCommand.self,
    ])

  /// Runs the command that the arguments name.
  static func main() {
    keepFreedMemory()
    // Ends OpenBLAS's own threads, which otherwise wait at the cost of a processor.
    _ = BLASKernel.current
    main(nil)
  }
}

/// Prints the version, and with `--verbose` what the numbers are computed with.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.",
    discussion: """
      Example:
        adamas version --verbose
      """)

  /// Whether the kernels are wanted.
  @Flag(help: "Also print the linear algebra kernels in use.")
  var verbose = false

  /// Prints to standard output.
  func run() {
    print(Adamas.version)
    if verbose { print("OpenBLAS kernels: \(BLASKernel.current)") }
  }
}
