internal import ArgumentParser
internal import FootprintLibraries
internal import Specimens

/// Something that is said of all references of a table, written `field=text`.
struct ProvenanceStatement: ExpressibleByArgument, Equatable {
  /// What is said.
  let field: Provenance.Field
  /// The text.
  let text: String

  init?(argument: String) {
    guard
      let sign = argument.firstIndex(of: "="),
      let field = Provenance.Field(rawValue: String(argument[..<sign])),
      !ProvenanceStatement.ownOptions.contains(field)
    else { return nil }
    self.field = field
    text = String(argument[argument.index(after: sign)...])
  }

  /// Fields that have options of their own.
  private static let ownOptions: Set<Provenance.Field> = [.grade, .source]

  /// The names of the fields that can be given so.
  static let names = Provenance.Field.allCases.filter { !ownOptions.contains($0) }.map(\.rawValue)
}

/// What the references of a table are and who measured them: what every command that adds some shares.
struct ProvenanceOptions: ParsableArguments {
  @Option(help: "What the references are: measured, summary or simulated. Every report says it.")
  var grade: Grade = .measured

  @Option(help: "By whom, when and how the references were measured.")
  var source = "not stated"

  @Option(
    name: .customLong("record"),
    help: ArgumentHelp(
      """
      What the library keeps of every reference of the table; may be given several times. The fields are \
      \(ProvenanceStatement.names.joined(separator: ", ")).
      """, valueName: "field=text"))
  var statements: [ProvenanceStatement] = []

  /// The record of the references.
  var provenance: Provenance {
    var fields: [Provenance.Field: String] = [.grade: grade.rawValue, .source: source]
    for statement in statements { fields[statement.field] = statement.text }
    return Provenance(fields)
  }
}
