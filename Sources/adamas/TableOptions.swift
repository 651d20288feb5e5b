public import ArgumentParser
internal import Instruments
internal import Matching
public import Specimens

extension EvidenceKind: ExpressibleByArgument {}
extension Grade: ExpressibleByArgument {}

/// A condition on a column of a table, written `column=value`.
struct RowCondition: ExpressibleByArgument, Equatable {
  /// The column's name.
  let column: String
  /// The value that kept rows have.
  let value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    column = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}

/// Names of columns, written with commas between them.
struct ColumnNames: ExpressibleByArgument, Equatable {
  /// The names in the order given.
  let names: [String]

  init?(argument: String) {
    names = argument.split(separator: ",").map(String.init)
    if names.isEmpty { return nil }
  }
}

/// How a table is read: what every command that takes one shares.
struct TableOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the table holds: sizes, spectra or elements; seen from its header without it.",
      valueName: "kind"))
  var kind: EvidenceKind?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Keep only rows with this value in this column; may be given several times.",
      valueName: "column=value"))
  var conditions: [RowCondition] = []

  @Option(
    help: ArgumentHelp(
      "The columns of an element table that are concentrations, if not those named as elements.",
      valueName: "column,…"))
  var features: ColumnNames?

  /// Reads a table and keeps the rows that all conditions want.
  ///
  /// - Returns: the specimens, and the file with its digest.
  /// - Throws: `ReadError` when the table is missing or broken; `MatchingError` when a condition names
  ///   a column that is not there or keeps nothing.
  func read(_ path: String) throws -> (material: Material, file: MaterialFile) {
    let file = try MaterialFile(at: path)
    let material = try file.material(kind: kind, features: features?.names)
    guard !conditions.isEmpty else { return (material, file) }
    var rows = Array(0..<material.count)
    for condition in conditions {
      let column = try material.metadata.column(condition.column)
      rows.removeAll { column[$0] != condition.value }
    }
    guard !rows.isEmpty else {
      throw MatchingError.material(
        reason: "\(path) has no row with "
          + conditions.map { "\($0.column)=\($0.value)" }.joined(separator: " and "),
        mend: "look for the spelling, or leave --where out")
    }
    return (material.selecting(rows), file)
  }
}
