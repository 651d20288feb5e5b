internal import Specimens

/// What was once said of an origin: how far its references can be trusted, and why.
struct OriginStatement: Hashable {
  /// The origin.
  let origin: Origin
  /// The grade of the references that came with it.
  let grade: Grade
  /// Their source.
  let source: String

  /// What stands between the sources of an origin whose references have several.
  private static let between = " | "

  /// The record of an origin of which several things were said.
  static func record(of origin: Origin, _ statements: [OriginStatement]) -> OriginRecord? {
    guard let grade = statements.map(\.grade).min() else { return nil }
    let sources = Set(statements.flatMap { $0.source.split(separator: between) }).sorted()
    return OriginRecord(
      origin: origin, grade: grade, source: sources.joined(separator: between))
  }
}

extension OriginRecord {
  /// The record as one statement.
  var statement: OriginStatement {
    OriginStatement(origin: origin, grade: grade, source: source)
  }
}
