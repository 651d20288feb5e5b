internal import LinearAlgebra

/// A window and a ridge of piecewise direct standardisation.
struct PiecewiseSetting: Sendable, Equatable {
  /// How many channels of the secondary instrument beyond those at the same wavelengths, to each side.
  let window: Int
  /// The ridge, relative to the mean square of the window's channels.
  let ridge: Double

  /// The windows that are tried.
  static let windows = [0, 1, 2, 4, 8]
  /// The ridges that are tried.
  static let ridges = [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1e4]
}

/// Every channel of one instrument from windows of another's.
///
/// Y. Wang, D. J. Veltkamp and B. R. Kowalski, "Multivariate instrument standardization", Analytical
/// Chemistry 63 (1991) 2750, doi:10.1021/ac00023a016, with ``WindowRegression`` in the place of
/// principal component regression.
struct PiecewiseFit: Sendable, Equatable {
  /// One channel of the primary instrument.
  struct Channel: Sendable, Equatable, Codable {
    /// The first channel of the window.
    let first: Int
    /// One for each channel of the window.
    let coefficients: [Double]
    /// What is added to the sum, in units of a shot's mean light.
    let offset: Double
  }

  /// How the fit was made.
  let setting: PiecewiseSetting
  /// The channels of the primary instrument that the secondary covers.
  let channels: [Channel]

  /// A channel's window before it is widened, and the segment that it stays in.
  struct Place: Sendable {
    let channels: Range<Int>
    let shares: [Double]
    let segment: Range<Int>

    /// The window with some channels more to each side.
    func widened(by count: Int) -> Range<Int> {
      max(
        segment.lowerBound, channels.lowerBound - count)..<min(
          segment.upperBound, channels.upperBound + count)
    }
  }

  /// Fits, with the setting that foretells single specimens from the others best.
  ///
  /// The error that is made least is that of the square roots of light, summed over specimens and
  /// channels: what spectra are compared by.
  ///
  /// - Parameters:
  ///   - primary: `n x channels`, each specimen's light with a mean of 1.
  ///   - secondary: `n x channels of the secondary`.
  ///   - places: one for each channel of `primary`.
  ///   - workers: threads; the fit does not depend on them.
  /// - Throws: `DecompositionError` when a value is not finite.
  /// - Complexity: O(channels · windows · n · p²).
  init(
    primary: Matrix<Double>, secondary: Matrix<Double>, places: [Place], workers: Workers
  ) throws(DecompositionError) {
    var best: (error: Double, setting: PiecewiseSetting)?
    for window in PiecewiseSetting.windows {
      let errors = try PiecewiseFit.leftOutErrors(
        primary, secondary, places, window: window, workers: workers)
      for (ridge, error) in zip(PiecewiseSetting.ridges, errors) {
        // The smaller window, and within it the greater ridge, unless another is truly better.
        let isLess = best.map {
          error < $0.error || (error == $0.error && $0.setting.window == window)
        }
        if isLess ?? true {
          best = (error, PiecewiseSetting(window: window, ridge: ridge))
        }
      }
    }
    guard let setting = best?.setting else { preconditionFailure("There are windows to try.") }
    let fitted = PiecewiseFit.perChannel(
      primary, secondary, places, window: setting.window, workers: workers
    ) { regression, _, first in
      let (coefficients, offset) = regression.fit(ridge: setting.ridge)
      return Channel(first: first, coefficients: coefficients, offset: offset)
    }
    self.setting = setting
    channels = try fitted.get()
  }

  /// A fit that was made before.
  init(setting: PiecewiseSetting, channels: [Channel]) {
    self.setting = setting
    self.channels = channels
  }

  /// The light of a shot or specimen as the primary instrument would see it.
  ///
  /// - Parameters:
  ///   - light: the secondary's channels.
  ///   - scale: the light's mean where the primary has channels; offsets are multiples of it.
  /// - Returns: one value for each fitted channel; it may be negative.
  func mapped(_ light: some Collection<Double>, scale: Double) -> [Double] {
    let light = Array(light)
    return channels.map { channel in
      var sum = channel.offset * scale
      for (index, coefficient) in channel.coefficients.enumerated() {
        sum += coefficient * light[channel.first + index]
      }
      return sum
    }
  }

  /// For each ridge, the sum of squared errors of the roots of specimens left out in turn.
  private static func leftOutErrors(
    _ primary: Matrix<Double>, _ secondary: Matrix<Double>, _ places: [Place], window: Int,
    workers: Workers
  ) throws(DecompositionError) -> [Double] {
    let errors = try perChannel(primary, secondary, places, window: window, workers: workers) {
      regression, light, _ in
      let foretold = regression.leftOut(ridges: PiecewiseSetting.ridges)
      var errors = [Double](repeating: 0, count: foretold.columns)
      for row in light.indices {
        let root = max(0, light[row]).squareRoot()
        for column in errors.indices {
          let error = root - max(0, foretold[row, column]).squareRoot()
          errors[column] += error * error
        }
      }
      return errors
    }.get()
    return PiecewiseSetting.ridges.indices.map { ridge in errors.reduce(0) { $0 + $1[ridge] } }
  }

  /// What is made of each channel's regression, in the order of the channels.
  private static func perChannel<Value: Sendable>(
    _ primary: Matrix<Double>, _ secondary: Matrix<Double>, _ places: [Place], window: Int,
    workers: Workers, _ body: @Sendable (WindowRegression, [Double], Int) -> Value
  ) -> Result<[Value], DecompositionError> {
    let blockSize = 64
    let blocks = workers.map((places.count + blockSize - 1) / blockSize) { block in
      Result { () throws(DecompositionError) in
        var values: [Value] = []
        for channel in block * blockSize..<min(places.count, (block + 1) * blockSize) {
          let place = places[channel]
          let own = place.widened(by: window)
          var elements: [Double] = []
          elements.reserveCapacity(secondary.rows * own.count)
          for row in 0..<secondary.rows {
            let start = row * secondary.columns
            elements += secondary.elements[start + own.lowerBound..<start + own.upperBound]
          }
          var shares = [Double](repeating: 0, count: own.count)
          for (share, index) in zip(place.shares, place.channels) {
            shares[index - own.lowerBound] = share
          }
          let light = primary.column(channel)
          let regression = try WindowRegression(
            light, window: Matrix(rows: secondary.rows, columns: own.count, elements: elements),
            shares: shares)
          values.append(body(regression, light, own.lowerBound))
        }
        return values
      }
    }
    return Result { () throws(DecompositionError) in
      var values: [Value] = []
      for block in blocks { values += try block.get() }
      return values
    }
  }
}
