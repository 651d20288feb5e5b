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
  /// The same as correlations need it.
  private let rough: Rough

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
    rough = Rough(root)
  }

  private enum CodingKeys: CodingKey {
    case channels, positions, widths, reference
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    channels = try values.decode([Int].self, forKey: .channels)
    positions = try values.decode([Double].self, forKey: .positions)
    widths = try values.decode([Double].self, forKey: .widths)
    reference = try values.decode([Double].self, forKey: .reference)
    rough = Rough(reference)
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
    let lag = Rough(root).lag(against: rough)
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

  /// The median, of an even number the mean of the middle two; `nil` of none.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

/// A spectrum less its running mean, as the displacement of two spectra is found from it.
private struct Rough: Sendable, Equatable {
  private let values: [Double]
  /// The sum of squares below each channel, and of all, so that a lag costs one product of two spectra.
  private let squares: [Double]

  /// A spectrum less its mean over seventeen channels.
  init(_ root: [Double]) {
    let sums = Rough.runningSums(root)
    values = root.indices.map { channel in
      let window = max(0, channel - 8)..<min(root.count, channel + 9)
      return root[channel] - (sums[window.upperBound] - sums[window.lowerBound])
        / Double(window.count)
    }
    squares = Rough.runningSums(values.map { $0 * $0 })
  }

  /// The sum of the values before each place, and of all.
  private static func runningSums(_ values: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(values.count + 1)
    var sum = 0.0
    for value in values {
      sum += value
      sums.append(sum)
    }
    return sums
  }

  /// By how many channels, up to twelve, a spectrum lies above another one.
  ///
  /// The correlation of the two is greatest there; each channel of lag has to gain 0.002, so that
  /// noise does not choose one.
  func lag(against other: Rough) -> Int {
    var best = (score: -Double.infinity, lag: 0)
    // Small lags first, so that of equal scores the smaller displacement stands.
    for lag in (-12...12).sorted(by: { abs($0) < abs($1) }) where abs(lag) < values.count {
      let range = max(0, -lag)..<min(other.values.count, values.count - lag)
      let product = Rough.productSum(
        values[range.lowerBound + lag..<range.upperBound + lag], other.values[range])
      let own = squares[range.upperBound + lag] - squares[range.lowerBound + lag]
      let others = other.squares[range.upperBound] - other.squares[range.lowerBound]
      let scale = (own * others).squareRoot()
      let score = (scale > 0 ? product / scale : 0) - 0.002 * Double(abs(lag))
      if score > best.score { best = (score, lag) }
    }
    return best.lag
  }

  /// The sum of products, in eight running sums whose order is fixed.
  private static func productSum(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        var sums = SIMD8<Double>()
        let size = MemoryLayout<SIMD8<Double>>.size
        let whole = a.count / size * size
        for start in stride(from: 0, to: whole, by: size) {
          let left = a.loadUnaligned(fromByteOffset: start, as: SIMD8<Double>.self)
          sums += left * b.loadUnaligned(fromByteOffset: start, as: SIMD8<Double>.self)
        }
        return stride(from: whole, to: a.count, by: MemoryLayout<Double>.size).reduce(sums.sum()) {
          $0 + a.load(fromByteOffset: $1, as: Double.self)
            * b.load(fromByteOffset: $1, as: Double.self)
        }
      }
    }
  }
}
