/// Why a file could not be read: the place, the reason and the mend, in one sentence.
///
/// ```swift
/// ReadError(file: "parcel.csv", line: 7, column: 2, reason: "carats is \"O.5\", not a number",
///           mend: "write it with digits, as in 0.5").description
/// // parcel.csv, line 7, column 2: carats is "O.5", not a number; write it with digits, as in 0.5.
/// ```
public struct ReadError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file's path as it was given.
  public let file: String
  /// The line, counted from 1, in text files.
  public let line: Int?
  /// The column, counted from 1: the field's number in its row in tables, the byte of its line in JSON.
  public let column: Int?
  /// The byte, counted from 0, in binary files.
  public let byte: Int?
  /// What is wrong, without a full stop.
  public let reason: String
  /// What to do about it, without a full stop.
  public let mend: String
  /// Whether the file is not there or cannot be opened, rather than being bad.
  public let isMissing: Bool

  /// An error with as much of the place as is known.
  public init(
    file: String, line: Int? = nil, column: Int? = nil, byte: Int? = nil, reason: String,
    mend: String, isMissing: Bool = false
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.byte = byte
    self.reason = reason
    self.mend = mend
    self.isMissing = isMissing
  }

  /// The whole sentence.
  public var description: String {
    var place = file
    if let line { place += ", line \(line)" }
    if let column { place += ", column \(column)" }
    if let byte { place += ", byte \(byte)" }
    return "\(place): \(reason); \(mend)."
  }
}
