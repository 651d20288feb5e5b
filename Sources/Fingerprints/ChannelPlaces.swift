internal import Specimens

/// Where the channels of one instrument stand among those of another.
///
/// Axes are registered by known lines where the mean shot shows enough of them, so that the windows of a
/// mapping are centred although one axis is off; otherwise they are taken as they stand, in air.
struct ChannelPlaces {
  /// From the secondary's channels to the primary's, on axes that were put right.
  let resampling: AreaResampling
  /// The primary's channels that the secondary covers, rising.
  let kept: [Int]
  /// One for each of ``kept``.
  let places: [PiecewiseFit.Place]
  /// The covered part of the primary's axis as the instrument writes it; `nil` where there is none.
  let axis: WavelengthAxis?

  /// Finds the places of the channels of two tables.
  init(from secondary: SpectraTable, to primary: SpectraTable) {
    let source = ChannelPlaces.rightAxis(of: secondary)
    let resampling = AreaResampling(from: source, to: ChannelPlaces.rightAxis(of: primary))
    let covered = resampling.covered
    let kept = covered.indices.filter { covered[$0] }
    places = kept.compactMap { channel in
      guard let parts = resampling.parts(of: channel),
        let segment = source.segments.first(where: { $0.contains(parts.channels.lowerBound) })
      else { return nil }
      return PiecewiseFit.Place(
        channels: parts.channels, shares: parts.shares, segment: segment)
    }
    axis = kept.isEmpty ? nil : primary.axis.selecting(kept)
    (self.resampling, self.kept) = (resampling, kept)
  }

  /// How much each channel of the secondary counts in the mean of what the primary covers; they add up
  /// to 1.
  var weights: [Double] {
    var weights = [Double](repeating: 0, count: resampling.source.count)
    for place in places {
      for (channel, share) in zip(place.channels, place.shares) { weights[channel] += share }
    }
    let count = Double(max(1, places.count))
    return weights.map { $0 / count }
  }

  /// The axis of a table in air, registered where lines allow it.
  private static func rightAxis(of table: SpectraTable) -> WavelengthAxis {
    let medium = RegisteredSpectra.medium(table)
    let mean = RegisteredSpectra.meanShot(table)
    if let registration = try? AxisRegistration(of: mean, medium: medium) {
      return registration.axis
    }
    guard let medium, medium != .air else { return table.axis }
    return WavelengthAxis(
      wavelengths: table.axis.wavelengths.map { medium.wavelength($0, in: .air) },
      segments: table.axis.segments)
  }
}
