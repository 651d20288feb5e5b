internal import Foundation
internal import LinearAlgebra

/// A mapping tried on specimens that it was not fitted to.
///
/// Specimens take turns in up to ten folds, in the order of their names. Each fold is mapped by a fit to
/// the others, whose window and ridge were chosen without it.
struct HeldOutTransfer {
  /// How well the held-out specimens were mapped.
  let figures: TransferFigures
  /// The root mean square error of each channel over the specimens, in units of their mean light.
  let residuals: [Double]

  /// The most folds: more cost time and hardly change a figure.
  private static let mostFolds = 10

  /// Tries the mapping.
  ///
  /// - Throws: `DecompositionError` when a value is not finite.
  init(
    _ pairs: PairedSpecimens, places: [PiecewiseFit.Place], workers: Workers
  ) throws(DecompositionError) {
    let (count, channels) = (pairs.names.count, places.count)
    let folds = min(count, HeldOutTransfer.mostFolds)
    var mapped = Matrix<Double>(rows: count, columns: channels)
    var means = mapped
    for fold in 0..<folds {
      let rest = (0..<count).filter { $0 % folds != fold }
      let fit = try PiecewiseFit(
        primary: pairs.primary.selecting(rows: rest),
        secondary: pairs.secondary.selecting(rows: rest), places: places, workers: workers)
      let mean = columnMeans(pairs.primary, rows: rest)
      for row in stride(from: fold, to: count, by: folds) {
        let own = row * channels..<(row + 1) * channels
        mapped.elements.replaceSubrange(
          own, with: fit.mapped(pairs.secondary.row(row), scale: 1))
        means.elements.replaceSubrange(own, with: mean)
      }
    }
    figures = TransferFigures(
      mapped: mapped, untransferred: pairs.resampled, means: means, truth: pairs.primary)
    residuals = (0..<channels).map { channel in
      let squares = (0..<count).reduce(0.0) { sum, row in
        let error = mapped[row, channel] - pairs.primary[row, channel]
        return sum + error * error
      }
      return (squares / Double(count)).squareRoot()
    }
  }

  /// Refuses a mapping that held-out specimens do not gain by.
  ///
  /// - Throws: ``FingerprintError`` with both errors.
  func requireGain(from secondary: String, to primary: String) throws(FingerprintError) {
    func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
    if figures.error >= figures.errorUntransferred {
      throw FingerprintError(
        reason: "a mapping of \"\(secondary)\" to \"\(primary)\" is no better than none: held-out "
          + "specimens differ by \(percent(figures.error)) with it and by "
          + "\(percent(figures.errorUntransferred)) without it",
        mend: "use the spectra as they are, or measure more specimens with both")
    }
    if figures.error >= figures.errorOfMean {
      throw FingerprintError(
        reason: "a mapping of \"\(secondary)\" to \"\(primary)\" says nothing about a specimen: "
          + "held-out specimens differ by \(percent(figures.error)) with it and by "
          + "\(percent(figures.errorOfMean)) from the mean spectrum of the others",
        mend: "measure specimens that differ more from one another, or more shots of each")
    }
  }
}
