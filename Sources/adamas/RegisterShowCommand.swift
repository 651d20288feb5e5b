internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Reports
internal import Specimens

/// `adamas register show`: the screened parcels with what was found out of them.
struct RegisterShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the screened parcels with their outcomes, the newest first.",
    discussion: """
      Example:
        adamas register show office.register --parcel P7

      The whole register is checked against its log. A hash that was noted elsewhere proves that nothing \
      before it was rewritten: --holds HASH.
      """)

  @Argument(help: ArgumentHelp("The register's file.", valueName: "REGISTER"))
  var register: String

  @Option(help: ArgumentHelp("Only the parcels of this name.", valueName: "name"))
  var parcel: String?

  @Option(help: ArgumentHelp("A hash that the log must hold.", valueName: "hash"))
  var holds: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let store = try ScreeningRegister.open(at: register, readOnly: true)
      try store.verifyLog(holding: holds)
      let records = try store.records(of: parcel)
      let log = try store.log
      try store.close()
      if let parcel, records.isEmpty {
        throw LibraryError(
          .conflict, path: register, reason: "no parcel \"\(parcel)\" was screened",
          mend: "look for its name with adamas register show")
      }
      let list = RegisterList(
        entries: records.map(RegisterList.Entry.init), logged: log.count, hash: log.last?.hash ?? ""
      )
      switch output.format {
      case .json: try output.write(try list.json())
      case .text: try output.write(Data(list.text(style: output.style).utf8))
      }
    }
  }
}

extension RegisterList.Entry {
  /// A record as a list shows it.
  fileprivate init(_ record: RegisterRecord) {
    let (papers, verdict) = (record.shipment.papers, record.shipment.verdict)
    self.init(
      parcel: papers.parcel, certificate: papers.certificate, declared: papers.declared,
      carats: papers.carats, stones: papers.stones, valueUSD: papers.valueUSD,
      issued: papers.issued?.description, presented: papers.presented?.description,
      verdict: verdict.name, codes: verdict.codes, risk: verdict.risk,
      adjustedPValue: verdict.adjustedPValue, screened: record.run.day.description,
      manifest: record.run.manifest, sha256: record.run.sha256, entry: record.entry,
      outcomes: record.followups.map {
        RegisterList.Followup(
          outcome: $0.outcome.rawValue, on: $0.day.description, by: $0.note.who, why: $0.note.why,
          entry: $0.entry)
      })
  }
}
