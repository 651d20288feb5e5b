internal import Foundation

/// The keys that somebody trusts, and how many of them must have signed.
///
/// ```swift
/// let keys = try TrustedKeys.read(at: "Models/keys.json")
/// keys.threshold   // 1
/// ```
public struct TrustedKeys: Sendable, Hashable {
  /// How many different keys must have signed.
  public let threshold: Int
  /// The keys, none of them twice.
  public let keys: [PublicKey]

  /// Keys of which some number must have signed.
  ///
  /// - Returns: `nil` when a key stands twice, under whatever names, or there are fewer than the
  ///   threshold, which is at least 1.
  public init?(threshold: Int, keys: [PublicKey]) {
    guard
      threshold >= 1, threshold <= keys.count, Set(keys.map(\.publicKey)).count == keys.count
    else { return nil }
    self.threshold = threshold
    self.keys = keys
  }

  private struct File: Codable {
    let schema: String
    let threshold: Int
    let keys: [PublicKey]
  }

  private static let schema = "adamas.keys/1"

  /// Reads the keys in a file.
  ///
  /// - Throws: ``LibraryError`` where it is not there or holds no keys to trust.
  public static func read(at path: String) throws(LibraryError) -> TrustedKeys {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LibraryError(
        .missing, path: path, reason: "the trusted keys are not there",
        mend: "make the file with adamas keys trust")
    }
    guard let file = try? JSONDecoder().decode(File.self, from: data), file.schema == schema else {
      throw LibraryError(
        .notALibrary, path: path, reason: "this is no file of trusted keys",
        mend: "make one with adamas keys trust")
    }
    guard
      let keys = TrustedKeys(
        threshold: file.threshold,
        keys: file.keys.compactMap { PublicKey(name: $0.name, publicKey: $0.publicKey) }),
      keys.keys.count == file.keys.count
    else {
      throw LibraryError(
        .untrusted, path: path,
        reason: "a key stands twice or is none, or fewer keys stand there than must have signed",
        mend: "make the file again with adamas keys trust")
    }
    return keys
  }

  /// The file that ``read(at:)`` reads.
  public var json: [UInt8] {
    get throws {
      [UInt8](
        try CanonicalJSON.data(
          File(schema: TrustedKeys.schema, threshold: threshold, keys: keys)))
    }
  }
}

extension PublicKey {
  /// Reads the public half of a key.
  ///
  /// - Throws: ``LibraryError`` where it is not there or is no public key.
  public static func read(at path: String) throws(LibraryError) -> PublicKey {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LibraryError(
        .missing, path: path, reason: "the public key is not there",
        mend: "name a file that ends in .pub")
    }
    guard
      let file = try? JSONDecoder().decode(PublicKey.self, from: data),
      let key = PublicKey(name: file.name, publicKey: file.publicKey)
    else {
      throw LibraryError(
        .notALibrary, path: path, reason: "this is no public key",
        mend: "name the .pub file that adamas keys create made")
    }
    return key
  }
}
