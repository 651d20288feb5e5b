internal import Foundation

/// The newest version of each signed folder that was once trusted, so that an older one is noticed.
///
/// After The Update Framework (specification 1.0.33, 5.3.5): who can replace a folder but not sign could
/// otherwise put back an older one, signed as well, whose mistakes are known.
public struct TrustedVersions: Sendable, Equatable, Codable {
  /// A version with the digest of what was signed.
  struct Entry: Sendable, Equatable, Codable {
    let version: Int
    let digest: String
  }

  private var schema = "adamas.trust/1"
  /// By the folder's signed name.
  var folders: [String: Entry] = [:]

  /// Nothing was trusted yet.
  public init() {}

  /// What a file remembers; nothing where there is none.
  ///
  /// - Throws: ``LibraryError`` where the file is something else.
  public static func read(at path: String) throws(LibraryError) -> TrustedVersions {
    guard FileManager.default.fileExists(atPath: path) else { return TrustedVersions() }
    guard
      let data = FileManager.default.contents(atPath: path),
      let versions = try? JSONDecoder().decode(TrustedVersions.self, from: data),
      versions.schema == TrustedVersions().schema
    else {
      throw LibraryError(
        .damaged, path: path, reason: "the record of trusted versions cannot be read",
        mend: "restore it from a copy; removing it would let older packs pass")
    }
    return versions
  }

  /// The file that ``read(at:)`` reads.
  public var json: [UInt8] {
    get throws { [UInt8](try CanonicalJSON.data(self)) }
  }
}
