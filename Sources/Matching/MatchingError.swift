/// Why a comparison could not be made: what is wrong and what to do about it, in one sentence.
///
/// ```swift
/// MatchingError.neighbourCount(asked: 5, references: 3).description
/// // 5 neighbours were asked for and there are 3 references; ask for 1 to 3.
/// ```
///
/// Rows and columns are counted from 0, as in the matrices that were given. Values of the data are
/// not repeated in the text.
public enum MatchingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// On which side of a comparison something stands.
  public enum Side: String, Sendable {
    /// The reference material.
    case references
    /// The questioned material.
    case queries
  }

  /// A side has no rows or no columns.
  case empty(Side)
  /// References and queries do not have the same number of columns.
  case columns(references: Int, queries: Int)
  /// An element is not a number or infinite.
  case notFinite(Side, row: Int, column: Int)
  /// An element is so large that squared distances would leave the range of a `Double`.
  case tooLarge(Side, row: Int, column: Int)
  /// Fewer than one neighbour was asked for, or more than there are references.
  case neighbourCount(asked: Int, references: Int)
  /// There is not one label for each reference, or not one exclusion for each query.
  case labelCount(labels: Int, items: Int)

  /// Material cannot be fitted or assessed.
  case material(reason: String, mend: String)

  /// The whole sentence.
  public var description: String {
    switch self {
    case .empty(let side):
      "The \(side.rawValue) are empty; give at least one row of at least one column."
    case .columns(let references, let queries):
      "The references have \(references) columns and the queries \(queries); "
        + "make both with the same features."
    case .notFinite(let side, let row, let column):
      "Row \(row), column \(column) of the \(side.rawValue) is not a finite number; "
        + "remove or replace that row."
    case .tooLarge(let side, let row, let column):
      "Row \(row), column \(column) of the \(side.rawValue) is beyond 1e150 and cannot be squared; "
        + "use a larger unit."
    case .neighbourCount(let asked, let references):
      "\(asked) neighbours were asked for and there are \(references) references; "
        + "ask for 1 to \(references)."
    case .labelCount(let labels, let items):
      "There are \(labels) labels for \(items) rows; give one for each."
    case .material(let reason, let mend):
      "\(reason); \(mend)."
    }
  }

  /// The reason and the mend of a fault of material; `nil` for the others.
  package var materialFault: (reason: String, mend: String)? {
    if case .material(let reason, let mend) = self { (reason, mend) } else { nil }
  }
}
