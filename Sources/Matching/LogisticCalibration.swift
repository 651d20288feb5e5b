internal import Foundation

/// The calibration of scores by a straight line: `ln LR = intercept + slope · score`.
///
/// Logistic regression of the propositions on the score, with weights that make both propositions
/// equally heavy; the log posterior odds are then the log likelihood ratio. With scores `x`, truth
/// `y = ±1` and weights `w = n / (2 n_y)` it minimises
///
///     Σ w ln(1 + exp(−y (intercept + slope · x))) + penalty · slope² / 2
///
/// by Newton's method with step halving. `LogitCalibrator` of the Netherlands Forensic Institute's
/// `lir` 1.3.1 is scikit-learn's `LogisticRegression(class_weight="balanced")`, whose default is an
/// L2 penalty with `C = 1`: the same function with `penalty = 1 / C = 1` and the intercept left free.
/// `lir` stops its L-BFGS at a gradient of 1e-4; with `tol=1e-12` both agree to 1e-6.
///
/// ```swift
/// let line = try LogisticCalibration(PropositionScores(h1: [1, 2, 3], h2: [-3, -2, -1]))
/// line.log10LikelihoodRatio(0)   // 0, by symmetry
/// ```
///
/// The penalty keeps the slope finite when the propositions are perfectly separated; it does depend
/// on the unit of the scores and pulls the line towards *no evidence*, noticeably so below about
/// twenty comparisons. Adding a number to every score changes nothing but the intercept, and
/// exchanging the propositions negates every log likelihood ratio.
///
/// N. Brümmer and J. du Preez, 2006, doi:10.1016/j.csl.2005.08.001; G. S. Morrison, 2013,
/// doi:10.1080/00450618.2012.733025.
package struct LogisticCalibration: Sendable, Equatable, Codable {
  /// The change of ln LR with one unit of score.
  package let slope: Double
  /// The ln LR at score 0.
  package let intercept: Double

  /// A known line.
  package init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// Fits a line to comparisons with known truth.
  ///
  /// - Parameters:
  ///   - scores: the comparisons. When all scores are equal the line is 0 everywhere.
  ///   - penalty: the weight of half the squared slope; 1 is what `lir` uses.
  /// - Throws: ``MatchingError/material(reason:mend:)`` without a penalty when a threshold separates
  ///   the propositions, for no slope is then steep enough.
  ///
  /// Complexity: O(n) for each of about ten steps.
  package init(_ scores: PropositionScores, penalty: Double = 1) throws(MatchingError) {
    let all = scores.range
    guard all.lowerBound < all.upperBound else {
      self.init(slope: 0, intercept: 0)
      return
    }
    if penalty <= 0, LogisticCalibration.isSeparated(scores) {
      throw .material(
        reason: "the scores separate the propositions perfectly, so no line fits best",
        mend: "fit with a penalty")
    }
    let problem = LogisticProblem(scores, penalty: penalty)
    var (here, value) = (LogisticProblem.Line(), problem.value(at: LogisticProblem.Line()))
    for _ in 0..<200 {
      let step = value.newtonStep
      var scale = 1.0
      var next = here.moved(by: step, times: scale)
      var nextValue = problem.value(at: next)
      // A step that overflowed gives no number, which is not an improvement either.
      while !(nextValue.loss <= value.loss + 1e-13 * abs(value.loss)), scale > 1e-12 {
        scale /= 2
        next = here.moved(by: step, times: scale)
        nextValue = problem.value(at: next)
      }
      guard nextValue.loss.isFinite else { break }
      (here, value) = (next, nextValue)
      if scale * abs(step.slope) <= 1e-12 * abs(here.slope) + 1e-300,
        scale * abs(step.intercept) <= 1e-12 * (1 + abs(here.intercept))
      {
        break
      }
    }
    self.init(
      slope: here.slope / problem.unit,
      intercept: here.intercept - here.slope * problem.centre / problem.unit)
  }

  /// The calibrated log10 likelihood ratio of a score.
  package func log10LikelihoodRatio(_ score: Double) -> Double {
    (intercept + slope * score) / log(10)
  }

  /// Whether some threshold has one proposition on either side; a score on the threshold may be of
  /// both.
  private static func isSeparated(_ scores: PropositionScores) -> Bool {
    guard let low1 = scores.h1.min(), let high1 = scores.h1.max(), let low2 = scores.h2.min(),
      let high2 = scores.h2.max()
    else { return false }
    return high2 <= low1 || high1 <= low2
  }
}

/// The penalised loss of a line, on scores that are centred and scaled for the sake of rounding.
private struct LogisticProblem {
  /// A line in centred and scaled scores.
  struct Line {
    /// The ln LR at the centre.
    var intercept = 0.0
    /// The change of ln LR over half the range of the scores.
    var slope = 0.0

    /// The line after a multiple of a step.
    func moved(by step: Line, times scale: Double) -> Line {
      Line(intercept: intercept + scale * step.intercept, slope: slope + scale * step.slope)
    }
  }

  /// The loss with its gradient and its second derivatives.
  struct Value {
    /// In nats, summed over weighted comparisons.
    var loss = 0.0
    /// The derivatives by intercept and by slope.
    var gradient = Line()
    /// d²/d intercept², d²/d intercept d slope, d²/d slope².
    var curvature = (0.0, 0.0, 0.0)

    /// The step to where the quadratic approximation has its minimum.
    ///
    /// Where the curvature underflows the step is far too long, and halving mends it.
    var newtonStep: Line {
      let (a, b, c) = (curvature.0 + 1e-300, curvature.1, curvature.2)
      let determinant = max(a * c - b * b, 1e-300)
      return Line(
        intercept: -(c * gradient.intercept - b * gradient.slope) / determinant,
        slope: -(a * gradient.slope - b * gradient.intercept) / determinant)
    }
  }

  /// The middle of the range of the scores.
  let centre: Double
  /// Half the range of the scores: what one unit of slope here is in scores.
  let unit: Double
  /// The penalty of the slope in centred and scaled scores.
  private let penalty: Double
  /// For each proposition its centred and scaled scores, its sign and the weight of a comparison.
  private let sides: [(scores: [Double], sign: Double, weight: Double)]

  init(_ scores: PropositionScores, penalty: Double) {
    let range = scores.range
    let centre = range.lowerBound / 2 + range.upperBound / 2
    let unit = range.upperBound / 2 - range.lowerBound / 2
    let count = Double(scores.h1.count + scores.h2.count)
    sides = [(scores.h1, 1), (scores.h2, -1)].map { values, sign in
      (values.map { ($0 - centre) / unit }, sign, count / (2 * Double(values.count)))
    }
    self.centre = centre
    self.unit = unit
    self.penalty = min(penalty / (unit * unit), 1e200)
  }

  /// The loss of a line with its derivatives.
  func value(at line: Line) -> Value {
    var result = Value(loss: penalty * line.slope * line.slope / 2)
    result.gradient.slope = penalty * line.slope
    result.curvature.2 = penalty
    for (scores, sign, weight) in sides {
      for score in scores {
        let margin = sign * (line.intercept + line.slope * score)
        let wrong = 1 / (1 + exp(margin))
        result.loss += weight * softplus(-margin)
        result.gradient.intercept -= weight * sign * wrong
        result.gradient.slope -= weight * sign * wrong * score
        let spread = weight * wrong * (1 - wrong)
        result.curvature.0 += spread
        result.curvature.1 += spread * score
        result.curvature.2 += spread * score * score
      }
    }
    return result
  }
}

/// `ln(1 + exp x)`, without overflow or cancellation.
func softplus(_ x: Double) -> Double {
  max(x, 0) + log1p(exp(-abs(x)))
}
