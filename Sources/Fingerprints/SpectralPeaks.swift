/// A local maximum of a spectrum, placed more finely than its channels.
package struct SpectralPeak: Sendable, Equatable {
  /// The channel that is higher than its neighbours.
  package let channel: Int
  /// The top of the parabola through that channel and its neighbours, in the unit of the positions.
  package let position: Double
  /// The light over the local base.
  package let height: Double
  /// The full width at half of that height, in the unit of the positions; `nil` where a neighbour
  /// hides a flank.
  package let width: Double?
}

/// Looks for maxima in one segment of a spectrum.
///
/// The base under a peak is the lower quartile of the light around it, which holds as long as peaks
/// fill less than three quarters of the surroundings.
package struct PeakSearch: Sendable {
  /// One value for each channel.
  private let light: [Double]
  private let positions: [Double]
  private let reach: Int

  /// A search in the given channels.
  ///
  /// - Parameters:
  ///   - light: one value for each channel
  ///   - positions: where each channel lies, rising: wavelengths, or the channels' own numbers
  ///   - reach: how many channels on both sides tell the base and the noise
  package init(light: [Double], positions: [Double], reach: Int) {
    precondition(light.count == positions.count, "One position for each channel.")
    self.light = light
    self.positions = positions
    self.reach = reach
  }

  /// All maxima at least `significance` times as high as the local noise, in rising order.
  ///
  /// The noise comes from second differences, which a slope does not change: their lower quartile is
  /// 0.78 standard deviations of normal noise, and lines, which fill few channels, hardly move it.
  /// Base and noise change slowly; they are told anew every quarter of the reach.
  package func peaks(significance: Double = 5) -> [SpectralPeak] {
    guard light.count > 4 else { return [] }
    let stride = max(1, reach / 4)
    var (block, base, noise) = (-1, 0.0, 0.0)
    var peaks: [SpectralPeak] = []
    for channel in 1..<light.count - 1
    where light[channel] > light[channel - 1] && light[channel] >= light[channel + 1] {
      if channel / stride != block {
        block = channel / stride
        let window = window(around: min(light.count - 1, block * stride + stride / 2))
        base = lowerQuartile(of: window)
        noise = self.noise(in: window)
      }
      guard light[channel] - base >= significance * noise,
        let peak = peak(at: channel, above: base)
      else { continue }
      peaks.append(peak)
    }
    return peaks
  }

  /// The highest maximum within some channels of one, or `nil` when the light only rises or falls
  /// there.
  package func highest(near channel: Int, within distance: Int) -> SpectralPeak? {
    let lower = max(1, channel - distance)
    let upper = min(light.count - 2, channel + distance)
    guard lower <= upper else { return nil }
    var top = lower
    for candidate in lower...upper where light[candidate] > light[top] { top = candidate }
    guard light[top] >= light[top - 1], light[top] >= light[top + 1] else { return nil }
    return peak(at: top, above: lowerQuartile(of: window(around: top)))
  }

  /// The channels within reach of one.
  private func window(around channel: Int) -> Range<Int> {
    max(0, channel - reach)..<min(light.count, channel + reach + 1)
  }

  /// The light below which a quarter of some channels lie.
  private func lowerQuartile(of window: Range<Int>) -> Double {
    light[window].sorted()[window.count / 4]
  }

  /// The standard deviation of the noise in some channels.
  private func noise(in window: Range<Int>) -> Double {
    let bends = window.dropLast(2).map { abs(light[$0] - 2 * light[$0 + 1] + light[$0 + 2]) }
      .sorted()
    return bends.isEmpty ? 0 : bends[bends.count / 4] / 0.78
  }

  private func peak(at top: Int, above base: Double) -> SpectralPeak? {
    let height = light[top] - base
    guard height > 0, height.isFinite, let position = apex(at: top) else { return nil }
    return SpectralPeak(
      channel: top, position: position, height: height,
      width: width(of: top, at: base + height / 2))
  }

  /// The top of the parabola through three channels, which need not be evenly spaced.
  private func apex(at top: Int) -> Double? {
    let left = positions[top - 1] - positions[top]
    let right = positions[top + 1] - positions[top]
    let (fallLeft, fallRight) = (light[top - 1] - light[top], light[top + 1] - light[top])
    let scale = left * right * (left - right)
    let curvature = (right * fallLeft - left * fallRight) / scale
    let slope = (left * left * fallRight - right * right * fallLeft) / scale
    guard curvature < 0 else { return nil }
    return positions[top] + min(max(-slope / (2 * curvature), left), right)
  }

  /// Where both flanks cross a level, by straight lines between channels.
  private func width(of top: Int, at level: Double) -> Double? {
    var (left, right) = (top, top)
    while left > 0, light[left - 1] > level, light[left - 1] <= light[left] { left -= 1 }
    while right < light.count - 1, light[right + 1] > level, light[right + 1] <= light[right] {
      right += 1
    }
    guard left > 0, light[left - 1] <= level, right < light.count - 1, light[right + 1] <= level
    else { return nil }
    return crossing(from: right, to: right + 1, level) - crossing(from: left, to: left - 1, level)
  }

  /// Where the straight line from a channel above a level to its neighbour below meets the level.
  private func crossing(from inner: Int, to outer: Int, _ level: Double) -> Double {
    let part = (light[inner] - level) / (light[inner] - light[outer])
    return positions[inner] + (positions[outer] - positions[inner]) * part
  }
}
