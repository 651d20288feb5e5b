internal import Foundation
internal import Specimens

/// Pairs of lines of one species close together, whose ratio tells of the plasma and the detector.
///
/// In a thin plasma Mg II 279.553 is twice as bright as 280.270 whatever the stone; thick plasmas and
/// saturated detectors bring them nearer to one another. Only lines at least two channels and at
/// most 10 nm apart are used, so that neither blends nor the response along the axis count.
struct DoubletRatios: Sendable, Equatable, Codable {
  private let pairs: [Pair]

  /// The channels of two lines.
  private struct Pair: Sendable, Equatable, Codable {
    let first: Int
    let second: Int
  }

  /// The pairs that an axis tells apart.
  init(axis: WavelengthAxis) {
    let lines = RegistrationLine.standard
    var pairs: [Pair] = []
    for (index, line) in lines.enumerated() {
      for other in lines[(index + 1)...]
      where other.element == line.element && other.stage == line.stage
        && other.wavelength - line.wavelength <= 10
      {
        let first = DoubletRatios.nearest(line.wavelength, axis)
        let second = DoubletRatios.nearest(other.wavelength, axis)
        if let first, let second, second - first >= 2 {
          pairs.append(Pair(first: first, second: second))
        }
      }
    }
    self.pairs = pairs
  }

  /// The logarithm of each ratio, `nil` where one of the lines is not seen.
  ///
  /// - Parameter root: a square-root spectrum
  func logarithms(_ root: [Float]) -> [Double?] {
    let light = root.map { Double($0) * Double($0) }
    let search = PeakSearch(light: light, positions: light.indices.map(Double.init), reach: 8)
    return pairs.map { pair in
      guard let first = search.highest(near: pair.first, within: 1), first.width != nil,
        let second = search.highest(near: pair.second, within: 1), second.width != nil,
        first.channel != second.channel
      else { return nil }
      return log(first.height / second.height)
    }
  }

  /// The median size of the difference of ratios that both show, or `nil` when they share none.
  static func difference(_ first: [Double?], _ second: [Double?]) -> Double? {
    CommonLines.median(
      zip(first, second).compactMap { pair in
        guard let one = pair.0, let other = pair.1 else { return nil }
        return abs(one - other)
      })
  }

  /// The median of each ratio over spectra that show it, `nil` where less than half of them do.
  static func typical(_ all: [[Double?]]) -> [Double?] {
    guard let first = all.first else { return [] }
    return first.indices.map { pair in
      let seen = all.compactMap { $0[pair] }
      return seen.count * 2 >= all.count ? CommonLines.median(seen) : nil
    }
  }

  /// The channel nearest to a wavelength in air, or `nil` when it is more than a channel away.
  private static func nearest(_ wavelength: Double, _ axis: WavelengthAxis) -> Int? {
    for segment in axis.segments where segment.count > 1 {
      guard let above = segment.first(where: { axis.wavelengths[$0] >= wavelength }),
        above > segment.lowerBound
      else { continue }
      let below = above - 1
      return wavelength - axis.wavelengths[below] < axis.wavelengths[above] - wavelength
        ? below : above
    }
    return nil
  }
}
