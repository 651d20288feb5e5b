import Testing

@testable import Instruments

struct BackgroundDigestTests {
  /// Around the size from which a thread of its own is used.
  @Test(arguments: [0, 1, (1 << 20) - 1, 1 << 20, 3_000_001])
  func theDigestIsThatOfTheBytes(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let digest = BackgroundDigest(of: bytes)
    #expect(digest.value == sha256(of: bytes))
    #expect(digest.value == digest.value)
  }
}
