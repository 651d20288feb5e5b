internal import ArgumentParser
internal import Fingerprints
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Specimens

/// `adamas validate`: how well a table's own origins can be told when whole groups are held out.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Measure how well the origins of a table can be told, whole groups held out.",
    discussion: """
      Example:
        adamas validate references.csv --label origin --group stone --format json

      Items of one group never stand on both sides. Everything that is chosen is chosen again inside \
      the references of each fold. The leaky figure, with groups split, is printed beside the honest \
      one to show what the difference is.
      """)

  @Argument(help: ArgumentHelp("The table; - for standard input.", valueName: "TABLE"))
  var table: String

  @Option(help: ArgumentHelp("The column that names the origin.", valueName: "column"))
  var label: String

  @OptionGroup var groups: GroupOptions

  @Option(
    help: ArgumentHelp(
      "The column whose values are the folds; without it whole groups are left out.",
      valueName: "column"))
  var fold: String?

  @OptionGroup var background: BaselineOptions

  @OptionGroup var options: TableOptions

  @OptionGroup var output: OutputOptions

  func run() throws {
    try withExitCodes {
      let (material, file) = try options.read(table)
      let labelled = try LabelledMaterial(material, label: label, groups: groups.names)
      let plan =
        try fold.map { name throws(MatchingError) in
          try FoldPlan(
            values: material.metadata.column(name), named: name, keepingWhole: labelled.groups)
        } ?? FoldPlan(wholeGroups: labelled.groups, of: labelled.labels)
      let validation =
        if case .parcels = material, background.baseline == .none {
          try Validation(ofParcels: labelled, folds: plan)
        } else {
          try Validation(of: labelled, folds: plan, baseline: background.baseline)
        }
      let inputs = [ReportInput(path: file.path, sha256: file.sha256)]
      switch output.format {
      case .json:
        try output.write(try validation.json(version: Adamas.version, inputs: inputs))
      case .text:
        try output.write(Data(validation.text(style: output.style).utf8))
      }
    }
  }
}
