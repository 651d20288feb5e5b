public import Specimens

/// What the evidence says about the origin of one stone, parcel or table row.
///
/// It is computed once; text, JSON and every other output render this same value.
public struct OriginAssessment: Sendable, Equatable {
  /// The questioned material's identifier.
  public let item: String
  /// How many shots, stones or rows were pooled into the assessment.
  public let count: Int
  /// The kind of evidence.
  public let kind: EvidenceKind
  /// What can be said.
  public let verdict: Verdict
  /// Every reference origin, the most probable first; equal ones by name.
  public let origins: [OriginProbability]
  /// The origins that cannot be ruled out at the asked level; may be empty.
  public let set: [Origin]
  /// The nearest reference items, nearest first.
  public let neighbours: [NearReference]
  /// What speaks for the first origin against the second; `nil` where that was not asked for.
  public let explanation: Explanation?
  /// How the declared origin fits, where one was declared.
  public let declared: DeclaredFit?
  /// How many times more probable the findings are if the declared origin is right than if another
  /// reference origin is; `nil` where none was declared, or too little is known to say.
  public let likelihoodRatio: LikelihoodRatio?
  /// What a reader must know before using the assessment, in whole sentences.
  public let warnings: [String]

  /// An assessment.
  public init(
    item: String, count: Int, kind: EvidenceKind, verdict: Verdict, origins: [OriginProbability],
    set: [Origin], neighbours: [NearReference],
    explanation: Explanation? = nil, declared: DeclaredFit? = nil,
    likelihoodRatio: LikelihoodRatio? = nil, warnings: [String]
  ) {
    self.likelihoodRatio = likelihoodRatio
    self.item = item
    self.count = count
    self.kind = kind
    self.verdict = verdict
    self.origins = origins
    self.set = set
    self.neighbours = neighbours
    self.explanation = explanation
    self.declared = declared
    self.warnings = warnings
  }

  /// An assessment of material about which nothing can be said.
  public static func cannotSay(
    item: String, count: Int, kind: EvidenceKind, reason: String, warnings: [String] = []
  ) -> OriginAssessment {
    OriginAssessment(
      item: item, count: count, kind: kind, verdict: .cannotSay(reason: reason), origins: [],
      set: [], neighbours: [], warnings: warnings)
  }
}

/// How questioned material fits the origin that its papers declare.
public struct DeclaredFit: Sendable, Equatable {
  /// The declared origin; a country stands for all its reference origins.
  public let origin: Origin
  /// Whether the declaration stands at the level of the assessment; `nil` when the library has no
  /// origin within it, so that nothing can be said.
  public let fits: Bool?
  /// The p-value of the declaration: material that does come from there gets a value below `a` with a
  /// probability of at most about `a`.
  ///
  /// It answers for two tests at once, that of the origin's posterior and its typicality, and is the
  /// largest over the reference origins within the declared one. `nil` when there are none.
  public let pValue: Double?
  /// The posterior probability of the reference origins within it together.
  public let probability: Double

  /// How a declared origin fares among ranked origins.
  ///
  /// - Parameters:
  ///   - origin: the declared origin.
  ///   - origins: all reference origins with their numbers.
  ///   - pValues: the p-value of each, for both tests together.
  ///   - alpha: 1 − level: a declaration with a p-value no larger does not fit.
  public init(
    of origin: Origin, among origins: [OriginProbability], pValues: [Double], alpha: Double
  ) {
    let within = zip(origins, pValues).filter { $0.0.origin.isWithin(origin) }
    self.origin = origin
    probability = within.reduce(0) { $0 + $1.0.probability }
    pValue = within.map(\.1).max()
    fits = pValue.map { $0 > alpha }
  }
}

/// What can be said about an origin.
public enum Verdict: Sendable, Equatable {
  /// One origin fits, and no other can be held against it at the asked level.
  case assigned(Origin)
  /// Several origins fit; the evidence does not choose between them.
  case ambiguous([Origin])
  /// No reference origin looks like this.
  case unlikeAnyReference
  /// The question cannot be answered, for the reason given.
  case cannotSay(reason: String)

  /// The verdict's name in files.
  public var name: String {
    switch self {
    case .assigned: "assigned"
    case .ambiguous: "ambiguous"
    case .unlikeAnyReference: "unlikeAnyReference"
    case .cannotSay: "cannotSay"
    }
  }
}

/// One reference origin in an assessment.
public struct OriginProbability: Sendable, Equatable {
  /// The origin.
  public let origin: Origin
  /// Its posterior probability among the reference origins, under the stated priors.
  public let probability: Double
  /// The share of the origin's own held-out reference material that is at least as unlike it.
  ///
  /// It is a conformal p-value: for material that does come from the origin it is below any a with a
  /// probability of about a. Small values for all origins mean *unlike any reference*.
  public let typicality: Double?
  /// The grade of the origin's footprint.
  public let grade: Grade

  /// An origin with its numbers.
  public init(origin: Origin, probability: Double, typicality: Double?, grade: Grade) {
    self.origin = origin
    self.probability = probability
    self.typicality = typicality
    self.grade = grade
  }
}

/// A reference item near the questioned material.
public struct NearReference: Sendable, Equatable {
  /// The reference item's identifier.
  public let identifier: String
  /// Where it comes from.
  public let origin: Origin
  /// Its distance in the units of the fingerprint that was searched.
  public let distance: Double

  /// A near reference.
  public init(identifier: String, origin: Origin, distance: Double) {
    self.identifier = identifier
    self.origin = origin
    self.distance = distance
  }
}
