/// A random generator that is a pure function of seed, stream name and position: Philox4x32-10.
///
/// Every named stream is independent of every other, so the draws of one stone do not change when
/// another is added, skipped or made on another thread. The same seed and name give the same bits on
/// every machine.
///
/// ```swift
/// var generator = CounterGenerator(seed: 7, stream: "stone 1")
/// generator.next() == generator.next()   // false: the position moved on
/// ```
///
/// The algorithm is Philox4x32 with ten rounds: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw,
/// *Parallel random numbers: as easy as 1, 2, 3*, SC '11, doi:10.1145/2063384.2063405. The seed is the
/// key; the upper half of the counter is the 64-bit FNV-1a hash of the stream's name in UTF-8, the
/// lower half counts blocks of 128 bits. It passes the usual statistical batteries and is not for
/// cryptography.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
  private let key: (UInt32, UInt32)
  private let stream: UInt64
  private var block: UInt64 = 0
  private var waiting: UInt64?

  /// The generator of one stream, at its beginning.
  ///
  /// - Parameters:
  ///   - seed: the seed that all streams of one simulation share
  ///   - stream: the stream's name; two names that differ give independent streams
  public init(seed: UInt64, stream: String) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = CounterGenerator.hash(stream)
  }

  /// The next 64 bits.
  ///
  /// Each block of the cipher gives two of them. Complexity: O(1).
  public mutating func next() -> UInt64 {
    if let value = waiting {
      waiting = nil
      return value
    }
    let words = CounterGenerator.philox(
      counter: [
        UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32),
      ],
      key: key)
    block &+= 1
    waiting = UInt64(words[2]) | UInt64(words[3]) << 32
    return UInt64(words[0]) | UInt64(words[1]) << 32
  }

  /// Ten rounds of Philox4x32 on one counter.
  ///
  /// Each round multiplies the even words by two constants, and crosses the halves of the products
  /// with the odd words and the key; the key moves on by the Weyl constants (the golden ratio and
  /// √3 − 1 in 32 bits).
  package static func philox(counter: SIMD4<UInt32>, key: (UInt32, UInt32)) -> SIMD4<UInt32> {
    var words = counter
    var (key0, key1) = key
    for _ in 0..<10 {
      let first = UInt64(words[0]) * 0xD251_1F53
      let second = UInt64(words[2]) * 0xCD9E_8D57
      words = [
        UInt32(truncatingIfNeeded: second >> 32) ^ words[1] ^ key0,
        UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ words[3] ^ key1,
        UInt32(truncatingIfNeeded: first),
      ]
      key0 &+= 0x9E37_79B9
      key1 &+= 0xBB67_AE85
    }
    return words
  }

  /// The 64-bit FNV-1a hash of a text's UTF-8.
  ///
  /// Swift's own `Hasher` is seeded anew in every process, so it cannot name a stream.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
