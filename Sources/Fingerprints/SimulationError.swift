/// Why a simulation could not start: the place in its tables, the reason and the mend.
///
/// ```swift
/// SimulationError(
///   file: "element-levels.csv", line: 9, reason: "the median of \"Ca\" is not positive",
///   mend: "give a number above 0"
/// ).description
/// // element-levels.csv, line 9: the median of "Ca" is not positive; give a number above 0.
/// ```
public struct SimulationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The table's name, as it was given to the parser.
  public let file: String
  /// The line, counted from 1; `nil` when the table as a whole lacks something.
  public let line: Int?
  /// What is wrong, without a full stop.
  public let reason: String
  /// What to do about it, without a full stop.
  public let mend: String

  /// An error with as much of the place as is known.
  public init(file: String, line: Int? = nil, reason: String, mend: String) {
    self.file = file
    self.line = line
    self.reason = reason
    self.mend = mend
  }

  /// The whole sentence.
  public var description: String {
    let place = line.map { "\(file), line \($0)" } ?? file
    return "\(place): \(reason); \(mend)."
  }
}
