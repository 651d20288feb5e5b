public import LinearAlgebra
public import Specimens

/// Turns LIBS shots into vectors that can be compared: the library's channels, on a common scale of
/// light.
///
/// The learned part (principal components, discriminant scores) is not here: it belongs to the model
/// that is fitted on these vectors.
///
/// ```swift
/// let extractor = SpectralExtractor(axis: table.axis)
/// let features = try extractor.features(of: table)   // table.count x axis.count
/// ```
public struct SpectralExtractor: Sendable, Equatable, Codable {
  /// The name and version of what this extractor computes, kept with every fingerprint.
  public static let schema = "adamas.spectra/1"

  /// The channels of the library.
  public let axis: WavelengthAxis
  /// The scale of light.
  public let normalisation: SpectralNormalisation
  /// The background that is taken away before the light is scaled.
  public let baseline: Baseline

  /// An extractor for the given channels.
  ///
  /// - Precondition: the baseline has no ``Baseline/fault``.
  public init(
    axis: WavelengthAxis, normalisation: SpectralNormalisation = .totalLightSquareRoot,
    baseline: Baseline = .none
  ) {
    if let fault = baseline.fault { preconditionFailure("Of the baseline, \(fault).") }
    self.axis = axis
    self.normalisation = normalisation
    self.baseline = baseline
  }

  /// One normalised vector for each shot.
  ///
  /// Shots on another axis are interpolated linearly, each channel within the segment of the shot
  /// that covers it best. A channel less than two of the shot's own, or 1 nm, beyond the end of a
  /// segment takes the light at that end, since sessions of one spectrometer never end at the same
  /// wavelength; further out nothing is extrapolated. The baseline is found on the library's channels,
  /// each segment by itself; a shot's vector does not depend on the other shots.
  ///
  /// - Parameters:
  ///   - table: the shots.
  ///   - workers: threads for the baselines.
  /// - Returns: `table.count x axis.count`.
  /// - Throws: ``FingerprintError`` when the shots do not cover the library's channels, or a shot
  ///   holds no light or a value that is not finite.
  /// - Complexity: O(shots · channels), and what the ``Baseline`` takes.
  public func features(
    of table: SpectraTable, workers: Workers = .all
  ) throws(FingerprintError) -> Matrix<Float> {
    var result = try resampled(table)
    try baseline.subtract(from: &result, axis: axis, workers: workers)
    if let dark = normaliseAll(&result) {
      throw FingerprintError(
        reason: "shot \(dark + 1) holds no light that could be normalised",
        mend: "leave the shot out")
    }
    return Matrix(rows: table.count, columns: axis.count, elements: result)
  }

  /// Normalises shots where they lie.
  ///
  /// - Returns: the first that has no light, or a value that is not finite; `nil` if none.
  private func normaliseAll(_ light: inout [Float]) -> Int? {
    let shots = (0..<light.count / max(1, axis.count)).lazy.map {
      $0 * axis.count..<($0 + 1) * axis.count
    }
    guard normalisation != .none else {
      // Nothing is written, so an array that is shared is not copied.
      return light.withUnsafeBufferPointer { light in
        shots.firstIndex { !lightSum(of: UnsafeBufferPointer(rebasing: light[$0])).sum.isFinite }
      }
    }
    return light.withUnsafeMutableBufferPointer { light in
      shots.firstIndex {
        !normalise(
          UnsafeMutableBufferPointer(rebasing: light[$0]), axis: axis, by: normalisation)
      }
    }
  }

  /// The light at our channels, shot after shot.
  private func resampled(_ table: SpectraTable) throws(FingerprintError) -> [Float] {
    guard let places = try resampling(from: table.axis) else { return table.intensities }
    return [Float](unsafeUninitializedCapacity: table.count * axis.count) { result, count in
      table.intensities.withUnsafeBufferPointer { light in
        for shot in 0..<table.count {
          let start = shot * table.axis.count
          for place in places {
            let left = light[start + place.left]
            let right = light[start + place.left + 1]
            result.initializeElement(at: count, to: left + (right - left) * place.fraction)
            count += 1
          }
        }
      }
    }
  }

  /// Where a channel of ours lies between two channels of another axis.
  private struct Place {
    let left: Int
    let fraction: Float
  }

  /// The place of every channel, or `nil` when the other axis is the same to a tenth of a channel.
  private func resampling(from other: WavelengthAxis) throws(FingerprintError) -> [Place]? {
    if axis.coincides(with: other) { return nil }
    var places: [Place] = []
    places.reserveCapacity(axis.count)
    for wavelength in axis.wavelengths {
      guard let place = SpectralExtractor.place(of: wavelength, in: other) else {
        // A registered axis has wavelengths of many decimals.
        func words(_ nanometres: Double) -> String { "\((nanometres * 1000).rounded() / 1000)" }
        let (first, last) = (axis.wavelengths.min() ?? 0, axis.wavelengths.max() ?? 0)
        throw FingerprintError(
          reason: "the spectra do not cover \(words(wavelength)) nm, which the library uses",
          mend: "measure with an instrument that covers \(words(first))-\(words(last)) nm, or fit "
            + "a library from spectra of this instrument")
      }
      places.append(place)
    }
    return places
  }

  /// How many channels, and how many nanometres, beyond the end of a segment take the light at its
  /// end: as far as registration may move an axis.
  private static let reachBeyondEnd = (channels: 2.0, nanometres: 1.0)

  /// The two channels around a wavelength, in the segment that reaches furthest beyond it.
  private static func place(of wavelength: Double, in axis: WavelengthAxis) -> Place? {
    func reach(_ segment: Range<Int>) -> Double {
      min(
        wavelength - axis.wavelengths[segment.lowerBound],
        axis.wavelengths[segment.upperBound - 1] - wavelength)
    }
    let longer = axis.segments.filter { $0.count > 1 }
    guard let segment = longer.max(by: { reach($0) < reach($1) }) else { return nil }
    var (low, high) = (segment.lowerBound, segment.upperBound - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if axis.wavelengths[middle] <= wavelength { low = middle } else { high = middle }
    }
    let span = axis.wavelengths[high] - axis.wavelengths[low]
    let allowed = max(reachBeyondEnd.channels * span, reachBeyondEnd.nanometres)
    guard reach(segment) > -allowed else { return nil }
    let fraction = (wavelength - axis.wavelengths[low]) / span
    return Place(left: low, fraction: Float(min(max(fraction, 0), 1)))
  }
}
