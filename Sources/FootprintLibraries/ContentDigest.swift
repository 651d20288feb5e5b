internal import Crypto
internal import Foundation

/// The SHA-256 of a record (FIPS 180-4).
struct ContentDigest: Hashable, Comparable, Sendable {
  /// The hash's 32 bytes as big-endian words.
  private let words: SIMD4<UInt64>

  /// The digest that a hash function ended with.
  init(_ digest: SHA256.Digest) {
    words = digest.withUnsafeBytes { bytes in
      var words = SIMD4<UInt64>()
      for word in 0..<4 {
        words[word] = UInt64(
          bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
      }
      return words
    }
  }

  /// The digest of some bytes, such as a whole file.
  init(ofBytes bytes: [UInt8]) { self.init(SHA256.hash(data: bytes)) }

  /// The digest of records in any order: that of their digests, sorted, behind a tag.
  ///
  /// - Complexity: O(n log n).
  init(of digests: [ContentDigest], tag: String) {
    var record = CanonicalRecord(tag)
    for digest in digests.sorted() { record.add(digest) }
    self = record.digest
  }

  /// The bytes from the first word on.
  static func < (a: ContentDigest, b: ContentDigest) -> Bool {
    for word in 0..<4 where a.words[word] != b.words[word] { return a.words[word] < b.words[word] }
    return false
  }

  /// The 64 hexadecimal digits, in lower case.
  var hexadecimal: String {
    (0..<4).map { word in
      let digits = String(words[word], radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Hands the 32 bytes to a function.
  fileprivate func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    var bytes = words
    for word in 0..<4 { bytes[word] = words[word].bigEndian }
    withUnsafeBytes(of: bytes, body)
  }
}

/// A record on its way into a hash: fields one after another, each behind its length in bytes, so that no
/// two records read alike.
struct CanonicalRecord {
  private var hash = SHA256()
  /// Short fields on their way, because a hash function takes long for each call.
  private var pending: [UInt8] = []

  /// Starts a record of the given sort.
  init(_ tag: String) { add(tag) }

  /// Adds a text as UTF-8.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// Adds a text that may be missing, which is not the same as empty.
  mutating func add(ifPresent text: String?) {
    add(text == nil ? "absent" : "present")
    if let text { add(text) }
  }

  /// Adds a digest.
  mutating func add(_ digest: ContentDigest) {
    digest.withBytes { add($0) }
  }

  /// Adds numbers as little-endian IEEE 754, with every bit.
  mutating func add<Number: StoredNumber>(_ numbers: [Number]) {
    // The bytes in memory are those of the file on every machine that Swift runs on.
    numbers.withUnsafeBytes { add($0) }
  }

  /// Adds bytes behind their number, as eight bytes little-endian.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { pending.append(contentsOf: $0) }
    if bytes.count <= 512 { pending.append(contentsOf: bytes) }
    guard pending.count > 2048 || bytes.count > 512 else { return }
    hash.update(data: pending)
    pending.removeAll(keepingCapacity: true)
    if bytes.count > 512 { hash.update(bufferPointer: bytes) }
  }

  /// The digest of what was added.
  var digest: ContentDigest {
    var hash = hash
    hash.update(data: pending)
    return ContentDigest(hash.finalize())
  }
}
