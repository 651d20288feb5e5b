internal import ArgumentParser

/// `adamas register`: what was screened, and how it was found to be.
struct RegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Show what was screened, record how it was found to be, and count both.",
    discussion: """
      Example:
        adamas screen monday.csv --register office.register
        adamas register outcome office.register P7 cleared --by "A. B." --why "weighed again"
        adamas register statistics office.register

      A register is one file. Nothing in it is changed or removed, and a chain of hashes over its entries \
      tells when that was done by other means.
      """,
    subcommands: [
      RegisterShowCommand.self, RegisterOutcomeCommand.self, RegisterStatisticsCommand.self,
    ])
}
