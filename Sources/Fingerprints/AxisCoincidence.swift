internal import Specimens

extension WavelengthAxis {
  /// Whether another axis has the same segments, and each channel stands where ours does to a tenth of
  /// a channel.
  ///
  /// Such axes are one axis: interpolating between them would blur lines by more than it moves them.
  ///
  /// ```swift
  /// let axis = WavelengthAxis(wavelengths: [400, 401, 402])
  /// axis.coincides(with: WavelengthAxis(wavelengths: [400.05, 401.05, 402.05]))   // true
  /// axis.coincides(with: WavelengthAxis(wavelengths: [400.2, 401.2, 402.2]))      // false
  /// ```
  ///
  /// - Complexity: O(channels).
  func coincides(with other: WavelengthAxis) -> Bool {
    guard other.segments == segments, other.count == count else { return false }
    return segments.allSatisfy { segment in
      segment.allSatisfy { channel in
        abs(other.wavelengths[channel] - wavelengths[channel])
          <= 0.1 * width(at: channel, in: segment)
      }
    }
  }

  /// The distance from a channel to its nearer neighbour, in nanometres; 0 for a segment of one.
  private func width(at channel: Int, in segment: Range<Int>) -> Double {
    let here = wavelengths[channel]
    let before = channel > segment.lowerBound ? here - wavelengths[channel - 1] : .infinity
    let after = channel + 1 < segment.upperBound ? wavelengths[channel + 1] - here : .infinity
    let nearer = min(before, after)
    return nearer.isFinite ? nearer : 0
  }
}
