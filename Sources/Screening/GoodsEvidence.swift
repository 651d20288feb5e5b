public import Matching
public import Specimens

/// What the measurements of a parcel say about its papers.
public struct GoodsEvidence: Sendable, Equatable {
  /// The probability of an origin of concern among the reference origins.
  public struct Concern: Sendable, Equatable {
    /// The origin.
    public let origin: Origin
    /// The posterior probability of the reference origins within it; `nil` when there are none.
    public let probability: Double?
  }

  /// The kind of measurement.
  public let kind: EvidenceKind
  /// The p-value of the declared origins; `nil` when nothing was declared that the references know.
  ///
  /// Goods that do come from one of them get a value below `a` with a probability of at most about `a`.
  public let pValue: Double?
  /// The decimal logarithm of the likelihood ratio of the declared origin against the others, within the
  /// bounds that the references support; negative where the goods speak against the papers.
  public let log10LikelihoodRatio: Double?
  /// What can be said of the goods by themselves.
  public let verdict: Verdict
  /// The origins of concern that were asked about.
  public let concerns: [Concern]
  /// The weakest grade of the references that this rests on.
  public let grade: Grade

  /// Evidence with known parts.
  init(
    kind: EvidenceKind, pValue: Double?, log10LikelihoodRatio: Double?, verdict: Verdict,
    concerns: [Concern], grade: Grade
  ) {
    self.kind = kind
    self.pValue = pValue
    self.log10LikelihoodRatio = log10LikelihoodRatio
    self.verdict = verdict
    self.concerns = concerns
    self.grade = grade
  }

  /// What an assessment says of a declaration.
  ///
  /// - Parameters:
  ///   - assessment: of the parcel, with its declared origin.
  ///   - concerns: origins whose probability is wanted.
  public init(_ assessment: OriginAssessment, concerns: [Origin] = []) {
    kind = assessment.kind
    pValue = assessment.declared?.pValue
    log10LikelihoodRatio = assessment.likelihoodRatio?.log10
    verdict = assessment.verdict
    self.concerns = concerns.map { concern in
      let within = assessment.origins.filter { $0.origin.isWithin(concern) }
      return Concern(
        origin: concern,
        probability: within.isEmpty ? nil : within.reduce(0) { $0 + $1.probability })
    }
    grade = assessment.origins.map(\.grade).min() ?? .simulated
  }

  /// Why nothing can be said of the goods; `nil` where something can.
  public var silence: String? {
    if case .cannotSay(let reason) = verdict { return reason }
    return pValue == nil ? "the declared origin is not among the references" : nil
  }
}
