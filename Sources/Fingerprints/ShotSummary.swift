internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// What the guard keeps of some shots of one stone.
struct ShotSummary: Sendable, Equatable, Codable {
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
    let shots = shots.filter { shot in
      let total = light[shot * channels..<(shot + 1) * channels].reduce(0.0) { $0 + Double($1) }
      return total > 0 && total.isFinite
    }
    guard channels > 4, !shots.isEmpty else { return nil }
    var steps = [Double](repeating: 0, count: channels - 1)
    var shares = [Float](repeating: 0, count: shots.count * channels)
    var (total, tops) = (0.0, 0)
    light.withUnsafeBufferPointer { light in
      for (row, shot) in shots.enumerated() {
        let start = shot * channels
        var (sum, top) = (0.0, -Float.infinity)
        for channel in 0..<channels {
          sum += Double(light[start + channel])
          top = max(top, light[start + channel])
        }
        let mean = sum / Double(channels)
        total += mean
        let scale = Float(1 / mean)
        for channel in 0..<channels {
          shares[channel * shots.count + row] = light[start + channel] * scale
          if light[start + channel] >= 0.9999 * top { tops += 1 }
          if channel > 0 {
            steps[channel - 1] +=
              abs(
                Double(light[start + channel]) - Double(light[start + channel - 1])) / mean
          }
        }
      }
    }
    let count = shots.count
    root = (0..<channels).map { channel in
      let values = shares[channel * count..<(channel + 1) * count]
      return max(0, ShotSummary.middle(values)).squareRoot()
    }
    logLight = log(total / Double(count))
    activity = ShotSummary.windows(channels).map { window in
      let mean = steps[window.dropLast()].reduce(0, +) / Double(window.count * count)
      return log(max(mean, 1e-9))
    }
    self.tops = Double(tops) / Double(count)
  }

  /// The mean of one or two values, else their median, which a single failed shot does not move.
  private static func middle(_ values: ArraySlice<Float>) -> Float {
    if values.count < 3 { return values.reduce(0, +) / Float(values.count) }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
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
      var (sum, squares) = (0.0, 0.0)
      for value in summary.root { sum += Double(value) }
      let mean = sum / Double(max(1, channels))
      for value in summary.root { squares += (Double(value) - mean) * (Double(value) - mean) }
      let scale = squares > 0 ? 1 / squares.squareRoot() : 0
      for value in summary.root { elements.append(Float((Double(value) - mean) * scale)) }
    }
    return Matrix(rows: summaries.count, columns: channels, elements: elements)
  }
}
