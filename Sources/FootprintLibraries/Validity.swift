internal import Foundation

/// The conditions under which a library's references may be compared with questioned material.
///
/// They travel with the library and its packs. Outside them it is not used, but for what can be converted:
/// another medium where the axis is registered, and a finer sieve, whose smallest classes are left out.
///
/// ```swift
/// Validity(from: "2026-01-01", until: "2028-12-31", media: ["air"]).sentence
/// // "valid from 2026-01-01, until 2028-12-31, for spectra in air"
/// ```
public struct Validity: Sendable, Equatable, Codable {
  /// The first day of use, as `YYYY-MM-DD`.
  public var from: String?
  /// The last day of use, as `YYYY-MM-DD`.
  public var until: String?
  /// The media in which questioned spectra may have been measured; all where it is empty.
  public var media: [String]
  /// The instruments, or classes of them, as the column `instrument` names them; all where it is empty.
  public var instruments: [String]
  /// The smallest bottom cut-off of questioned parcels, in millimetres of a square mesh.
  public var cutOffFrom: Double?
  /// The largest bottom cut-off of questioned parcels, in millimetres of a square mesh.
  public var cutOffTo: Double?

  /// Conditions; without any the library may always be used.
  public init(
    from: String? = nil, until: String? = nil, media: [String] = [], instruments: [String] = [],
    cutOffFrom: Double? = nil, cutOffTo: Double? = nil
  ) {
    self.from = from
    self.until = until
    self.media = media
    self.instruments = instruments
    self.cutOffFrom = cutOffFrom
    self.cutOffTo = cutOffTo
  }

  /// The conditions in words.
  public var sentence: String {
    var parts: [String] = []
    if let from { parts.append("from \(from)") }
    if let until { parts.append("until \(until)") }
    if !media.isEmpty { parts.append("for spectra in \(media.joined(separator: " or "))") }
    if !instruments.isEmpty {
      parts.append("for the instrument \(instruments.joined(separator: " or "))")
    }
    if let cutOffFrom { parts.append("for parcels cut off at \(cutOffFrom) mm or above") }
    if let cutOffTo { parts.append("for parcels cut off at \(cutOffTo) mm or below") }
    return parts.isEmpty ? "valid always" : "valid " + parts.joined(separator: ", ")
  }

  /// The JSON that a library keeps, the same for the same conditions.
  var record: String {
    get throws { String(decoding: try CanonicalJSON.data(self), as: UTF8.self) }
  }
}
