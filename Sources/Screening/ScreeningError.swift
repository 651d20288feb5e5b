/// Why rules, messages or goods cannot be used: the file, the line, the reason and the mend, in one
/// sentence.
///
/// ```swift
/// ScreeningError(file: "bounds.csv", line: 3, reason: "value is no number", mend: "write it as 0.5")
///   .description     // bounds.csv:3: value is no number; write it as 0.5.
/// ```
public struct ScreeningError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file's name as it was given.
  public let file: String
  /// The line, from 1; `nil` where the whole file is meant.
  public let line: Int?
  /// What is wrong, without a full stop.
  public let reason: String
  /// What to do about it, without a full stop.
  public let mend: String

  /// An error.
  public init(file: String, line: Int? = nil, reason: String, mend: String) {
    self.file = file
    self.line = line
    self.reason = reason
    self.mend = mend
  }

  /// The whole sentence.
  public var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(reason); \(mend)."
  }
}
