public import Specimens

/// What a library is: its name, its kind of evidence and what its makers say about it.
public struct LibraryDescription: Sendable, Equatable {
  /// The name that reports print.
  public var name: String
  /// The kind of evidence of every reference item in it.
  public var kind: EvidenceKind
  /// When it was made, as the maker writes it; the library reads no clock, so that the same input
  /// gives the same library.
  public var created: String?
  /// Whatever else is to be known, such as what it must not be used for.
  public var notes: String

  /// A description.
  public init(name: String, kind: EvidenceKind, created: String? = nil, notes: String = "") {
    self.name = name
    self.kind = kind
    self.created = created
    self.notes = notes
  }
}
