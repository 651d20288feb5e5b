public import ArgumentParser
public import FootprintLibraries
internal import Foundation
internal import Screening
internal import Specimens

extension ScreeningRegister.Outcome: ExpressibleByArgument {}

/// `adamas register outcome`: how a screened parcel was found to be.
struct RegisterOutcomeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome",
    abstract: "Record that a screened parcel was confirmed to be wrong, or cleared.",
    discussion: """
      Example:
        adamas register outcome office.register P7 cleared --by "A. B." --why "weighed again"

      An outcome is never overwritten: a later one stands beside the earlier, and the last that was \
      recorded counts.
      """)

  @Argument(help: ArgumentHelp("The register's file.", valueName: "REGISTER"))
  var register: String

  @Argument(help: ArgumentHelp("The parcel's name in its manifest.", valueName: "PARCEL"))
  var parcel: String

  @Argument(help: "confirmed: something was wrong; cleared: nothing was.")
  var outcome: ScreeningRegister.Outcome

  @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
  var by: String

  @Option(help: ArgumentHelp("What it rests on.", valueName: "text"))
  var why: String

  @Option(
    help: ArgumentHelp("The day it was found out; today without it.", valueName: "YYYY-MM-DD"))
  var on: CalendarDay?

  @Option(
    help: ArgumentHelp(
      "The parcel's certificate, where several parcels have the name.", valueName: "number"))
  var certificate: String?

  @Option(
    help: ArgumentHelp(
      "The entry of the log that screened it, where several have name and certificate.",
      valueName: "entry"))
  var screening: Int?

  func validate() throws {
    if by.allSatisfy(\.isWhitespace) { throw ValidationError("Say with --by who answers for it.") }
    if why.allSatisfy(\.isWhitespace) { throw ValidationError("Say with --why what it rests on.") }
    if let on, on > .today {
      throw ValidationError("--on \(on) is not yet: name a day until today.")
    }
  }

  func run() throws {
    try withExitCodes {
      let store = try ScreeningRegister.open(at: register)
      try store.verifyLog()
      let entry = try store.state(
        outcome, of: parcel, number: certificate.map(CertificateNumber.normalised),
        screening: screening, on: on ?? .today,
        note: ChangeNote(who: by, time: CalendarDay.now.ISO8601Format(), why: why))
      try store.close()
      say("Recorded that \(parcel) was \(outcome.rawValue); entry \(entry.number) of the log.")
    }
  }
}
