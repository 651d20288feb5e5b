/// The wavelengths of a spectrometer's channels, in segments that do not mix.
///
/// Echelle and multi-channel spectrometers write several spectra one after another, which overlap or
/// leave gaps. Each is a segment: within it wavelengths rise from channel to channel.
public struct WavelengthAxis: Sendable, Hashable, Codable {
  /// The wavelength of each channel in nanometres, segment after segment.
  public let wavelengths: [Double]
  /// The channels of each segment.
  public let segments: [Range<Int>]

  /// An axis of the given segments.
  ///
  /// - Precondition: the segments join, cover all channels, and wavelengths rise within each.
  public init(wavelengths: [Double], segments: [Range<Int>]) {
    precondition(segments.first?.lowerBound ?? 0 == 0)
    precondition(segments.last?.upperBound ?? 0 == wavelengths.count)
    for (segment, next) in zip(segments, segments.dropFirst()) {
      precondition(segment.upperBound == next.lowerBound, "Segments join.")
    }
    for segment in segments {
      for channel in segment.dropFirst() {
        precondition(wavelengths[channel - 1] < wavelengths[channel], "Wavelengths rise.")
      }
    }
    self.wavelengths = wavelengths
    self.segments = segments
  }

  /// An axis of one segment.
  public init(wavelengths: [Double]) {
    self.init(wavelengths: wavelengths, segments: [0..<wavelengths.count])
  }

  /// The number of channels.
  public var count: Int { wavelengths.count }
}

/// One spectrum: light against wavelength.
public struct Spectrum: Sendable, Equatable {
  /// The channels.
  public let axis: WavelengthAxis
  /// The light in each channel, in the instrument's own unit.
  public let intensities: [Float]

  /// A spectrum with one intensity for each channel.
  public init(axis: WavelengthAxis, intensities: [Float]) {
    precondition(axis.count == intensities.count, "One intensity for each channel.")
    self.axis = axis
    self.intensities = intensities
  }
}

/// Many shots on one axis, with what the table says about each.
public struct SpectraTable: Sendable, Equatable {
  /// The channels that all shots share.
  public let axis: WavelengthAxis
  /// The light, shot after shot: `metadata.rows * axis.count` values.
  public let intensities: [Float]
  /// Stone, shot, session, origin and any other column.
  public let metadata: Metadata

  /// A table of shots.
  public init(axis: WavelengthAxis, intensities: [Float], metadata: Metadata) {
    precondition(intensities.count == axis.count * metadata.rows)
    self.axis = axis
    self.intensities = intensities
    self.metadata = metadata
  }

  /// The number of shots.
  public var count: Int { metadata.rows }

  /// One shot as a spectrum.
  public subscript(shot: Int) -> Spectrum {
    Spectrum(
      axis: axis, intensities: Array(intensities[shot * axis.count..<(shot + 1) * axis.count]))
  }

  /// The given shots in the given order.
  public func selecting(rows indices: [Int]) -> SpectraTable {
    var selected: [Float] = []
    selected.reserveCapacity(indices.count * axis.count)
    for index in indices {
      selected.append(contentsOf: intensities[index * axis.count..<(index + 1) * axis.count])
    }
    return SpectraTable(
      axis: axis, intensities: selected, metadata: metadata.selecting(rows: indices))
  }
}
