import Testing

@testable import LinearAlgebra

struct DifferenceScanTests {
  typealias Scan = @Sendable (Float, [Float], [Float], Int, Int) -> (start: Int, hits: UInt64)
  static let scans: [Scan] = [
    { DifferenceScan.firstChunk(below: $0, of: $1, less: $2, from: $3, to: $4) },
    { DifferenceScan.portable(below: $0, of: $1, less: $2, from: $3, to: $4) },
  ]

  /// Both ways find the first chunk and the number in it, whatever its place, and none where there is
  /// none.
  @Test(arguments: [0, 1, 15, 16, 63, 64, 127, 130, 255, 1000])
  func theFirstChunkBelowTheLimitIsFound(place: Int) {
    let minuends = [Float](repeating: 5, count: 320)
    var subtrahends = [Float](repeating: 1, count: 320)
    if place < 320 { subtrahends[place] = 5.5 }
    for scan in DifferenceScanTests.scans {
      for start in [0, 64, 128] {
        let found = scan(0, minuends, subtrahends, start, 300)
        let isThere = place >= start && place < 300
        #expect(found.start == (isThere ? place / 64 * 64 : start + (363 - start) / 64 * 64))
        if isThere { #expect(found.hits == 1 << UInt64(place % 64)) }
      }
    }
  }

  @Test func severalNumbersOfAChunkAreAllTold() {
    let minuends = [Float](repeating: 0, count: 64)
    let subtrahends = (0..<64).map { $0 % 7 == 3 ? Float(1) : 0 }
    var expected: UInt64 = 0
    for place in stride(from: 3, to: 64, by: 7) { expected |= 1 << UInt64(place) }
    for scan in DifferenceScanTests.scans {
      let found = scan(0, minuends, subtrahends, 0, 1)
      #expect(found.start == 0 && found.hits == expected)
    }
  }

  @Test func equalIsNotBelowAndNaNIsNever() {
    var minuends = [Float](repeating: 2, count: 64)
    let subtrahends = [Float](repeating: 1, count: 64)
    minuends[17] = .nan
    for scan in DifferenceScanTests.scans {
      for limit in [Float(1), .nan, -.infinity] {
        #expect(scan(limit, minuends, subtrahends, 0, 64).start == 64)
      }
      let found = scan(Float(1).nextUp, minuends, subtrahends, 0, 64)
      #expect(found.start == 0 && found.hits == ~(1 << 17))
    }
  }
}
