internal import LinearAlgebra

/// How airPLS and arPLS weigh the channels of a spectrum by where its light lies against the baseline
/// fitted last: eight spectra at once, one in each lane.
///
/// Both begin with weights of one, and both read the light below the baseline, `dᵢ = yᵢ − zᵢ < 0`.
enum AsymmetricWeights: Sendable, Equatable {
  /// Z.-M. Zhang, S. Chen and Y.-Z. Liang, 2010, doi:10.1039/b922045c.
  case airPLS
  /// S.-J. Baek et al., 2015, doi:10.1039/C4AN01061B.
  case arPLS

  typealias Lanes = WhittakerSmoother.Lanes

  /// What is known about the light below each lane's baseline.
  struct Below {
    /// The number of channels.
    var count: Lanes = .zero
    /// The sum of `d`.
    var sum: Lanes = .zero
    /// The sum of `d²`.
    var squares: Lanes = .zero

    /// Looks at eight spectra and their baselines.
    init(_ light: [Lanes], _ baselines: [Lanes]) {
      var (count, sum, squares) = (Lanes.zero, Lanes.zero, Lanes.zero)
      light.withUnsafeBufferPointer { light in
        baselines.withUnsafeBufferPointer { baselines in
          for channel in light.indices {
            let difference = light[channel] - baselines[channel]
            let isBelow = difference .< 0
            let below = Lanes.zero.replacing(with: difference, where: isBelow)
            count += Lanes.zero.replacing(with: 1, where: isBelow)
            sum += below
            squares += below * below
          }
        }
      }
      (self.count, self.sum, self.squares) = (count, sum, squares)
    }

    /// The mean and the standard deviation (of a sample) of a lane's `d`; the deviation is never zero.
    func moments(ofLane lane: Int) -> (mean: Double, deviation: Double) {
      let mean = sum[lane] / count[lane]
      let variance = (squares[lane] - sum[lane] * mean) / (count[lane] - 1)
      return (mean, max(max(0, variance).squareRoot(), .leastNormalMagnitude))
    }
  }

  /// New weights by arPLS: `1 / (1 + exp(2 (d − (2s − m)) / s))` with the mean `m` and the standard
  /// deviation `s` of the light below.
  ///
  /// The exponent is kept within ±300: lighter channels weigh 10⁻¹³⁰ and have no say either way.
  ///
  /// - Parameters:
  ///   - weights: the last weights; receives the new ones.
  ///   - centre: `2s − m` of each lane.
  ///   - slope: `2 / s` of each lane; lanes with a slope of zero get weights of one half.
  /// - Returns: the sums of squares of the change of the weights and of the last weights.
  static func logistic(
    _ weights: inout [Lanes], light: [Lanes], baselines: [Lanes], centre: Lanes, slope: Lanes
  ) -> (change: Lanes, before: Lanes) {
    var (change, before) = (Lanes.zero, Lanes.zero)
    light.withUnsafeBufferPointer { light in
      baselines.withUnsafeBufferPointer { baselines in
        weights.withUnsafeMutableBufferPointer { weights in
          for channel in light.indices {
            var exponent = slope * ((light[channel] - baselines[channel]) - centre)
            exponent.replace(with: 300, where: exponent .> 300)
            exponent.replace(with: -300, where: exponent .< -300)
            let new = 1 / (1 + exponential(exponent))
            let old = weights[channel]
            let difference = new - old
            change += difference * difference
            before += old * old
            weights[channel] = new
          }
        }
      }
    }
    return (change, before)
  }

  /// New weights by airPLS: zero above the baseline, `exp(t d / Σd)` below it in iteration `t`.
  ///
  /// This is the published program. Equation 9 of the article has a misprint, as its author says
  /// (github.com/zmzhang/airPLS, issue 8).
  ///
  /// - Parameters:
  ///   - weights: receives the new weights.
  ///   - slope: `t / Σd` of each lane, negative or zero.
  static func exponentials(
    _ weights: inout [Lanes], light: [Lanes], baselines: [Lanes], slope: Lanes
  ) {
    light.withUnsafeBufferPointer { light in
      baselines.withUnsafeBufferPointer { baselines in
        weights.withUnsafeMutableBufferPointer { weights in
          for channel in light.indices {
            let difference = light[channel] - baselines[channel]
            let isBelow = difference .< 0
            let below = Lanes.zero.replacing(with: difference, where: isBelow)
            weights[channel] = Lanes.zero.replacing(
              with: exponential(slope * below), where: isBelow)
          }
        }
      }
    }
  }
}
