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
    if let fault = WavelengthAxis.fault(wavelengths, segments) { preconditionFailure(fault) }
    self.wavelengths = wavelengths
    self.segments = segments
  }

  /// What is wrong with an axis, if anything.
  private static func fault(_ wavelengths: [Double], _ segments: [Range<Int>]) -> String? {
    var next = 0
    for segment in segments {
      guard segment.lowerBound == next, segment.upperBound <= wavelengths.count else {
        return "Segments join and cover all channels."
      }
      next = segment.upperBound
      for channel in segment.dropFirst() {
        guard wavelengths[channel - 1] < wavelengths[channel] else {
          return "Wavelengths rise within a segment."
        }
      }
    }
    return next == wavelengths.count ? nil : "Segments join and cover all channels."
  }

  /// An axis of one segment.
  public init(wavelengths: [Double]) {
    self.init(wavelengths: wavelengths, segments: [0..<wavelengths.count])
  }

  /// The number of channels.
  public var count: Int { wavelengths.count }
}

extension WavelengthAxis {
  private enum CodingKeys: CodingKey {
    case wavelengths, segments
  }

  /// Reads an axis back.
  ///
  /// - Throws: `DecodingError` when the segments do not join and cover all channels, or wavelengths do
  ///   not rise within each.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    wavelengths = try container.decode([Double].self, forKey: .wavelengths)
    segments = try container.decode([Range<Int>].self, forKey: .segments)
    if let fault = WavelengthAxis.fault(wavelengths, segments) {
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: fault))
    }
  }
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
    precondition(
      intensities.count == axis.count * metadata.rows, "One intensity for each channel and shot.")
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
