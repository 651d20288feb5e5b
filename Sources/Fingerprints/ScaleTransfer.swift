public import Specimens

/// A mapping of one instrument's spectra to another's scale of light and wavelength, fitted where both
/// measured the same specimens, with what it errs by.
///
/// ```swift
/// let transfer = try ScaleTransfer(from: ours, to: theirs, specimen: "stone")
/// transfer.figures.error                      // 0.041 of held-out specimens, 0.129 without mapping
/// let mapped = try transfer.applied(to: shots)
/// mapped.axis                                 // the library's channels
/// ```
///
/// The method is piecewise direct standardisation (Y. Wang, D. J. Veltkamp and B. R. Kowalski, 1991,
/// doi:10.1021/ac00023a016): each channel of the primary instrument is regressed on a window of the
/// secondary's channels around the same wavelength, with an offset that carries what backgrounds
/// differ by. Different responses, resolutions, shifts up to the window and channel widths are carried
/// over. The regression is shrunk towards the light at the same wavelength times the ratio of the
/// instruments' responses, so that a line which no common specimen showed is carried too. Window and ridge are
/// chosen by leaving specimens out inside the data of each fit, and the figures are of specimens that
/// took no part in the fit nor in that choice.
///
/// It cannot make up light that the secondary instrument did not see; two lines that it does not part
/// stay one. It holds for the two instruments as they were set up, over the kinds of specimens it was
/// fitted to: what is unlike them is carried by the response alone. Its figures are of the means of
/// specimens' shots, single shots carry their own noise through it; and of the sessions in which the
/// specimens were measured, another session may err by more.
public struct ScaleTransfer: Sendable, Equatable {
  /// The name and version of what is written.
  public static let schema = "adamas.transfer/1"

  /// The least number of common specimens.
  ///
  /// The narrowest window that can undo a shift has three channels; with the offset that is four
  /// numbers for each channel, and at least twice as many specimens have to speak for them.
  public static let leastSpecimens = 8

  /// The number of common specimens from which origins were told about as well as without a mapping.
  ///
  /// On simulated instruments, in `Benchmarks/RESULTS.md`: with 8 up to a sixth fewer stones were told
  /// right, with 20 one in forty. The held-out error does not show that.
  public static let advisedSpecimens = 20

  /// An instrument as the mapping knows it.
  public struct Instrument: Sendable, Equatable, Codable {
    /// Its name, as tables have it in the column `instrument`.
    public let name: String
    /// Its channels as it writes them.
    public let axis: WavelengthAxis
    /// What its wavelengths are measured in, where its table says so.
    public let medium: WavelengthMedium?
  }

  /// The instrument that spectra are mapped to: a library's.
  public let primary: Instrument
  /// The instrument whose spectra are mapped.
  public let secondary: Instrument
  /// The specimens that both measured, sorted.
  public let specimens: [String]
  /// The primary's channels that the secondary covers: the axis of mapped spectra.
  public let axis: WavelengthAxis
  /// How many channels of the secondary beyond those at the same wavelengths speak for each channel, to
  /// each side.
  public var window: Int { fit.setting.window }
  /// How strongly regressions are shrunk, relative to the mean square of their channels.
  public var ridge: Double { fit.setting.ridge }
  /// The root mean square error of held-out specimens in each channel of ``axis``, in units of a
  /// specimen's mean light per channel.
  public let residuals: [Double]
  /// How well held-out specimens are mapped, altogether.
  public let figures: TransferFigures

  /// How much each channel of the secondary instrument counts in a shot's mean light; they add up to 1.
  ///
  /// Channels where the primary has none do not count.
  let weights: [Double]
  /// The regressions of the channels of ``axis``.
  let fit: PiecewiseFit

  init(
    primary: Instrument, secondary: Instrument, specimens: [String], axis: WavelengthAxis,
    weights: [Double], fit: PiecewiseFit, residuals: [Double], figures: TransferFigures
  ) {
    (self.primary, self.secondary, self.specimens) = (primary, secondary, specimens)
    (self.axis, self.weights, self.fit) = (axis, weights, fit)
    (self.residuals, self.figures) = (residuals, figures)
  }

  /// The shots as the primary instrument would have seen them.
  ///
  /// Each shot is mapped for itself, at its own total light. Light may come out below 0 where there is
  /// next to none. The metadata stay, save for the column `medium`, which becomes the primary's.
  ///
  /// - Parameter table: shots of the secondary instrument, on its axis.
  /// - Returns: the same shots on ``axis``.
  /// - Throws: ``FingerprintError`` when the table names another instrument, has another axis, or holds a
  ///   shot without light.
  /// - Complexity: O(shots · channels · window).
  public func applied(to table: SpectraTable) throws(FingerprintError) -> SpectraTable {
    if let other = foreignInstrument(in: table) {
      throw FingerprintError(
        reason: "row \(other.row + 1) was measured with \"\(other.name)\", and the mapping is of "
          + "\"\(secondary.name)\" to \"\(primary.name)\"",
        mend: "leave the mapping out, or fit one for that instrument")
    }
    guard secondary.axis.coincides(with: table.axis) else {
      throw FingerprintError(
        reason: "the spectra are not on the axis of \"\(secondary.name)\" that the mapping was "
          + "fitted with: they have \(ScaleTransfer.words(table.axis)), and it has "
          + ScaleTransfer.words(secondary.axis),
        mend: "give spectra as that instrument writes them, or fit the mapping anew")
    }
    var intensities: [Float] = []
    intensities.reserveCapacity(table.count * axis.count)
    for shot in 0..<table.count {
      let light = table[shot].intensities.map(Double.init)
      let scale = zip(weights, light).reduce(0) { $0 + $1.0 * $1.1 }
      guard scale > 0, scale.isFinite else {
        throw FingerprintError(
          reason: "shot \(shot + 1) holds no light that could be mapped", mend: "leave the shot out"
        )
      }
      intensities += fit.mapped(light, scale: scale).map { Float($0) }
    }
    return SpectraTable(axis: axis, intensities: intensities, metadata: metadata(table.metadata))
  }
}

extension ScaleTransfer {
  /// Whether every shot of a table says that it was measured with the secondary instrument.
  ///
  /// Where it does not, ``applied(to:)`` takes it to be so; a report should say that.
  public func isStatedInstrument(of table: SpectraTable) -> Bool {
    table.metadata["instrument"]?.allSatisfy { $0 == secondary.name } ?? false
  }

  /// The first shot that names an instrument which is not the secondary one.
  private func foreignInstrument(in table: SpectraTable) -> (row: Int, name: String)? {
    guard let names = table.metadata["instrument"],
      let row = names.firstIndex(where: { !$0.isEmpty && $0 != secondary.name })
    else { return nil }
    return (row, names[row])
  }

  /// Mapped wavelengths are the primary's, and so is what they are measured in.
  private func metadata(_ given: Metadata) -> Metadata {
    guard given["medium"] != nil else { return given }
    let medium = primary.medium?.rawValue ?? ""
    return Metadata(
      names: given.names,
      columns: zip(given.names, given.columns).map { name, column in
        name == "medium" ? column.map { _ in medium } : column
      }, rows: given.rows)
  }

  /// How many channels from where to where, in words.
  static func words(_ axis: WavelengthAxis) -> String {
    func number(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
    guard let low = axis.wavelengths.min(), let high = axis.wavelengths.max() else {
      return "no channels"
    }
    return "\(axis.count) channels from \(number(low)) to \(number(high)) nm"
  }
}
