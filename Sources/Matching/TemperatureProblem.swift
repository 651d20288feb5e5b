internal import Foundation

/// A weighted cross-entropy as a function of one inverse temperature `b`.
///
/// For rows of scores `s` with targets `t` that are smoothed one-hot vectors it is
/// `Σ w (−Σ t ln softmax(b s)) / Σ w`, which is convex in `b`. Scores are kept without absent
/// origins, relative to the largest of their row, one row after another: evaluating is one pass over
/// memory without allocations.
struct TemperatureProblem {
  /// One value of the function with its first two derivatives.
  struct Value {
    var loss = 0.0
    var slope = 0.0
    var curvature = 0.0
  }

  private let epsilon: Double
  private var scores: [Double] = []
  private var starts: [Int] = [0]
  /// For each row the sum of `target · score`.
  private var wanted: [Double] = []
  private var weights: [Double] = []

  init(epsilon: Double) {
    self.epsilon = epsilon
  }

  /// Adds a row: one score for each origin, −∞ for absent ones.
  mutating func append(_ row: [Double], truth: Int, weight: Double) {
    let largest = row.max() ?? 0
    let present = row.filter(\.isFinite).map { $0 - largest }
    let share = epsilon / Double(max(1, present.count))
    wanted.append(share * present.reduce(0, +) + (1 - epsilon) * (row[truth] - largest))
    scores.append(contentsOf: present)
    starts.append(scores.count)
    weights.append(weight)
  }

  /// One row's loss and its derivatives.
  func terms(ofRow row: Int, at sharpness: Double) -> Value {
    var (sum, mean, square) = (0.0, 0.0, 0.0)
    scores.withUnsafeBufferPointer { scores in
      for index in starts[row]..<starts[row + 1] {
        let score = scores[index]
        let share = exp(sharpness * score)
        sum += share
        mean += share * score
        square += share * score * score
      }
    }
    mean /= sum
    return Value(
      loss: log(sum) - sharpness * wanted[row], slope: mean - wanted[row],
      curvature: square / sum - mean * mean)
  }

  /// The function and its derivatives.
  func value(at sharpness: Double) -> Value {
    var result = Value()
    var total = 0.0
    for row in weights.indices {
      let (weight, term) = (weights[row], terms(ofRow: row, at: sharpness))
      result.loss += weight * term.loss
      result.slope += weight * term.slope
      result.curvature += weight * term.curvature
      total += weight
    }
    return Value(
      loss: result.loss / total, slope: result.slope / total,
      curvature: result.curvature / total)
  }
}

/// Newton's method for a convex function of one positive number, with steps of at most a factor 4
/// and halved until the function does not rise.
func minimiseConvex(
  from start: Double, within bounds: ClosedRange<Double>,
  _ function: (Double) -> TemperatureProblem.Value
) -> Double {
  var here = start
  var value = function(here)
  for _ in 0..<60 {
    let step = value.slope / max(value.curvature, 1e-12)
    var next = min(max(here - step, here / 4), here * 4)
    var nextValue = function(next)
    while nextValue.loss > value.loss + 1e-13, abs(next - here) > 1e-10 * here {
      next = (next + here) / 2
      nextValue = function(next)
    }
    let isDone = abs(next - here) <= 1e-9 * here
    (here, value) = (next, nextValue)
    if isDone || !bounds.contains(here) { break }
  }
  return min(max(here, bounds.lowerBound), bounds.upperBound)
}
