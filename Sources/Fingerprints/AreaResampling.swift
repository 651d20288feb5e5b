public import Specimens

/// How the channels of one axis are made up of those of another, so that areas are kept.
///
/// Light is taken to be a density (counts per nanometre) that is constant within each channel of the
/// source, from edge to edge; edges lie midway between channels. A target channel gets the integral of
/// that density over its own width, divided by the width. Hence, over any stretch that both axes
/// cover, the sum of light times width is the same before and after; an even density stays even; light
/// that is nowhere negative stays so; and each shot is resampled for itself.
///
/// Linear interpolation, which ``SpectralExtractor`` uses between sessions of one spectrometer, reads
/// the density at one point instead: going to coarser channels it misses most of a narrow line, or
/// doubles it, depending on where the channel happens to stand.
///
/// ```swift
/// let fine = WavelengthAxis(wavelengths: [400, 401, 402, 403])
/// let coarse = WavelengthAxis(wavelengths: [400.5, 402.5])
/// AreaResampling(from: fine, to: coarse).applied(to: [1, 3, 5, 5])   // [2, 5]
/// ```
///
/// Segments are never bridged: a target channel is made of a single segment of the source, the one
/// that reaches furthest beyond it, and one that no segment covers from edge to edge is not covered at
/// all. Nothing is extrapolated. Nor is anything sharpened: light in a channel wider than the
/// target's is spread evenly over its width.
public struct AreaResampling: Sendable, Equatable {
  /// The axis that light is on.
  public let source: WavelengthAxis
  /// The axis that it is brought to.
  public let target: WavelengthAxis
  /// What each target channel is made of; `nil` where the source does not cover it.
  private let parts: [Part?]

  /// The source channels of one target channel, one after another, and their shares of its width.
  private struct Part: Sendable, Equatable {
    let first: Int
    let shares: [Double]
  }

  /// Plans the resampling from one axis to another.
  ///
  /// - Complexity: O(channels of the target · (segments + log channels of the source) + channels of
  ///   the source).
  public init(from source: WavelengthAxis, to target: WavelengthAxis) {
    self.source = source
    self.target = target
    let given = source.segments.indices.map { source.edges(ofSegment: $0) }
    parts = target.segments.indices.flatMap { index -> [Part?] in
      let edges = target.edges(ofSegment: index)
      guard !edges.isEmpty else { return target.segments[index].map { _ in nil } }
      return zip(edges, edges.dropFirst()).map { low, high in
        AreaResampling.part(from: low, to: high, of: source, edges: given)
      }
    }
  }

  /// Which target channels the source covers from edge to edge, in their order.
  public var covered: [Bool] { parts.map { $0 != nil } }

  /// The source channels that make up a target channel, and their shares of its width, which add up to
  /// 1; `nil` where the source does not cover it.
  func parts(of channel: Int) -> (channels: Range<Int>, shares: [Double])? {
    parts[channel].map { ($0.first..<$0.first + $0.shares.count, $0.shares) }
  }

  /// One shot on the target axis.
  ///
  /// - Parameter light: `source.count` densities.
  /// - Returns: `target.count` densities, not a number (NaN) where the source does not cover the
  ///   channel.
  public func applied(to light: [Float]) -> [Float] {
    precondition(light.count == source.count, "One intensity for each channel.")
    return parts.map { part in
      guard let part else { return .nan }
      var sum = 0.0
      for (index, share) in part.shares.enumerated() {
        sum += share * Double(light[part.first + index])
      }
      return Float(sum)
    }
  }

  /// The part of a target channel between two wavelengths.
  private static func part(
    from low: Double, to high: Double, of source: WavelengthAxis, edges: [[Double]]
  ) -> Part? {
    // Edges that are equal on paper may differ in the last bits.
    let rounding = 1e-9 * (high - low)
    func reach(_ segment: Int) -> Double {
      guard let first = edges[segment].first, let last = edges[segment].last else {
        return -.infinity
      }
      return min(low - first, last - high)
    }
    guard let segment = edges.indices.max(by: { reach($0) < reach($1) }),
      reach(segment) >= -rounding
    else { return nil }
    let own = edges[segment]
    var (below, above) = (0, own.count - 1)
    while above - below > 1 {
      let middle = (below + above) / 2
      if own[middle] <= low { below = middle } else { above = middle }
    }
    var shares: [Double] = []
    for channel in below..<own.count - 1 {
      let overlap = min(own[channel + 1], high) - max(own[channel], low)
      guard overlap > 0 else { break }
      shares.append(overlap)
    }
    // Divided by what was found, so that an even density stays even to the last bits.
    let total = shares.reduce(0, +)
    guard total > 0 else { return nil }
    return Part(
      first: source.segments[segment].lowerBound + below, shares: shares.map { $0 / total })
  }
}

/// A table of shots on another axis, each channel with the mean of the light over its own width.
///
/// See ``AreaResampling`` for what is kept and what is not. Metadata stay as they are.
///
/// ```swift
/// let fine = try resampledKeepingArea(table, to: library.axis)
/// ```
///
/// - Parameters:
///   - table: the shots; intensities are densities.
///   - axis: the wanted channels.
/// - Returns: `table.count` shots of `axis.count` channels.
/// - Throws: ``FingerprintError`` that names the first wanted channel which the shots do not cover from
///   edge to edge.
/// - Complexity: O(shots · channels).
public func resampledKeepingArea(
  _ table: SpectraTable, to axis: WavelengthAxis
) throws(FingerprintError) -> SpectraTable {
  let resampling = AreaResampling(from: table.axis, to: axis)
  if let gap = resampling.covered.firstIndex(of: false) {
    let place = (axis.wavelengths[gap] * 1000).rounded() / 1000
    let missing = resampling.covered.count { !$0 }
    throw FingerprintError(
      reason: "the spectra do not cover the whole channel at \(place) nm"
        + (missing > 1 ? ", and \(missing) channels of the wanted axis in all" : ""),
      mend: "choose an axis within a single segment of theirs wherever it has channels")
  }
  var light: [Float] = []
  light.reserveCapacity(table.count * axis.count)
  for shot in 0..<table.count { light += resampling.applied(to: table[shot].intensities) }
  return SpectraTable(axis: axis, intensities: light, metadata: table.metadata)
}
