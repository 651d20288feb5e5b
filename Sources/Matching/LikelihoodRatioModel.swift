internal import Foundation

/// Turns the score of a declared origin into a likelihood ratio that the reference material supports.
///
/// The score (``DeclaredOriginScores/score(logPosterior:declared:)``) is calibrated by a line fitted
/// to held-out groups, all declared origins pooled (``LogisticCalibration``), and bounded twice: by
/// the empirical bounds of the calibrated ratios of those groups (``EmpiricalBounds``) and by
/// log10(n + 1) for `n` groups, since `K` comparisons of one group are not `K` observations.
///
/// ```swift
/// let model = try LikelihoodRatioModel(
///   fittedTo: DeclaredOriginScores(logPosteriors: heldOut, truth: origins))
/// model.likelihoodRatio(ofScore: 2.1, declared: "CI/Séguéla").log10
/// ```
///
/// The line and the bounds come from the same groups. With two parameters and dozens of groups that
/// is hardly noticed, but figures of performance must come from groups that this model never saw.
/// The ratio is conditional on the origin being one of the library's.
package struct LikelihoodRatioModel: Sendable, Equatable, Codable {
  /// Score to log likelihood ratio.
  package let calibration: LogisticCalibration
  /// The smallest and the largest ratio to state.
  package let bounds: EmpiricalBounds
  /// The number of held-out groups that both were learned from.
  package let groups: Int

  /// A model with known parts, as a library keeps it.
  package init(calibration: LogisticCalibration, bounds: EmpiricalBounds, groups: Int) {
    self.calibration = calibration
    self.bounds = bounds
    self.groups = groups
  }

  /// Slope, intercept, lower bound, upper bound and number of groups: all that a library keeps.
  package var numbers: [Double] {
    [calibration.slope, calibration.intercept, bounds.lower, bounds.upper, Double(groups)]
  }

  /// A model read back from its ``numbers``.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` when they cannot be those of a model.
  package init(numbers: [Double]) throws(MatchingError) {
    guard numbers.count == 5, numbers.allSatisfy({ $0.isFinite }), numbers[2] <= 0,
      numbers[3] >= 0, let groups = Int(exactly: numbers[4]), groups > 0
    else {
      throw .material(
        reason: "the numbers of a likelihood ratio's calibration do not fit one another",
        mend: "fit the library again; the file may be damaged")
    }
    self.init(
      calibration: LogisticCalibration(slope: numbers[0], intercept: numbers[1]),
      bounds: EmpiricalBounds(lower: numbers[2], upper: numbers[3]), groups: groups)
  }

  /// Fits the calibration and its bounds.
  ///
  /// Scores that do not rise with the truth say nothing: the bounds are then 0 on both sides and
  /// every likelihood ratio is 1.
  ///
  /// - Parameters:
  ///   - comparisons: held-out groups against every origin.
  ///   - penalty: that of the line; see ``LogisticCalibration``.
  /// - Throws: `MatchingError` when the line cannot be fitted, which no positive penalty causes.
  package init(
    fittedTo comparisons: DeclaredOriginScores, penalty: Double = 1
  ) throws(MatchingError) {
    let line = try LogisticCalibration(comparisons.scores, penalty: penalty)
    let useful = line.slope > 0
    self.init(
      calibration: line,
      bounds: useful
        ? EmpiricalBounds(ofLog10: comparisons.scores.map(line.log10LikelihoodRatio))
          .limited(h1: comparisons.groups, h2: comparisons.groups)
        : EmpiricalBounds(lower: 0, upper: 0),
      groups: comparisons.groups)
  }

  /// Fits the calibration and its bounds to trials of one declaration, each independent of the others.
  ///
  /// The number of trials under a proposition limits the bound that it is counted for: those of the
  /// declared origin how small a ratio may be, those of the others how large.
  ///
  /// - Throws: `MatchingError` when the line cannot be fitted, which no positive penalty causes.
  package init(
    trials comparisons: DeclaredOriginScores, penalty: Double = 1
  ) throws(MatchingError) {
    let scores = comparisons.scores
    let line = try LogisticCalibration(scores, penalty: penalty)
    self.init(
      calibration: line,
      bounds: line.slope > 0
        ? EmpiricalBounds(ofLog10: scores.map(line.log10LikelihoodRatio))
          .limited(h1: scores.h1.count, h2: scores.h2.count)
        : EmpiricalBounds(lower: 0, upper: 0),
      groups: comparisons.groups)
  }

  /// The bounded log10 likelihood ratio of a score; never falling as the score rises.
  package func log10LikelihoodRatio(ofScore score: Double) -> Double {
    bounds.clamped(calibration.log10LikelihoodRatio(score))
  }

  /// The likelihood ratio of a questioned score with what it rests on.
  ///
  /// - Parameters:
  ///   - score: that of the declared origin.
  ///   - declared: the declared origin's name, for the propositions.
  ///   - basis: what calibration and bounds were learned from.
  package func likelihoodRatio(
    ofScore score: Double, declared: String, basis: LikelihoodRatio.Basis = .heldOutGroups
  ) -> LikelihoodRatio {
    LikelihoodRatio(
      log10: log10LikelihoodRatio(ofScore: score), lowerBound: bounds.lower,
      upperBound: bounds.upper, groups: groups, basis: basis,
      propositions: Propositions(declared: declared))
  }

  /// The bounded log10 likelihood ratios of comparisons with known truth, to be judged.
  package func log10LikelihoodRatios(of comparisons: DeclaredOriginScores) -> PropositionScores {
    comparisons.scores.map(log10LikelihoodRatio(ofScore:))
  }
}
