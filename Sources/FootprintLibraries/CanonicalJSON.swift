internal import Foundation

/// JSON that is the same bytes for the same value: keys in order, two spaces, a line end behind it.
enum CanonicalJSON {
  /// A value as JSON.
  static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }
}
