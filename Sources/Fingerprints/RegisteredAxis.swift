package import Specimens

/// An axis that was registered, with what is needed to tell whether other shots share it.
///
/// Two sets of shots of one spectrometer are compared with each other better than with a list of
/// wavelengths: blends and poor peaks fall to the same side in both. So the list is consulted once,
/// for the references, and questioned shots are asked only whether their lines stand in the same
/// channels.
package struct RegisteredAxis: Sendable, Equatable, Codable {
  /// The axis as the instrument wrote it.
  package let measured: WavelengthAxis
  /// The axis that it really is.
  package let registered: WavelengthAxis
  /// The square roots of the mean shot's light.
  private let roots: [Double]

  /// The registered axis of shots with the given mean.
  init(mean: Spectrum, registered: WavelengthAxis) {
    measured = mean.axis
    self.registered = registered
    roots = RegisteredAxis.roots(mean)
  }

  /// Whether shots with the given mean have the same axis: it was written down the same to a tenth of
  /// a channel, and the lines that both have stand apart by no more than a quarter of a channel.
  ///
  /// Where there are fewer than five common lines the axis as written decides.
  func holds(for mean: Spectrum) -> Bool {
    guard measured.coincides(with: mean.axis), roots.count == mean.axis.count else { return false }
    let lines = CommonLines(of: roots)
    guard lines.count >= 5, let shift = lines.measure(RegisteredAxis.roots(mean)).shift else {
      return true
    }
    return abs(shift) <= InstrumentCheck.shift.floor
  }

  private static func roots(_ spectrum: Spectrum) -> [Double] {
    spectrum.intensities.map { max(0, Double($0)).squareRoot() }
  }
}
