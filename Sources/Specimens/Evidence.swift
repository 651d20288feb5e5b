/// What kind of measurement tells about origin.
public enum EvidenceKind: String, Sendable, CaseIterable, Codable {
  /// The size-frequency distribution of a parcel.
  case sizes
  /// LIBS spectra of stones.
  case spectra
  /// Element concentrations of stones.
  case elements
}

/// How much a footprint can be trusted to be about real goods, weakest first.
///
/// A verdict is never graded higher than the weakest footprint that it rests on.
public enum Grade: String, Sendable, CaseIterable, Codable, Comparable {
  /// Made up to show how the tool works.
  case simulated
  /// Constructed from published summary figures.
  case summary
  /// Real goods, measured.
  case measured

  /// The grade in words, as every output prints it.
  public var explanation: String {
    switch self {
    case .simulated: "made up to show how the tool works; says nothing about real diamonds"
    case .summary: "constructed from published summary figures, not measured"
    case .measured: "measured on real reference goods"
    }
  }

  /// A weaker grade comes before a stronger one.
  public static func < (a: Grade, b: Grade) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .simulated: 0
    case .summary: 1
    case .measured: 2
    }
  }
}

/// What happened to a parcel between the mine and the sieve.
public enum Handling: String, Sendable, CaseIterable, Codable {
  /// Everything that the plant recovered.
  case runOfMine = "run-of-mine"
  /// Picked by size, quality or shape: carries no size distribution of its origin.
  case sorted
  /// Not stated.
  case unknown
}
