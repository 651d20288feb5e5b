/// One of the views of a parcel that a mixture was read from.
///
/// ```swift
/// report.evidence.map(\.kind)          // [.stones, .sizes]
/// report.evidence[1].origins[0].share  // 0.58: what the sizes say by themselves
/// ```
public struct MixtureEvidence: Sendable, Equatable, Codable {
  /// What was looked at.
  public enum Kind: String, Sendable, Codable {
    /// The fingerprints of single stones.
    case stones
    /// The size distribution.
    case sizes
  }

  /// What was looked at.
  public let kind: Kind
  /// The number of stones.
  public let stones: Double
  /// The shares that this view gives by itself, in the order of the library; empty where there is no
  /// other and the report's own shares are those.
  public let origins: [MixtureReport.Share]

  init(_ kind: Kind, stones: Double, origins: [MixtureReport.Share] = []) {
    self.kind = kind
    self.stones = stones
    self.origins = origins
  }
}

/// Single stones of a parcel in cells and bins, with what is known of these.
struct StoneView: Sendable {
  /// The stones and what is expected of them.
  let problem: ShareProblem
  /// How origins are confused, to be drawn.
  let confusion: MixtureConfusion
  /// How foreign stones fill the bins, to be drawn.
  let foreign: ForeignTypicality

  /// What a reader must know.
  var warnings: [String] {
    problem.bins == nil
      ? ["Without typicalities, stones of none of the references are shared out among them."] : []
  }
}
