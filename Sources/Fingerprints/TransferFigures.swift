internal import LinearAlgebra

/// How well spectra of specimens that a mapping was not fitted to are brought to another instrument.
///
/// Spectra are compared as square roots of light with a mean of 1. The error of a spectrum `z` for `y` is
/// `√(Σ(√z − √y)² / Σ y)`, over all channels and specimens.
public struct TransferFigures: Sendable, Equatable, Codable {
  /// The relative error of mapped spectra, specimens held out.
  public let error: Double
  /// The relative error of spectra that were only brought to the other axis, area kept.
  public let errorUntransferred: Double
  /// The relative error if every specimen got the mean spectrum of the others on the primary
  /// instrument.
  ///
  /// A mapping that does no better says nothing about the specimen.
  public let errorOfMean: Double
  /// The mean correlation of mapped spectra with those of the primary instrument.
  public let correlation: Double
  /// The mean correlation of spectra that were only brought to the other axis.
  public let correlationUntransferred: Double

  /// The figures of held-out specimens.
  ///
  /// - Parameters:
  ///   - mapped: `n x channels`, each specimen mapped by a fit to others.
  ///   - untransferred: the same specimens, resampled alone.
  ///   - means: for each specimen the mean of the others.
  ///   - truth: what the primary instrument measured.
  init(
    mapped: Matrix<Double>, untransferred: Matrix<Double>, means: Matrix<Double>,
    truth: Matrix<Double>
  ) {
    let wanted = TransferFigures.roots(truth)
    let size = wanted.elements.reduce(0) { $0 + $1 * $1 }
    func error(_ found: Matrix<Double>) -> Double {
      let squares = zip(found.elements, wanted.elements).reduce(0) { sum, pair in
        sum + (pair.0 - pair.1) * (pair.0 - pair.1)
      }
      return size > 0 ? (squares / size).squareRoot() : 0
    }
    func correlation(_ found: Matrix<Double>) -> Double {
      let all = (0..<found.rows).map {
        TransferFigures.correlation(found.row($0), wanted.row($0))
      }
      return all.reduce(0, +) / Double(max(1, all.count))
    }
    let (found, bare) = (TransferFigures.roots(mapped), TransferFigures.roots(untransferred))
    self.error = error(found)
    errorUntransferred = error(bare)
    errorOfMean = error(TransferFigures.roots(means))
    self.correlation = correlation(found)
    correlationUntransferred = correlation(bare)
  }

  /// The square roots of each row's light at a mean of 1; negative light counts as none.
  private static func roots(_ light: Matrix<Double>) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(light.elements.count)
    for row in 0..<light.rows {
      let own = light.row(row).map { max(0, $0) }
      let mean = own.reduce(0, +) / Double(max(1, own.count))
      elements += own.map { mean > 0 ? ($0 / mean).squareRoot() : 0 }
    }
    return Matrix(rows: light.rows, columns: light.columns, elements: elements)
  }

  /// Pearson's correlation; 0 where either is even.
  private static func correlation(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
    let count = Double(max(1, x.count))
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xy += (a - meanX) * (b - meanY)
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }
}
