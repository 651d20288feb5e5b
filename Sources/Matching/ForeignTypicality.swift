internal import Fingerprints
internal import Foundation

/// How typical stones of none of the references look, against how typical known ones do.
///
/// A conformal p-value of being like any reference is even from 0 to 1 for known stones and near 0 for
/// most foreign ones. How near was learned by leaving each origin out of the references in turn, or is
/// taken to follow Beta(a, 1), `P(p ≤ x) = x^a` (the beta-uniform mixture of S. Pounds and S. W.
/// Morris, 2003, doi:10.1093/bioinformatics/btg148).
///
/// ```swift
/// let foreign = ForeignTypicality(leftOut: [[0.02, 0.02, 0.4], [0.02, 0.1]], heldOut: 48)
/// foreign.expected.ratios[2]   // how much more often than known stones foreign ones have p ≈ 0.03
/// ```
///
/// What is learned supposes no shape: foreign stones' share in each bin of p-values, each left-out
/// origin weighing the same, with ``imaginaryOrigins`` of the assumed shape. A p-value of `n` held-out
/// groups is a multiple of 1/(n + 1), for known stones and foreign ones alike, which a continuous
/// density forgets.
public struct ForeignTypicality: Sendable, Equatable {
  /// The upper ends of the bins of p-values; the first is 99 held-out groups' smallest.
  static let bins = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 1]
  /// The fewest left-out origins that are weighted anew.
  static let fewestDrawn = 8
  /// How many left-out origins the assumed shape weighs.
  static let imaginaryOrigins = 2.0

  /// For each left-out origin the share of its stones in each bin; empty where a shape is assumed.
  private let shares: [[Double]]
  /// The share of foreign stones in each bin that is assumed.
  private let assumed: [Double]
  /// The share of known stones in each bin.
  private let known: [Double]

  /// The bin of a p-value.
  static func bin(of pValue: Double) -> Int {
    bins.firstIndex { pValue <= $0 + 1e-12 } ?? bins.count - 1
  }

  /// P-values that follow Beta(a, 1), not learned.
  ///
  /// - Parameter shape: `a`, between 0 and 1.
  init(shape: Double) {
    shares = []
    known = zip([0] + ForeignTypicality.bins, ForeignTypicality.bins).map { $1 - $0 }
    assumed = zip([0] + ForeignTypicality.bins, ForeignTypicality.bins).map {
      pow($1, shape) - pow($0, shape)
    }
  }

  /// Learns from origins that were left out of the references.
  ///
  /// - Parameters:
  ///   - leftOut: for each left-out origin the p-values of its stones; empty ones do not count.
  ///   - heldOut: the number of held-out groups that p-values were ranked among.
  public init(leftOut: [[Double]], heldOut: Int) {
    let bins = ForeignTypicality.bins
    let steps = Double(max(1, heldOut + 1))
    var (known, assumed) = (
      [Double](repeating: 0, count: bins.count), [Double](repeating: 0, count: bins.count)
    )
    for rank in 1...Int(steps) {
      let bin = ForeignTypicality.bin(of: Double(rank) / steps)
      known[bin] += 1 / steps
      assumed[bin] +=
        pow(Double(rank) / steps, MixtureModel.usualNoneShape)
        - pow(Double(rank - 1) / steps, MixtureModel.usualNoneShape)
    }
    self.known = known
    self.assumed = assumed
    shares = leftOut.filter { !$0.isEmpty }.map { values in
      var shares = [Double](repeating: 0, count: bins.count)
      for value in values {
        shares[ForeignTypicality.bin(of: value)] += 1 / Double(values.count)
      }
      return shares
    }
  }

  /// The density of each bin among foreign stones over that among known ones.
  var expected: ShareProblem.Bins {
    bins(weights: shares.map { _ in 1 }, imaginary: ForeignTypicality.imaginaryOrigins)
  }

  /// The same with every left-out origin weighted anew: the Bayesian bootstrap over whole origins, for
  /// the stones of one are conspicuous together.
  ///
  /// An assumed shape, and one learned from fewer than ``fewestDrawn`` origins, is taken as it stands:
  /// most draws of so few are one of them alone, and where that one is inconspicuous any share of the
  /// parcel could be foreign.
  func drawn(using generator: inout CounterGenerator) -> ShareProblem.Bins {
    guard shares.count >= ForeignTypicality.fewestDrawn else { return expected }
    let number = Double(shares.count)
    let shape = (number - 1) / (number + 1)
    return bins(
      weights: shares.map { _ in generator.gamma(shape: shape) / shape },
      imaginary: ForeignTypicality.imaginaryOrigins)
  }

  /// A bin that known stones cannot reach is not reached by any, so it says nothing.
  private func bins(weights: [Double], imaginary: Double) -> ShareProblem.Bins {
    let total = imaginary + weights.reduce(0, +)
    return ShareProblem.Bins(
      ratios: known.indices.map { bin in
        guard known[bin] > 0 else { return 1 }
        let foreign = zip(shares, weights).reduce(imaginary * assumed[bin]) {
          $0 + $1.0[bin] * $1.1
        }
        return foreign / total / known[bin]
      })
  }
}
