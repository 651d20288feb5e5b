/// The peaks of one piece of an axis, whatever lines they are.
struct PiecePeaks: Sendable {
  /// In rising order; none in a piece of fewer than five channels.
  let peaks: [SpectralPeak]
  /// Each peak's height against the highest one within 3 nm, or ten widths if that is more.
  let prominences: [Double]
  /// Their median full width at half height, two channels at least, in nanometres.
  let width: Double
  /// The mean width of a channel, in nanometres.
  let step: Double
  /// The first wavelength.
  let lowest: Double
  /// The last wavelength.
  let highest: Double

  /// Finds the peaks.
  ///
  /// - Parameters:
  ///   - light: one value for each channel
  ///   - wavelengths: of the piece's channels, rising, in nanometres
  init(light: [Double], wavelengths: [Double]) {
    lowest = wavelengths.first ?? 0
    highest = wavelengths.last ?? 0
    step = wavelengths.count > 1 ? (highest - lowest) / Double(wavelengths.count - 1) : 0
    // Base and noise are those of the 4 nm on both sides.
    let reach = step > 0 ? max(12, Int((4 / step).rounded())) : 12
    peaks = PeakSearch(light: light, positions: wavelengths, reach: reach).peaks()
    let widths = peaks.compactMap(\.width).sorted()
    width = max(widths.isEmpty ? 3 * step : widths[widths.count / 2], 2 * step)
    prominences = PiecePeaks.prominences(peaks, within: max(3, 10 * width))
  }

  private static func prominences(_ peaks: [SpectralPeak], within distance: Double) -> [Double] {
    var (low, high) = (0, 0)
    return peaks.map { peak in
      while peaks[low].position < peak.position - distance { low += 1 }
      while high < peaks.count, peaks[high].position <= peak.position + distance { high += 1 }
      return peak.height / (peaks[low..<high].map(\.height).max() ?? peak.height)
    }
  }
}
