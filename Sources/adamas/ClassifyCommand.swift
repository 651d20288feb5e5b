internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Specimens

/// `adamas classify`: which of a library's origins questioned material fits best.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Say which reference origins questioned material fits, and how surely.",
    discussion: """
      Example:
        adamas classify stone.csv --library laboratory.adamas --declared CI

      The kind of evidence is seen from the table's header. Without --library the shipped references \
      of that kind are used, and every output says what they are worth. Rows of one stone are pooled \
      into one assessment.

      Exit codes: 0 done, 1 a declared origin does not fit, 3 nothing could be said of any item.
      """)

  @Argument(help: ArgumentHelp("Questioned tables; - for standard input.", valueName: "INPUT"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "A library file or a pack's folder; the shipped one without it.", valueName: "library"))
  var library: String?

  @Option(
    help: ArgumentHelp(
      "The columns that name an item; its rows are pooled. By default those the library was fitted "
        + "with, else stone, else each row by itself.",
      valueName: "column,…"))
  var group: ColumnNames?

  @Option(
    help: ArgumentHelp("The origin on the papers, such as CI or CI/Séguéla.", valueName: "origin"))
  var declared: String?

  @Option(
    help: ArgumentHelp(
      "Prior probabilities; origins that are not named share the rest. Equal without it.",
      valueName: "origin=p,…"))
  var prior: PriorProbabilities?

  @Option(help: "The level of prediction sets and verdicts.")
  var level = 0.95

  @Option(
    help: ArgumentHelp(
      "How many parts of the fingerprint (lines, elements, size classes) are listed as speaking for "
        + "the first origin against the second. 20 without it, and none for more than 12 items.",
      valueName: "count"))
  var explain: Int?

  @Option(
    help: ArgumentHelp(
      "A mapping that adamas library transfer wrote, or the instrument that it maps from where the "
        + "library keeps it: questioned spectra go through it first, and the report says so.",
      valueName: "file or instrument"))
  var transfer: String?

  @OptionGroup var options: TableOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (0.5..<1).contains(level) else {
      throw ValidationError("--level must be at least 0.5 and below 1.")
    }
    guard (explain ?? 0) >= 0 else {
      throw ValidationError("--explain must be 0 or more.")
    }
    guard inputs.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("- may be given once: there is one standard input.")
    }
  }

  func run() throws {
    try withExitCodes {
      let (given, library) = try questionedAndLibrary()
      let mapping = try transfer.map { try InstrumentMapping(named: $0, library: self.library) }
      var conversions: [String] = []
      let questioned = try given.map { material, file in
        let mapped = try mapping?.applied(to: material) ?? material
        conversions += try library.requireValid(mapped)
        return (mapped, file)
      }
      let names = try questioned.map { try itemNames(of: $0.0, library: library) }
      let count = names.reduce(0) { $0 + Set($1).count }
      let assessmentOptions = AssessmentOptions(
        level: level, priors: prior?.values ?? [:], declared: declared.map(Origin.init),
        contributions: explain ?? (count <= AssessmentReport.mostBlocks ? 20 : 0))
      var assessments: [OriginAssessment] = []
      for ((material, file), items) in zip(questioned, names) {
        assessments += try library.assess(
          material,
          items: inputs.count > 1 ? items.map { "\(file.path): \($0)" } : items,
          options: assessmentOptions)
      }
      let report = AssessmentReport(
        version: Adamas.version, library: library.description,
        inputs: given.map { ReportInput(path: $0.file.path, sha256: $0.file.sha256) },
        parameters: try parameters(of: library, assessmentOptions, conversions: conversions),
        assessments: assessments,
        verbalScale: try ShippedModels.verbalScale,
        transfer: mapping?.reported(for: given.map(\.material)))
      switch output.format {
      case .json: try output.write(try report.json())
      case .text: try output.write(Data(report.text(style: output.style).utf8))
      }
      if let code = ClassifyCommand.exitCode(of: assessments) { throw code }
    }
  }

  /// Reads the tables, and beside them the library if one is named.
  ///
  /// - Throws: what is wrong with a table before what is wrong with the library.
  private func questionedAndLibrary() throws -> (
    questioned: [(material: Material, file: MaterialFile)], library: FittedLibrary
  ) {
    let (options, inputs) = (options, inputs)
    guard let library else {
      let questioned = try inputs.map { try options.read($0) }
      return (questioned, try FittedLibrary(chosen: nil, kind: questioned[0].material.kind))
    }
    let (read, opened) = Workers.all.both(
      { Result { try inputs.map { try options.read($0) } } },
      { Result { try FittedLibrary(named: library) } })
    return (try read.get(), try opened.get())
  }

  /// What each row belongs to.
  private func itemNames(of material: Material, library: FittedLibrary) throws -> [String] {
    let metadata = material.metadata
    if let group { return try metadata.keys(of: group.names) }
    let fitted = library.groupColumns
    if !fitted.isEmpty, fitted.allSatisfy({ metadata[$0] != nil }) {
      return try metadata.keys(of: fitted)
    }
    for name in ["parcel", "stone"] where metadata[name] != nil {
      return try metadata.keys(of: [name])
    }
    return try metadata.keys(of: [])
  }

  /// The settings that the result depends on, in words.
  private func parameters(
    of library: FittedLibrary, _ options: AssessmentOptions, conversions: [String]
  ) throws -> [ReportParameter] {
    let origins = library.origins
    let priors = try options.priors(over: origins)
    let isEqual = options.priors.isEmpty
    var result = [
      ReportParameter(
        "priors",
        isEqual
          ? "equal, 1/\(origins.count) each"
          : zip(origins, priors).map { "\($0) \(Decimal(($1 * 1e4).rounded()) / 10_000)" }
            .joined(separator: ", ")),
      ReportParameter("level", "\(level)"),
    ]
    if let validity = library.validity {
      result.append(ReportParameter("validity", "the library is \(validity.sentence)"))
    }
    if !conversions.isEmpty {
      result.append(ReportParameter("converted", conversions.joined(separator: "; ")))
    }
    if let declared { result.append(ReportParameter("declared", declared)) }
    return result
  }

  /// 1 when a declared origin does not fit, 3 when nothing could be said of any item.
  private static func exitCode(of assessments: [OriginAssessment]) -> ExitCode? {
    if assessments.contains(where: { $0.declared?.fits == false }) { return ExitCode(1) }
    let isSilent = assessments.allSatisfy { assessment in
      if case .cannotSay = assessment.verdict { return true }
      return false
    }
    return isSilent ? ExitCode(3) : nil
  }
}

/// Prior probabilities, written `CI=0.2,GH=0.8`.
struct PriorProbabilities: ExpressibleByArgument, Equatable {
  /// The probability of each named origin.
  let values: [Origin: Double]

  init?(argument: String) {
    var values: [Origin: Double] = [:]
    for part in argument.split(separator: ",") {
      guard
        let sign = part.lastIndex(of: "="), sign != part.startIndex,
        let probability = Double(part[part.index(after: sign)...])
      else { return nil }
      values[Origin(String(part[..<sign]))] = probability
    }
    guard !values.isEmpty else { return nil }
    self.values = values
  }
}
