internal import Specimens

extension SizeModel {
  /// How many times more probable a parcel's sizes are if the declared origin is right than if another
  /// footprint's is.
  ///
  /// What a score is worth is learned from the parcels that were drawn from every footprint with the
  /// questioned one's number of stones in its own classes (``SizeTrials``): those of the declared
  /// footprints are the comparisons under H1, all others those under H2, each origin as probable as the
  /// next. So the ratio knows how much a parcel of this size can say, and no answer for 50 stones is
  /// carried over from 5,000. A line turns scores into ratios, and the empirical bounds
  /// (``EmpiricalBounds``) and the numbers of parcels on either side limit them.
  ///
  /// ```swift
  /// let answer = try model.assess([parcel], options: AssessmentOptions(declared: Origin("CI")))[0]
  /// answer.likelihoodRatio?.log10     // 0.83, between −1.79 and 2.62
  /// answer.likelihoodRatio?.basis     // .simulatedParcels
  /// ```
  ///
  /// Simulated parcels stray from their footprints as the footprints say. Where that is not known
  /// (``SizeFootprint/Scatter/unknown``), the ratio is too far from 1, and a warning says so.
  ///
  /// - Parameters:
  ///   - declared: an origin, or a country with several footprints.
  ///   - evidence: what the draws say of the parcel and of one another.
  /// - Returns: `nil` when all footprints are within the declared origin, or none is.
  func likelihoodRatio(of declared: Origin, _ evidence: SizeEvidence) -> LikelihoodRatio? {
    let within = Set(origins.indices.filter { origins[$0].isWithin(declared) })
    guard
      let score = DeclaredOriginScores.score(
        logPosterior: evidence.logPosterior, declared: within),
      let trials = try? DeclaredOriginScores(
        logPosteriors: evidence.heldOut, truth: evidence.heldOutTruth, declared: within),
      let model = try? LikelihoodRatioModel(trials: trials)
    else { return nil }
    return model.likelihoodRatio(
      ofScore: score, declared: declared.name, basis: .simulatedParcels)
  }
}
