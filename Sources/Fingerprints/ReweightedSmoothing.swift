internal import LinearAlgebra

/// Baselines by smoothing again and again with weights that spare the peaks: what airPLS and arPLS have
/// in common.
///
/// Eight spectra are fitted side by side, one in each lane. As soon as one is done its lane takes the
/// next, since some need many more iterations than others. Lanes do not touch, so a baseline has the
/// same bits in any company.
struct ReweightedSmoothing {
  private typealias Lanes = WhittakerSmoother.Lanes

  /// How channels are weighed.
  let rule: AsymmetricWeights
  /// What the change of the weights (arPLS) or the light below the baseline (airPLS) must come
  /// under, as a share.
  let tolerance: Double
  /// How many times the weights may be chosen anew, at most; the first fit has weights of one.
  let iterations: Int

  private var smoother: WhittakerSmoother
  private var light: [Lanes]
  private var weights: [Lanes]
  private var baselines: [Lanes]
  private var lanes = [Lane?](repeating: nil, count: Lanes.scalarCount)

  /// The spectrum in a lane.
  private struct Lane {
    /// Its number among those asked for.
    let spectrum: Int
    /// The sum of the magnitudes of its light.
    let magnitude: Double
    /// How many baselines were fitted.
    var fits = 0
  }

  /// A fit of spectra of `channels` channels.
  init(
    rule: AsymmetricWeights, channels: Int, lambda: Double, tolerance: Double, iterations: Int
  ) {
    self.rule = rule
    self.tolerance = tolerance
    self.iterations = iterations
    smoother = WhittakerSmoother(count: channels, lambda: lambda)
    light = Array(repeating: .zero, count: channels)
    weights = Array(repeating: Lanes(repeating: 1), count: channels)
    baselines = light
  }

  /// Fits the baselines of some spectra.
  ///
  /// - Parameters:
  ///   - spectra: their numbers.
  ///   - read: gives the light of a channel of a spectrum.
  ///   - done: takes a finished baseline, in no particular order.
  /// - Returns: the spectra whose baseline is not determined in double precision.
  mutating func fit(
    _ spectra: Range<Int>, read: (_ spectrum: Int, _ channel: Int) -> Float,
    done: (_ spectrum: Int, _ baseline: [Double]) -> Void
  ) -> [Int] {
    var failed: [Int] = []
    var waiting = spectra.makeIterator()
    for lane in lanes.indices { fill(lane, with: waiting.next(), read) }
    while lanes.contains(where: { $0 != nil }) {
      let isSound = smoother.smooth(light, weights: weights, into: &baselines)
      for lane in lanes.indices { lanes[lane]?.fits += 1 }
      let isDone = reweigh()
      for (lane, content) in lanes.enumerated() {
        guard let content, isDone[lane] || !isSound[lane] else { continue }
        let baseline = baselines.map { $0[lane] }
        if isSound[lane], baseline.allSatisfy(\.isFinite) {
          done(content.spectrum, baseline)
        } else {
          failed.append(content.spectrum)
        }
        fill(lane, with: waiting.next(), read)
      }
    }
    return failed
  }

  /// Puts a spectrum into a lane, or nothing.
  private mutating func fill(
    _ lane: Int, with spectrum: Int?, _ read: (_ spectrum: Int, _ channel: Int) -> Float
  ) {
    var magnitude = 0.0
    for channel in light.indices {
      let value = spectrum.map { Double(read($0, channel)) } ?? 0
      light[channel][lane] = value
      weights[channel][lane] = 1
      magnitude += abs(value)
    }
    lanes[lane] = spectrum.map { Lane(spectrum: $0, magnitude: magnitude) }
  }

  /// Chooses new weights for every lane.
  ///
  /// - Returns: for each lane whether the last baseline is the answer.
  private mutating func reweigh() -> [Bool] {
    let below = AsymmetricWeights.Below(light, baselines)
    var (centre, slope) = (Lanes.zero, Lanes.zero)
    // With less than two channels below it nothing is known about the noise: the published stopping
    // rules do not foresee that, and pybaselines takes the baseline as it is.
    var isDone = lanes.enumerated().map { lane, content in
      content.map { below.count[lane] < 2 || $0.fits > iterations } ?? true
    }
    for (lane, content) in lanes.enumerated() {
      guard let content, !isDone[lane] else { continue }
      switch rule {
      case .airPLS:
        isDone[lane] = -below.sum[lane] / content.magnitude < tolerance
        slope[lane] = isDone[lane] ? 0 : Double(min(content.fits, 50)) / below.sum[lane]
      case .arPLS:
        let (mean, deviation) = below.moments(ofLane: lane)
        centre[lane] = 2 * deviation - mean
        slope[lane] = 2 / deviation
      }
    }
    switch rule {
    case .airPLS:
      AsymmetricWeights.exponentials(&weights, light: light, baselines: baselines, slope: slope)
    case .arPLS:
      let (change, before) = AsymmetricWeights.logistic(
        &weights, light: light, baselines: baselines, centre: centre, slope: slope)
      for lane in isDone.indices where !isDone[lane] {
        isDone[lane] = change[lane].squareRoot() < tolerance * before[lane].squareRoot()
      }
    }
    for (lane, content) in lanes.enumerated() where content == nil { rest(lane) }
    return isDone
  }

  /// Weighs the channels of an empty lane alike, so that its system stays solvable.
  private mutating func rest(_ lane: Int) {
    for channel in weights.indices { weights[channel][lane] = 1 }
  }
}
