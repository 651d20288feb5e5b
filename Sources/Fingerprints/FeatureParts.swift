internal import Foundation
internal import Specimens

/// Features that are named together: an element, or the channels of a line or of a band.
package struct FeaturePart: Sendable, Equatable {
  /// What a reader knows it by.
  package let name: String
  /// The features, rising.
  package let features: [Int]
}

extension FeatureExtractor {
  /// The parts that the features fall into; every feature belongs to one.
  ///
  /// Each element is a part. Channels within 0.3 nm, or one and a half channels, of a line of
  /// `RegistrationLine.standard` are a part named by it, and lines nearer to one another than that
  /// share theirs; all others are parts of 10 nm.
  ///
  /// A line's name says which line stands there in many plasmas. It is no proof of the element.
  ///
  /// - Parameter namesLines: whether the axis is known to be right, so that lines may be named.
  package func parts(namesLines: Bool) -> [FeaturePart] {
    switch self {
    case .elements(let extractor):
      extractor.elements.enumerated().map { FeaturePart(name: $1, features: [$0]) }
    case .spectra(let extractor):
      FeatureExtractor.parts(of: extractor.axis, lines: namesLines ? RegistrationLine.standard : [])
    }
  }

  private static func parts(of axis: WavelengthAxis, lines: [RegistrationLine]) -> [FeaturePart] {
    var order: [String] = []
    var found: [String: [Int]] = [:]
    for segment in axis.segments {
      for channel in segment {
        let place = axis.wavelengths[channel]
        let next = channel + 1 < segment.upperBound ? channel + 1 : channel
        let width = axis.wavelengths[next] - axis.wavelengths[max(next - 1, segment.lowerBound)]
        let name =
          FeatureExtractor.lineName(at: place, within: max(0.3, 1.5 * width), among: lines)
          ?? FeatureExtractor.bandName(at: place)
        if found[name] == nil { order.append(name) }
        found[name, default: []].append(channel)
      }
    }
    return order.map { FeaturePart(name: $0, features: found[$0] ?? []) }
  }

  /// The lines near a wavelength, each joined with those that it cannot be told from.
  private static func lineName(
    at wavelength: Double, within window: Double, among lines: [RegistrationLine]
  ) -> String? {
    guard
      let nearest = lines.indices.min(by: {
        abs(lines[$0].wavelength - wavelength) < abs(lines[$1].wavelength - wavelength)
      }), abs(lines[nearest].wavelength - wavelength) <= window
    else { return nil }
    var (low, high) = (nearest, nearest)
    while low > 0, lines[low].wavelength - lines[low - 1].wavelength <= window { low -= 1 }
    while high + 1 < lines.count, lines[high + 1].wavelength - lines[high].wavelength <= window {
      high += 1
    }
    return lines[low...high].map(\.name).joined(separator: " + ")
  }

  private static func bandName(at wavelength: Double) -> String {
    let start = Int((wavelength / 10).rounded(.down)) * 10
    return "\(start)-\(start + 10) nm"
  }
}
