internal import Foundation
package import LinearAlgebra
internal import Specimens

extension InstrumentProfile {
  /// Everything of a profile but the groups' root spectra.
  struct Description: Codable {
    let axis: WavelengthAxis
    let sessions: [String]?
    let widthBySession: [String: Double]
    let shiftBySession: [String: Double]
    let mean: MeanReference
    let heldOut: [HeldOut]

    init(_ profile: InstrumentProfile) {
      axis = profile.axis
      sessions = profile.sessions
      widthBySession = profile.widthBySession
      shiftBySession = profile.shiftBySession
      mean = profile.mean
      heldOut = profile.heldOut
    }
  }
}

extension InstrumentGuard {
  private struct Written: Codable {
    let margin: Double
    let profile: InstrumentProfile.Description
  }

  /// The guard to be kept: the root spectra as numbers, all else as text.
  ///
  /// A library of thousands of channels holds millions of numbers there, which take seconds to read
  /// as text.
  ///
  /// - Throws: what the encoder throws; a guard holds finite numbers only.
  package func written() throws -> (text: String, roots: Matrix<Float>) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = try encoder.encode(
      Written(margin: margin, profile: InstrumentProfile.Description(profile)))
    return (String(decoding: text, as: UTF8.self), profile.roots)
  }

  /// Reads a guard back.
  ///
  /// - Returns: `nil` when the parts do not fit one another.
  /// - Throws: what the decoder throws when the text is no guard.
  package init?(text: String, roots: Matrix<Float>) throws {
    let written = try JSONDecoder().decode(Written.self, from: Data(text.utf8))
    guard
      roots.rows > 1, roots.columns == written.profile.axis.count,
      written.profile.sessions.map({ $0.count == roots.rows }) ?? true,
      areFinite(roots.elements)
    else { return nil }
    self.init(
      profile: InstrumentProfile(written.profile, roots: roots), margin: written.margin)
  }
}
