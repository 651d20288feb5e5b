internal import Specimens

extension WavelengthAxis {
  /// The axis of some channels; runs of neighbours within a segment are its segments.
  ///
  /// ```swift
  /// WavelengthAxis(wavelengths: [400, 401, 402, 403]).selecting([0, 1, 3]).segments   // [0..<2, 2..<3]
  /// ```
  ///
  /// - Parameter channels: rising numbers of channels.
  /// - Complexity: O(channels).
  func selecting(_ channels: [Int]) -> WavelengthAxis {
    let starts = Set(segments.map(\.lowerBound))
    var runs: [Range<Int>] = []
    for (place, channel) in channels.enumerated() {
      if place > 0, channels[place - 1] == channel - 1, !starts.contains(channel) {
        runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<place + 1
      } else {
        runs.append(place..<place + 1)
      }
    }
    return WavelengthAxis(wavelengths: channels.map { wavelengths[$0] }, segments: runs)
  }
}
