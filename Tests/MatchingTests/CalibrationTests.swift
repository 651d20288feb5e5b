import Foundation
import LinearAlgebra
import Matching
import Testing

struct CalibrationTests {
  /// Twelve rows in eight units, as in Benchmarks/peers/golden_classifier.py.
  static let held: HeldOutScores = {
    var numbers = Numbers(seed: 4)
    var first: Matrix<Double> = numbers.matrix(12, 3)
    let second: Matrix<Double> = numbers.matrix(12, 3)
    for row in 0..<12 { first[row, row % 3] += 0.5 }
    return HeldOutScores(
      first: first, second: second, truth: (0..<12).map { $0 % 3 },
      units: [0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 6, 7])
  }()

  /// Orders of weights with weight, sharpness, two scales, epsilon and loss.
  static let golden: [(order: [Double], values: [Double])] = [
    (
      [0.5],
      [0.5, 1.35820738784, 0.417162776417, 0.480838502442, 0.0769230769231, 0.863443026639]
    ),
    ([1], [1, 1.40145215601, 0.417162776417, 0.480838502442, 0.0769230769231, 0.678674074839]),
    ([0], [0, 0.00589421236721, 0.417162776417, 0.480838502442, 0.0769230769231, 1.09859752744]),
    (
      [0.5, 0.25, 0.75, 0, 1],
      [0.75, 1.6980238094, 0.417162776417, 0.480838502442, 0.0769230769231, 0.69940444275]
    ),
  ]

  @Test(arguments: golden)
  func weightAndTemperatureAreThoseOfAScalarMinimiser(
    order: [Double], values: [Double]
  ) {
    let fit = CalibrationTests.held.fit(order: order)
    let calibration = fit.calibration
    #expect(
      largestDifference(
        [calibration.weight, calibration.sharpness] + calibration.scales
          + [calibration.epsilon, fit.loss], values) < 1e-9)
    #expect(abs(fit.lossByUnit.reduce(0, +) / 8 - fit.loss) < 1e-12)
  }

  @Test func namesOfUnitsAndTheOrderOfRowsChangeNothing() {
    let held = CalibrationTests.held
    let order = (0..<12).map { $0 * 5 % 12 }
    let other = HeldOutScores(
      first: held.first.selecting(rows: order), second: held.second.selecting(rows: order),
      truth: order.map { held.truth[$0] }, units: order.map { 70 - held.units[$0] })
    let weights = [0.5, 0.25, 0.75, 0, 1]
    let (one, two) = (held.fit(order: weights), other.fit(order: weights))
    #expect(abs(one.loss - two.loss) < 1e-12)
    #expect(abs(one.calibration.sharpness - two.calibration.sharpness) < 1e-9)
  }

  @Test func separableScoresEndAtTheBoundOfWhatTheItemsSupport() {
    let truth = (0..<10).map { $0 % 2 }
    let scores = Matrix<Double>(truth.map { $0 == 0 ? [1, -1] : [-1, 1] })
    let fit = HeldOutScores(
      first: scores, second: scores, truth: truth, units: truth.indices.map(\.self)
    )
    .fit(order: [1])
    #expect(abs(fit.calibration.epsilon - 1.0 / 11) < 1e-15)
    let odds = fit.calibration.logPosterior([1, -1], [1, -1])
    // The smoothed targets are reached: softmax = 1 − ε/2, mixed once more with the even share.
    let share = 1 - 1.0 / 22
    #expect(abs(exp(odds[0]) - (10.0 / 11 * share + 1.0 / 22)) < 1e-6)
  }

  @Test func scoresThatSayNothingGiveEvenProbabilities() {
    let scores = Matrix<Double>(rows: 4, columns: 2, repeating: -3)
    let fit = HeldOutScores(
      first: scores, second: scores, truth: [0, 1, 0, 1], units: [0, 1, 2, 3]
    )
    .fit(order: [0.5, 1])
    #expect(fit.calibration.scales == [1, 1])
    #expect(fit.calibration.weight == 0.5)
    #expect(abs(fit.loss - log(2)) < 1e-12)
    #expect(
      largestDifference(
        fit.calibration.logPosterior([-3, -3], [-3, -3]).map { exp($0) }, [0.5, 0.5]) < 1e-12)
  }

  @Test func scoresThatPointTheWrongWayAreFlattened() {
    let scores = Matrix<Double>([[0, 1], [1, 0]])
    let fit = HeldOutScores(first: scores, second: scores, truth: [0, 1], units: [0, 1])
      .fit(order: [1])
    #expect(fit.calibration.sharpness == 1e-4)
  }

  let calibration = Calibration(weight: 0.25, sharpness: 2, scales: [2, 4], epsilon: 0.1)

  @Test func probabilitiesFollowTheFormula() {
    // S = 0.25 a / 2 + 0.75 b / 4 = [0.5, -0.5] and twice that is [1, -1].
    let logs = calibration.logPosterior([1, -1], [2, -2])
    let share = exp(2.0) / (1 + exp(2.0))
    #expect(
      largestDifference(
        logs.map { exp($0) }, [0.9 * share + 0.05, 0.9 * (1 - share) + 0.05]) < 1e-12)
  }

  @Test func originsWithoutReferencesGetNothing() {
    let logs = calibration.logPosterior([1, -.infinity, -1], [2, -.infinity, -2])
    #expect(logs[1] == -.infinity)
    #expect(abs(logs.map { exp($0) }.reduce(0, +) - 1) < 1e-12)
    #expect(
      calibration.logPosterior([-.infinity, -.infinity], [-.infinity, -.infinity])
        == [-.infinity, -.infinity])
  }

  @Test func theEdgesOfTheScoresDoNotOverflow() {
    let logs = calibration.logPosterior([1e300, -1e300], [0, 0])
    #expect(largestDifference(logs.map { exp($0) }, [0.95, 0.05]) < 1e-12)
  }

  @Test func rowsWithAnAbsentOriginDoNotChangeTheScales() {
    let complete = Matrix<Double>([[1, -1], [3, 1]])
    let partial = Matrix<Double>([[1, -1], [3, 1], [50, -.infinity]])
    let scales = [complete, partial].map { scores in
      HeldOutScores(
        first: scores, second: scores, truth: (0..<scores.rows).map { _ in 0 },
        units: Array(0..<scores.rows)
      ).fit(order: [1]).calibration.scales
    }
    #expect(scales == [[1, 1], [1, 1]])
  }

  @Test func lossesWithinAStandardErrorAreNotWorse() {
    // Differences 1, 0, -1, 2: mean 0.5, standard error 0.645.
    #expect(notWorse([2, 1, 0, 3], [1, 1, 1, 1]))
    // Differences 1, 0, 1, 1: mean 0.75, standard error 0.25.
    #expect(!notWorse([2, 1, 2, 2], [1, 1, 1, 1]))
    #expect(notWorse([1, 1], [1, 1]))
    #expect(notWorse([1 + 4e-10, 1], [1, 1]))
    #expect(!notWorse([1], [1]))
    #expect(!notWorse([], []))
  }

  @Test func theFirstOfEqualLossesIsTheSmallest() {
    #expect(indexOfSmallest([2, 1, 1, 3]) == 1)
    #expect(indexOfSmallest([2, 1, 1 - 4e-10]) == 1)
    #expect(indexOfSmallest([2, 1, 1 - 2e-9]) == 2)
    #expect(indexOfSmallest([]) == 0)
  }

  @Test func logSoftmaxSumsToOneWithoutOverflow() {
    #expect(largestDifference(logSoftmax([1000, 1000]), [-log(2), -log(2)]) < 1e-12)
    #expect(logSoftmax([-.infinity, 5]) == [-.infinity, 0])
    #expect(logSoftmax([-.infinity]) == [-.infinity])
    #expect(logSoftmax([]).isEmpty)
  }
}
