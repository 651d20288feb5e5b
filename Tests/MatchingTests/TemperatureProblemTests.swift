import Foundation
import Testing

@testable import Matching

struct TemperatureProblemTests {
  let problem: TemperatureProblem = {
    var problem = TemperatureProblem(epsilon: 0.1)
    problem.append([1, -0.5, 0.25], truth: 0, weight: 1)
    problem.append([0.5, 2, -.infinity], truth: 0, weight: 0.5)
    problem.append([3, 1, 2], truth: 2, weight: 2)
    return problem
  }()

  /// The definition, term by term.
  static func loss(_ sharpness: Double) -> Double {
    func row(_ scores: [Double], _ truth: Int) -> Double {
      let sum = scores.reduce(0) { $0 + exp(sharpness * $1) }
      return -scores.enumerated().reduce(0) { total, pair in
        let target = 0.1 / Double(scores.count) + (pair.offset == truth ? 0.9 : 0)
        return total + target * (sharpness * pair.element - log(sum))
      }
    }
    return (row([1, -0.5, 0.25], 0) + 0.5 * row([0.5, 2], 0) + 2 * row([3, 1, 2], 2)) / 3.5
  }

  @Test(arguments: [0.01, 0.3, 1, 4])
  func theValueIsTheWeightedCrossEntropy(sharpness: Double) {
    #expect(
      abs(problem.value(at: sharpness).loss - TemperatureProblemTests.loss(sharpness)) < 1e-12)
  }

  @Test(arguments: [0.3, 1, 4])
  func theDerivativesAreThoseOfTheValue(sharpness: Double) {
    let (step, value) = (1e-5, problem.value(at: sharpness))
    let (before, after) = (
      problem.value(at: sharpness - step), problem.value(at: sharpness + step)
    )
    #expect(abs(value.slope - (after.loss - before.loss) / (2 * step)) < 1e-9)
    #expect(abs(value.curvature - (after.slope - before.slope) / (2 * step)) < 1e-9)
  }

  @Test func rowsAddUpToTheWhole() {
    let terms = (0..<3).map { problem.terms(ofRow: $0, at: 0.7).loss }
    let whole = (terms[0] + 0.5 * terms[1] + 2 * terms[2]) / 3.5
    #expect(abs(whole - problem.value(at: 0.7).loss) < 1e-12)
  }

  @Test func aSharpnessBeyondTheRangeOfExponentialsIsFinite() {
    let value = problem.value(at: 1e4)
    #expect(value.loss.isFinite && value.slope.isFinite && value.curvature >= 0)
  }

  @Test(arguments: [0.002, 0.4, 1, 37, 5000])
  func theMinimumOfAConvexFunctionIsFound(place: Double) {
    let found = minimiseConvex(from: 1, within: 1e-4...1e4) { here in
      .init(
        loss: here / place - log(here / place), slope: 1 / place - 1 / here,
        curvature: 1 / (here * here))
    }
    #expect(abs(found / place - 1) < 1e-8)
  }

  @Test func aMinimumOutsideTheBoundsIsTheBound() {
    let rising = minimiseConvex(from: 1, within: 1e-4...1e4) { .init(loss: $0, slope: 1) }
    let falling = minimiseConvex(from: 1, within: 1e-4...1e4) { .init(loss: -$0, slope: -1) }
    #expect(rising == 1e-4)
    #expect(falling == 1e4)
  }
}
