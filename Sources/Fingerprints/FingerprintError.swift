/// Why material could not be turned into fingerprints that can be compared with a library's.
public struct FingerprintError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let reason: String
  /// What to do about it, without a full stop.
  public let mend: String

  /// An error with its reason and its mend.
  public init(reason: String, mend: String) {
    self.reason = reason
    self.mend = mend
  }

  /// The whole sentence.
  public var description: String { "\(reason); \(mend)." }
}
