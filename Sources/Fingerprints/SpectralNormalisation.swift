internal import Foundation
public import Specimens

/// How the light of a shot is put on a common scale.
///
/// The total light of a LIBS shot changes by tens of per cent with the laser's energy and the
/// surface, and says nothing about origin.
public enum SpectralNormalisation: String, Sendable, CaseIterable, Codable {
  /// Divides by the mean light per channel, then takes the square root (negative light counts as
  /// none).
  ///
  /// The square root makes the noise of photon counting equal in strong and weak channels, so that
  /// no strong line drowns the rest (M. S. Bartlett, 1936, doi:10.2307/2983678).
  case totalLightSquareRoot = "total-light-square-root"
  /// Takes away the shot's mean and divides by its standard deviation (SNV).
  ///
  /// R. J. Barnes et al., 1989, doi:10.1366/0003702894202201.
  case standardNormalVariate = "standard-normal-variate"
  /// Divides by the light of C I 247.856 nm, within 0.3 nm or the nearest channel; then the square
  /// root.
  ///
  /// Diamond is carbon, so its own line is an internal standard.
  case carbonLine = "carbon-line"
  /// Leaves the light as it is.
  case none
}

/// Normalises one shot in place.
///
/// ```swift
/// var light: ArraySlice<Float> = [1, 0, 3, 0]
/// normalise(&light, axis: axis, by: .totalLightSquareRoot)   // mean 1: [1, 0, 1.732, 0]
/// ```
///
/// - Parameters:
///   - light: the intensities of one shot, one for each channel of `axis`.
///   - axis: the channels.
///   - normalisation: the scale.
/// - Returns: `false`, with `light` unchanged, when the shot has no light to divide by or holds a value
///   that is not finite.
@discardableResult
public func normalise(
  _ light: inout ArraySlice<Float>, axis: WavelengthAxis, by normalisation: SpectralNormalisation
) -> Bool {
  light.withUnsafeMutableBufferPointer { normalise($0, axis: axis, by: normalisation) }
}

/// Normalises one shot where it lies; see the version for slices.
func normalise(
  _ light: UnsafeMutableBufferPointer<Float>, axis: WavelengthAxis,
  by normalisation: SpectralNormalisation
) -> Bool {
  let sum = lightSum(of: UnsafeBufferPointer(light)).sum
  guard sum.isFinite else { return false }
  let count = Double(max(1, light.count))
  switch normalisation {
  case .none:
    return true
  case .totalLightSquareRoot:
    return divide(light, by: sum / count)
  case .carbonLine:
    guard let channels = carbonChannels(of: axis) else { return false }
    let line = channels.reduce(0.0) { $0 + Double(light[$1]) } / Double(channels.count)
    return divide(light, by: line)
  case .standardNormalVariate:
    let mean = sum / count
    let variance = light.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    guard variance > 0 else { return false }
    let scale = 1 / variance.squareRoot()
    for index in light.indices { light[index] = Float((Double(light[index]) - mean) * scale) }
    return true
  }
}

/// Divides by a positive amount of light and takes the square root.
private func divide(_ light: UnsafeMutableBufferPointer<Float>, by amount: Double) -> Bool {
  guard amount > 0 else { return false }
  let scale = Float(1 / amount)
  for index in 0..<light.count {
    let share = light[index] * scale
    light[index] = (share > 0 ? share : 0).squareRoot()
  }
  return true
}

/// The channels within 0.3 nm of C I 247.856 nm (air), or the nearest one if it is within 2 nm.
private func carbonChannels(of axis: WavelengthAxis) -> [Int]? {
  let line = 247.856
  let near = axis.wavelengths.indices.filter { abs(axis.wavelengths[$0] - line) <= 0.3 }
  if !near.isEmpty { return near }
  let nearest = axis.wavelengths.indices.min {
    abs(axis.wavelengths[$0] - line) < abs(axis.wavelengths[$1] - line)
  }
  guard let nearest, abs(axis.wavelengths[nearest] - line) <= 2 else { return nil }
  return [nearest]
}
