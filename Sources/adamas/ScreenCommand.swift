internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Screening
internal import Specimens

/// `adamas screen`: which shipments do not fit their papers.
struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Say which shipments of a manifest do not fit their papers, the riskiest first.",
    discussion: """
      Example:
        adamas screen manifest.csv --concern RU --importing EU

      A shipment is consistent only where its goods were measured and fit; without a measurement \
      nothing can be said of them.

      Exit codes: 0 nothing found, 1 a shipment is inconsistent, 3 nothing could be said of any, 65 rows \
      were refused, which are listed; the others are screened.
      """)

  /// For whom the list is.
  enum Tier: String, ExpressibleByArgument, CaseIterable {
    /// Sentences without statistics.
    case officer
    /// With the numbers of the checks.
    case laboratory
    /// With risks and p-values as well.
    case expert
  }

  /// The form of the list.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    /// For a person.
    case text
    /// A table.
    case csv
    /// For a program.
    case json
  }

  @Argument(help: ArgumentHelp("A manifest, or a folder of certificates.", valueName: "MANIFEST"))
  var manifest: String

  @Option(
    help: ArgumentHelp(
      "A library file or a pack's folder; the shipped one of each kind without it.",
      valueName: "library"))
  var library: String?

  @Option(
    name: .customLong("concern"),
    help: ArgumentHelp(
      "An origin whose probability is wanted for every shipment; may be given several times.",
      valueName: "origin"))
  var concerns: [String] = []

  @Option(help: "Whither the goods go: EU, or a country's code. Rules of one territory then apply.")
  var importing: String?

  @Option(help: "The rate of false discoveries among shipments whose goods are said not to fit.")
  var rate = 0.05

  @Option(help: "Whom the words are for: officer, laboratory or expert.")
  var tier: Tier = .officer

  @OptionGroup var language: LanguageOptions

  @OptionGroup var rules: RulesOptions

  @OptionGroup var register: RegisterOptions

  @Option(help: "The form of the list: text, csv or json.")
  var format: Form = .text

  @OptionGroup var destination: OutputDestination

  @Flag(
    help: ArgumentHelp(
      "Go on where a run with the same --output was stopped: what it had compared stands beside it."
    ))
  var resume = false

  func validate() throws {
    guard !resume || destination.output != nil else {
      throw ValidationError("--resume needs --output: what was compared stands beside that file.")
    }
    guard rate > 0, rate < 1 else { throw ValidationError("--rate must be above 0 and below 1.") }
  }

  func run() throws {
    try withExitCodes {
      let manifest = try readManifest(at: manifest)
      let run = try register.run(
        over: manifest, at: self.manifest, output: destination.output)
      let folder = try rules.folder
      let catalogue = try MessageCatalogue.read(folder: folder, language: language.code)
      let rules = try ScreeningRules.read(folder: folder)
      let checks = ScreeningChecks(rules: rules, importing: importing, before: run.before)
      let shipments = manifest.shipments.map(\.shipment)
      let checkpoint = try destination.output.map {
        try ScreeningCheckpoint(of: $0, resuming: resume)
      }
      var reading = ShipmentEvidence(
        library: library, concerns: concerns.map { Origin($0) }, checkpoint: checkpoint)
      let progress = TerminalProgress(of: shipments.count, "shipments compared")
      let examined = try reading.examine(manifest.shipments, progress: progress.show)
      progress.end()
      if let used = checkpoint?.used, used > 0 {
        say(
          "\(used) \(used == 1 ? "comparison was" : "comparisons were") taken from the run before.")
      }
      let screened = ScreeningPolicy(falseDiscoveryRate: rate).judged(
        shipments, findings: checks.findings(shipments, goods: examined.goods),
        evidence: examined.evidence)
      let words = ScreeningWords(
        catalogue: catalogue, reader: tier == .officer ? .officer : .laboratory)
      let list = ScreeningList(
        basis: words.basis(
          libraries: reading.used, tested: screened.count { $0.adjustedPValue != nil }, rate: rate,
          stale: (rules.stale(on: .today).count, rules.files.reduce(0) { $0 + $1.rows.count })),
        summary: words.summary(screened),
        entries: Workers.all.map(screened.count) { words.entry(screened[$0]) },
        refused: (manifest.refused + examined.refused).map(\.description),
        showsNumbers: tier == .expert)
      try write(list)
      try run.remember(screened)
      checkpoint?.remove()
      if !list.refused.isEmpty { throw ExitCode(65) }
      if screened.contains(where: { $0.outcome == .inconsistent }) { throw ExitCode(1) }
      if screened.allSatisfy({ $0.outcome == .cannotSay }) { throw ExitCode(3) }
    }
  }

  private func write(_ list: ScreeningList) throws {
    switch format {
    case .json: try destination.write(try list.json())
    case .csv: try destination.write(Data(list.csv.utf8))
    case .text: try destination.write(Data(list.text(style: destination.style).utf8))
    }
  }
}
