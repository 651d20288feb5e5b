/// How many times more probable the findings are if the declared origin is right than if it is not.
///
/// It weighs the findings and nothing else: it is no probability of the origin, which also depends on
/// what was known before.
public struct LikelihoodRatio: Sendable, Equatable, Codable {
  /// What calibration and bounds of a likelihood ratio were learned from.
  public enum Basis: String, Sendable, Codable {
    /// Reference groups that were held out.
    case heldOutGroups
    /// Parcels drawn from the footprints, with as many stones as the questioned one in its classes.
    case simulatedParcels

    /// In words, for several of them.
    public var words: String {
      switch self {
      case .heldOutGroups: "held-out reference groups"
      case .simulatedParcels: "simulated parcels of this many stones"
      }
    }
  }

  /// The log10 likelihood ratio, within the bounds: positive speaks for the declared origin.
  public let log10: Double
  /// The smallest log10 likelihood ratio that the reference material supports; at most 0.
  public let lowerBound: Double
  /// The largest log10 likelihood ratio that the reference material supports; at least 0.
  public let upperBound: Double
  /// The number of held-out reference groups, or simulated parcels, behind calibration and bounds.
  public let groups: Int
  /// Which of the two they are.
  public let basis: Basis
  /// What was compared.
  public let propositions: Propositions

  /// A likelihood ratio with what it rests on.
  public init(
    log10: Double, lowerBound: Double, upperBound: Double, groups: Int,
    basis: Basis = .heldOutGroups, propositions: Propositions
  ) {
    self.log10 = log10
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.groups = groups
    self.basis = basis
    self.propositions = propositions
  }

  /// Whether the findings would say more than the reference material supports.
  ///
  /// The true ratio may then be further from 1, by how much nobody can tell from this library.
  public var isAtBound: Bool { log10 <= lowerBound || log10 >= upperBound }
}

/// The two propositions that a likelihood ratio compares, in words.
///
/// The ENFSI Guideline for Evaluative Reporting in Forensic Science (2015) asks that findings be
/// evaluated given two propositions that exclude each other, and that both be stated.
public struct Propositions: Sendable, Equatable, Codable {
  /// The first proposition (H1).
  public let h1: String
  /// The second proposition (H2).
  public let h2: String

  /// Two propositions.
  public init(h1: String, h2: String) {
    self.h1 = h1
    self.h2 = h2
  }

  /// The propositions about a declared origin.
  ///
  /// An origin outside the library is not among them: whether the material is like any reference at
  /// all is for typicality to say.
  ///
  /// - Parameter declared: the declared origin's name, such as `CI/Séguéla`.
  public init(declared: String) {
    h1 = "the questioned material comes from the same origin as the references of \(declared)"
    h2 = "it comes from one of the other reference origins in this library"
  }
}
