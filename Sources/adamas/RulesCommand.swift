internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Screening
internal import Specimens

/// `adamas rules`: the rules, statistics and codes that shipments are screened against.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Show what shipments are screened against, and how old it is.",
    discussion: """
      Example:
        adamas rules check --on 2026-11-22
      """,
    subcommands: [RulesListCommand.self, RulesCheckCommand.self])
}

/// Which rules are meant: what the commands that read them share.
struct RulesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A folder of rule files; the shipped ones without it.", valueName: "folder"))
  var rules: String?

  /// The folder of the rules.
  ///
  /// - Throws: `LibraryError` when the shipped ones are not there or not as they were signed.
  var folder: String {
    get throws { try rules ?? ShippedModels.rules }
  }

  /// Reads and checks the rules.
  func read() throws -> ScreeningRules { try ScreeningRules.read(folder: folder) }
}

/// `adamas rules list`: the files of the rules.
struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the files of the rules with the age of their rows.",
    discussion: """
      Example:
        adamas rules list --format json
      """)

  @OptionGroup var rules: RulesOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let list = RulesList(try rules.read())
      switch output.format {
      case .json: try output.write(try list.json)
      case .text: try output.write(Data(list.text.utf8))
      }
    }
  }
}

/// `adamas rules check`: the rows that are older than a year.
struct RulesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "List the rows of the rules that are older than a year.",
    discussion: """
      Example:
        adamas rules check --on 2026-11-22

      Exits with 1 when there are any. Their source says where to look for what is true now.
      """)

  @OptionGroup var rules: RulesOptions

  @Option(help: ArgumentHelp("The day of use; today without it.", valueName: "YYYY-MM-DD"))
  var on: CalendarDay?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let rules = try rules.read()
      let day = on ?? .today
      let check = RulesCheck(
        day: day, rows: rules.files.map(\.rows.count).reduce(0, +), stale: rules.stale(on: day))
      switch output.format {
      case .json: try output.write(try check.json)
      case .text: try output.write(Data(check.text.utf8))
      }
      if !check.stale.isEmpty { throw ExitCode(1) }
    }
  }
}
