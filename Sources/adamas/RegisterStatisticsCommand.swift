internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Reports
internal import Screening
internal import Specimens

/// `adamas register statistics`: what became of screened parcels.
struct RegisterStatisticsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statistics",
    abstract: "Count verdicts, outcomes and declared carats of all screened parcels.",
    discussion: """
      Example:
        adamas register statistics office.register --format json

      Shares of confirmed and cleared parcels have E. B. Wilson's 95 % interval and are of those parcels \
      only whose outcome is known. Papers that were screened several times count once.
      """)

  @Argument(help: ArgumentHelp("The register's file.", valueName: "REGISTER"))
  var register: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let store = try ScreeningRegister.open(at: register, readOnly: true)
      let counted = try store.statistics
      try store.close()
      let order: [ScreenedShipment.Outcome] = [.inconsistent, .refer, .cannotSay, .consistent]
      let statistics = OutcomeStatistics(
        screenings: counted.screenings,
        verdicts: order.map { verdict in
          let found = counted.verdicts.first { $0.name == verdict.rawValue }
          return OutcomeStatistics.Verdict(
            verdict: verdict.rawValue, shipments: found?.shipments ?? 0,
            confirmed: found?.confirmed ?? 0, cleared: found?.cleared ?? 0)
        },
        volumes: counted.volumes.map {
          OutcomeStatistics.Volume(country: $0.country, year: $0.year, carats: $0.carats)
        })
      switch output.format {
      case .json: try output.write(try statistics.json())
      case .text: try output.write(Data(statistics.text(style: output.style).utf8))
      }
    }
  }
}
