internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// What the guard keeps of some shots of one stone.
struct ShotSummary: Sendable, Equatable {
  /// The square root of each channel's share of light (mean 1 before the root): the median over
  /// shots, or the mean of fewer than three.
  let root: [Float]
  /// The natural logarithm of the mean light of all channels and shots.
  let logLight: Double
  /// For each window of the axis, the logarithm of the mean step between channels as a share of the
  /// mean light: next to nothing where the detector is dead.
  let activity: [Double]
  /// The mean number of channels within 1 of 10 000 of a shot's maximum.
  let tops: Double

  /// A summary, or `nil` when no shot has light.
  ///
  /// - Parameters:
  ///   - light: shot after shot, `channels` values each; shots without light are passed over
  ///   - shots: which of them to use
  init?(light: [Float], channels: Int, shots: [Int]) {
    guard channels > 4 else { return nil }
    var steps = [Double](repeating: 0, count: channels - 1)
    var (total, tops, count) = (0.0, 0, 0)
    let shares = [Float](unsafeUninitializedCapacity: shots.count * channels) { shares, filled in
      for shot in shots {
        light.withUnsafeBufferPointer { light in
          let own = UnsafeBufferPointer(rebasing: light[shot * channels..<(shot + 1) * channels])
          let (sum, maximum) = lightSum(of: own)
          guard sum > 0, sum.isFinite else { return }
          let mean = sum / Double(channels)
          let (scale, top) = (Float(1 / mean), 0.9999 * maximum)
          var atTop: Int32 = 0
          for channel in 0..<channels {
            shares.initializeElement(at: filled + channel, to: own[channel] * scale)
            atTop &+= own[channel] >= top ? 1 : 0
          }
          steps.withUnsafeMutableBufferPointer { steps in
            for channel in 0..<channels - 1 {
              steps[channel] += Double(abs(own[channel + 1] - own[channel]) * scale)
            }
          }
          total += mean
          tops += Int(atTop)
          count += 1
          filled += channels
        }
      }
    }
    guard count > 0 else { return nil }
    root = channelMedians(of: shares, channels: channels).map { max(0, $0).squareRoot() }
    logLight = log(total / Double(count))
    activity = ShotSummary.windows(channels).map { window in
      let sum = steps[window.dropLast()].reduce(0, +)
      return log(max(sum / Double(window.count * count), 1e-9))
    }
    self.tops = Double(tops) / Double(count)
  }

  /// Windows for the test of dead regions.
  ///
  /// Of a twentieth of the axis (eight channels at least), each half over the next.
  static func windows(_ channels: Int) -> [Range<Int>] {
    let width = min(channels, max(8, channels / 20))
    return stride(from: 0, through: channels - width, by: max(1, width / 2)).map {
      $0..<$0 + width
    }
  }

  /// The correlation of every root spectrum with every other one, between -1 and 1; 0 where one is
  /// flat.
  ///
  /// Each is centred and scaled to unit length, so that all correlations are one matrix product in
  /// single precision, good to about 1e-6.
  ///
  /// - Returns: `first.count x second.count`.
  static func correlations(
    _ first: [ShotSummary], _ second: Matrix<Float>, workers: Workers
  ) -> Matrix<Float> {
    guard !first.isEmpty else { return Matrix(rows: 0, columns: second.rows) }
    return product(standardised(first), second, .plain, .transposed, workers: workers)
  }

  /// The centred root spectra, each of unit length; zeros where one is flat.
  static func standardised(_ summaries: [ShotSummary]) -> Matrix<Float> {
    let channels = summaries.first?.root.count ?? 0
    var elements: [Float] = []
    elements.reserveCapacity(summaries.count * channels)
    for summary in summaries {
      summary.root.withUnsafeBufferPointer { root in
        let mean = Float(lightSum(of: root).sum / Double(max(1, channels)))
        let centred = root.map { $0 - mean }
        let squares = centred.map { $0 * $0 }.withUnsafeBufferPointer { lightSum(of: $0).sum }
        let scale = squares > 0 ? Float(1 / squares.squareRoot()) : 0
        for value in centred { elements.append(value * scale) }
      }
    }
    return Matrix(rows: summaries.count, columns: channels, elements: elements)
  }
}
