public import Matching
public import Specimens

/// What the measurements of a parcel say about its papers.
public struct GoodsEvidence: Sendable, Equatable, Codable {
  /// The probability of an origin of concern among the reference origins.
  public struct Concern: Sendable, Equatable, Codable {
    /// The origin.
    public let origin: Origin
    /// The posterior probability of the reference origins within it; `nil` when there are none.
    public let probability: Double?
  }

  /// Why a piece of evidence says nothing about the papers.
  public enum Silence: Sendable, Equatable, Codable {
    /// The measurement answers no question of origin, for the reason given.
    case cannotSay(reason: String)
    /// No reference is of the declared origin.
    case unknownOrigin
    /// Several origins are declared, of goods whose stones were measured one by one.
    case severalOrigins
    /// No origin is named: mixed goods, or papers that say nothing.
    case unnamedOrigin
    /// There are no references for this kind of measurement.
    case noReferences
    /// The piece of evidence could not be read or compared; why stands with the rows that were refused.
    case unreadable
  }

  /// The p-value of the declared origins; `nil` when nothing was declared that the references know.
  ///
  /// Goods that do come from one of them get a value below `a` with a probability of at most about `a`.
  public let pValue: Double?
  /// The decimal logarithm of the likelihood ratio of the declared origin against the others, within the
  /// bounds that the references support; negative where the goods speak against the papers.
  public let log10LikelihoodRatio: Double?
  /// The share of goods from elsewhere that the measurement would notice, with a p-value of at most 0.05;
  /// `nil` where that is not known.
  public let noticed: Double?
  /// Whether the goods are unlike every reference.
  public let isUnlike: Bool
  /// The origins of concern that were asked about.
  public let concerns: [Concern]
  /// Why nothing can be said of the goods; `nil` where something can.
  public let silence: Silence?

  /// Evidence with known parts.
  init(
    pValue: Double?, log10LikelihoodRatio: Double?, noticed: Double? = nil, isUnlike: Bool,
    concerns: [Concern], silence: Silence?
  ) {
    self.pValue = pValue
    self.log10LikelihoodRatio = log10LikelihoodRatio
    self.noticed = noticed
    self.isUnlike = isUnlike
    self.concerns = concerns
    self.silence = silence
  }

  /// A piece of evidence that says nothing.
  public init(silent silence: Silence) {
    self.init(
      pValue: nil, log10LikelihoodRatio: nil, isUnlike: false, concerns: [], silence: silence)
  }

  /// What an assessment says of a declaration.
  ///
  /// - Parameters:
  ///   - assessment: of the parcel, with its declared origin where it has a single one.
  ///   - declaration: what the papers declare.
  ///   - concerns: origins whose probability is wanted.
  public init(
    _ assessment: OriginAssessment, of declaration: Shipment.Declaration, concerns: [Origin] = []
  ) {
    let pValue = assessment.declared?.pValue
    let silence: Silence?
    switch (assessment.verdict, declaration) {
    case (.cannotSay(let reason), _): silence = .cannotSay(reason: reason)
    case (_, .origins(let origins)) where origins.count == 1:
      silence = pValue == nil ? .unknownOrigin : nil
    case (_, .origins([])), (_, .mixed): silence = .unnamedOrigin
    default: silence = .severalOrigins
    }
    self.init(
      pValue: silence == nil ? pValue : nil,
      log10LikelihoodRatio: assessment.likelihoodRatio?.log10,
      isUnlike: assessment.verdict == .unlikeAnyReference,
      concerns: concerns.map { concern in
        let within = assessment.origins.filter { $0.origin.isWithin(concern) }
        return Concern(
          origin: concern,
          probability: within.isEmpty ? nil : within.reduce(0) { $0 + $1.probability })
      }, silence: silence)
  }

  /// What a test of sizes says of a declaration.
  ///
  /// - Parameters:
  ///   - result: of the test.
  ///   - concerns: origins whose probability is wanted: that of goods from there, or mixed with some.
  public init(
    _ result: Result<DeclarationTest, DeclarationTest.Refusal>, concerns: [Origin] = []
  ) {
    switch result {
    case .failure(.unknownOrigin): self.init(silent: .unknownOrigin)
    case .failure(.parcel(let reason)): self.init(silent: .cannotSay(reason: reason))
    case .success(let test):
      self.init(
        pValue: test.pValue, log10LikelihoodRatio: test.log10LikelihoodRatio,
        // A library of one origin notices nothing.
        noticed: test.noticed ?? 0, isUnlike: test.noneOfThese >= 0.5,
        concerns: concerns.map { concern in
          let within = test.alternatives.filter { $0.origin.isWithin(concern) }
          return Concern(
            origin: concern,
            probability: within.isEmpty ? nil : within.reduce(0) { $0 + $1.probability })
        }, silence: nil)
    }
  }
}
