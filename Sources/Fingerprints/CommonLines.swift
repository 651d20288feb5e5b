internal import Foundation
internal import Specimens

/// The lines of a library that any of its spectra is measured at: the most prominent peaks of the
/// mean square-root spectrum, whatever element they are of.
///
/// Positions are in channels. Taking many lines and the median over them makes the answer blind to
/// what a stone is made of: the lines of one element may fade or blend with others, not half of all.
struct CommonLines: Sendable, Equatable, Codable {
  /// The highest channel of each line.
  private let channels: [Int]
  /// The top of each line, more finely than its channel.
  private let positions: [Double]
  /// The full width at half height of each line.
  private let widths: [Double]
  /// The root spectrum that the lines were found in.
  private let reference: [Double]

  /// What a spectrum shows at the lines.
  struct Measurement {
    /// The median displacement in channels, or `nil` when fewer than three lines are seen.
    let shift: Double?
    /// The median of the logarithms of width against width.
    let broadening: Double?
    /// The part of the lines that are not seen.
    let missing: Double
  }

  /// The forty most prominent lines of a root spectrum; fewer if it has fewer.
  ///
  /// Prominence is the height over the higher one of the lowest channels within four on both sides.
  init(of root: [Double]) {
    var found: [(prominence: Double, channel: Int)] = []
    for channel in root.indices.dropFirst(3).dropLast(3)
    where root[channel] > root[channel - 1] && root[channel] >= root[channel + 1] {
      let left = root[max(0, channel - 4)..<channel].min() ?? root[channel]
      let right = root[channel + 1..<min(root.count, channel + 5)].min() ?? root[channel]
      found.append((root[channel] - max(left, right), channel))
    }
    found.sort { ($1.prominence, $0.channel) < ($0.prominence, $1.channel) }
    let search = CommonLines.search(root)
    var lines: [(channel: Int, position: Double, width: Double)] = []
    for candidate in found.prefix(40) where candidate.prominence > 0.02 {
      if let peak = search.highest(near: candidate.channel, within: 0), let width = peak.width {
        lines.append((candidate.channel, peak.position, width))
      }
    }
    channels = lines.map(\.channel)
    positions = lines.map(\.position)
    widths = lines.map(\.width)
    reference = root
  }

  /// The number of lines.
  var count: Int { channels.count }

  /// The lines' median width in channels.
  var width: Double? { CommonLines.median(widths) }

  /// Finds the lines in another root spectrum.
  ///
  /// A displacement by whole channels, up to twelve, comes first from the correlation of the
  /// spectra, each less its running mean; then each line is looked for within three channels.
  func measure(_ root: [Double]) -> Measurement {
    let search = CommonLines.search(root)
    let lag = CommonLines.lag(of: root, against: reference)
    var (shifts, broadenings): ([Double], [Double]) = ([], [])
    for (index, channel) in channels.enumerated() {
      guard let peak = search.highest(near: channel + lag, within: 3), let width = peak.width
      else { continue }
      shifts.append(peak.position - positions[index])
      broadenings.append(log(width / widths[index]))
    }
    let missing = channels.isEmpty ? 0 : 1 - Double(shifts.count) / Double(channels.count)
    return Measurement(
      shift: shifts.count < 3 ? nil : CommonLines.median(shifts),
      broadening: broadenings.count < 3 ? nil : CommonLines.median(broadenings), missing: missing)
  }

  /// Peaks over a base of eight channels on both sides.
  private static func search(_ root: [Double]) -> PeakSearch {
    PeakSearch(light: root, positions: root.indices.map(Double.init), reach: 8)
  }

  /// By how many channels, up to twelve, a spectrum lies above another one.
  ///
  /// The correlation of the two less their running means is greatest there; each channel of lag has
  /// to gain 0.002, so that noise does not choose one.
  private static func lag(of root: [Double], against reference: [Double]) -> Int {
    let (first, second) = (rough(root), rough(reference))
    // The sums of squares up to each channel, so that a lag costs one product of two spectra.
    let (squaresOfFirst, squaresOfSecond) = (runningSquares(first), runningSquares(second))
    var best = (score: -Double.infinity, lag: 0)
    // Small lags first, so that of equal scores the smaller displacement stands.
    for lag in (-12...12).sorted(by: { abs($0) < abs($1) }) where abs(lag) < first.count {
      let range = max(0, -lag)..<min(second.count, first.count - lag)
      let product = productSum(
        first[range.lowerBound + lag..<range.upperBound + lag], second[range])
      let squares =
        squaresOfFirst[range.upperBound + lag] - squaresOfFirst[range.lowerBound + lag]
      let others = squaresOfSecond[range.upperBound] - squaresOfSecond[range.lowerBound]
      let scale = (squares * others).squareRoot()
      let score = (scale > 0 ? product / scale : 0) - 0.002 * Double(abs(lag))
      if score > best.score { best = (score, lag) }
    }
    return best.lag
  }

  /// The sum of squares below each channel, and of all.
  private static func runningSquares(_ values: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(values.count + 1)
    var sum = 0.0
    for value in values {
      sum += value * value
      sums.append(sum)
    }
    return sums
  }

  /// The sum of products, in eight running sums whose order is fixed.
  private static func productSum(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sums = SIMD8<Double>()
        let whole = a.count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
          var (left, right) = (SIMD8<Double>(), SIMD8<Double>())
          for lane in 0..<8 {
            left[lane] = a[start + lane]
            right[lane] = b[start + lane]
          }
          sums += left * right
        }
        return (whole..<a.count).reduce(sums.sum()) { $0 + a[$1] * b[$1] }
      }
    }
  }

  /// The spectrum less its mean over seventeen channels.
  private static func rough(_ root: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(root.count + 1)
    var sum = 0.0
    for value in root {
      sum += value
      sums.append(sum)
    }
    return root.indices.map { channel in
      let window = max(0, channel - 8)..<min(root.count, channel + 9)
      return root[channel] - (sums[window.upperBound] - sums[window.lowerBound])
        / Double(window.count)
    }
  }

  /// The median, of an even number the mean of the middle two; `nil` of none.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
