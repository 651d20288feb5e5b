/// Why a library could not be opened, read or written: the file, the reason and the mend, in one
/// sentence.
///
/// ```swift
/// LibraryError(.missing, path: "ghana.adamas", reason: "there is no such file",
///              mend: "make one with adamas library create").description
/// // ghana.adamas: there is no such file; make one with adamas library create.
/// ```
///
/// No value of the library's content stands in an error, except the names of origins and items that
/// the caller has just handed in.
public struct LibraryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What sort of failure it is, for those who answer differently to each.
  public enum Kind: Sendable, Equatable, CaseIterable {
    /// The file is not there, or may not be read.
    case missing
    /// The file is a library, but cut short or with bytes changed.
    case damaged
    /// The file is something else.
    case notALibrary
    /// A newer version of Adamas made or changed the library.
    case newer
    /// An earlier version made the library, and it may not be changed now.
    case older
    /// What is to be added does not fit the library or itself.
    case conflict
    /// A file of that name is there already.
    case exists
    /// Another program is writing, or was stopped while it wrote.
    case locked
    /// The file or its folder cannot be written, or the disk is full.
    case unwritable
    /// It is not signed as it must be, or not as it was signed.
    case untrusted
    /// A mistake of this program.
    case defect
  }

  /// The sort of failure.
  public let kind: Kind
  /// The library's path as it was given.
  public let path: String
  /// What is wrong, without a full stop.
  public let reason: String
  /// What to do about it, without a full stop.
  public let mend: String

  /// An error.
  public init(_ kind: Kind, path: String, reason: String, mend: String) {
    self.kind = kind
    self.path = path
    self.reason = reason
    self.mend = mend
  }

  /// The whole sentence.
  public var description: String { "\(path): \(reason); \(mend)." }
}
