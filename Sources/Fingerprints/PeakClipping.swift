/// SNIP: the baseline that is left when peaks are clipped in ever wider windows.
///
/// In turn for every p = 1 … half window, each value becomes the smaller of itself and the mean of the
/// two values p channels to its left and right (C. G. Ryan et al., 1988,
/// doi:10.1016/0168-583X(88)90063-8; M. Morháč et al., 1997, doi:10.1016/S0168-9002(97)01023-1). A peak
/// narrower than twice the half window vanishes.
struct PeakClipping {
  /// The widest distance, in channels.
  let halfWindow: Int

  /// A clipping of spectra of some length.
  ///
  /// - Parameter halfWindow: cut to `(channels - 1) / 2`, beyond which there are no two neighbours.
  init(halfWindow: Int, channels: Int) {
    self.halfWindow = max(0, min(halfWindow, (channels - 1) / 2))
  }

  /// The baseline of one spectrum.
  ///
  /// Both ends are first prolonged by `halfWindow` channels along the straight line fitted to the
  /// outermost `halfWindow` channels (their value where it is one), so that each channel has
  /// neighbours.
  ///
  /// - Complexity: O(channels · halfWindow).
  func baseline(of light: [Double]) -> [Double] {
    guard halfWindow > 0 else { return light }
    let left = line(through: light[..<halfWindow])
    let right = line(through: light[(light.count - halfWindow)...])
    var current = (0..<halfWindow).map { left(Double($0 - halfWindow)) } + light
    current += (0..<halfWindow).map { right(Double(halfWindow + $0)) }
    var next = current
    let count = current.count
    for distance in 1...halfWindow {
      // These two have no neighbours any more and keep their values from here on.
      next[distance - 1] = current[distance - 1]
      next[count - distance] = current[count - distance]
      current.withUnsafeBufferPointer { current in
        next.withUnsafeMutableBufferPointer { next in
          for channel in distance..<count - distance {
            let mean = (current[channel - distance] + current[channel + distance]) / 2
            let own = current[channel]
            next[channel] = own > mean ? mean : own
          }
        }
      }
      swap(&current, &next)
    }
    return Array(current[halfWindow..<count - halfWindow])
  }

  /// The straight line with the least squares through values at 0, 1, 2 and so on.
  private func line(through values: ArraySlice<Double>) -> (Double) -> Double {
    let count = Double(values.count)
    let (centre, mean) = ((count - 1) / 2, values.reduce(0, +) / count)
    var (products, squares) = (0.0, 0.0)
    for (index, value) in values.enumerated() {
      products += (Double(index) - centre) * (value - mean)
      squares += (Double(index) - centre) * (Double(index) - centre)
    }
    let slope = squares > 0 ? products / squares : 0
    return { mean + slope * ($0 - centre) }
  }
}
