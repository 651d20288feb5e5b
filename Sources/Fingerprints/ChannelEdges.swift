internal import Specimens

extension WavelengthAxis {
  /// Where the channels of a segment begin and end: midway between neighbours.
  ///
  /// The outermost edges lie as far beyond their channels as those lie from their inner edges.
  ///
  /// ```swift
  /// WavelengthAxis(wavelengths: [400, 401, 403]).edges(ofSegment: 0)   // [399.5, 400.5, 402, 404]
  /// ```
  ///
  /// - Parameter index: the segment's place among ``segments``
  /// - Returns: one edge more than the segment has channels, rising, in nanometres; none for a segment
  ///   of one channel, whose width nobody knows.
  /// - Complexity: O(channels of the segment).
  func edges(ofSegment index: Int) -> [Double] {
    let own = wavelengths[segments[index]]
    guard own.count > 1, let first = own.first, let last = own.last else { return [] }
    let inner = zip(own, own.dropFirst()).map { $0 + ($1 - $0) / 2 }
    return [first - (inner[0] - first)] + inner + [last + (last - inner[inner.count - 1])]
  }
}
