import Testing

@testable import LinearAlgebra

struct DifferenceScanTests {
  /// Both ways find the first chunk, whatever its place, and none where there is none.
  @Test(arguments: [0, 1, 63, 64, 127, 130, 255, 1000])
  func theFirstChunkBelowTheLimitIsFound(place: Int) {
    let minuends = [Float](repeating: 5, count: 320)
    var subtrahends = [Float](repeating: 1, count: 320)
    if place < 320 { subtrahends[place] = 5.5 }
    for start in [0, 64, 128] {
      let expected = place >= start && place < 300 ? place / 64 * 64 : 320
      #expect(
        DifferenceScan.firstChunk(below: 0, of: minuends, less: subtrahends, from: start, to: 300)
          == expected)
      #expect(
        DifferenceScan.portable(below: 0, of: minuends, less: subtrahends, from: start, to: 300)
          == expected)
    }
  }

  @Test func equalIsNotBelowAndNaNIsNever() {
    var minuends = [Float](repeating: 2, count: 64)
    let subtrahends = [Float](repeating: 1, count: 64)
    minuends[17] = .nan
    for limit in [Float(1), .nan, -.infinity] {
      #expect(
        DifferenceScan.firstChunk(below: limit, of: minuends, less: subtrahends, from: 0, to: 64)
          == 64)
      #expect(
        DifferenceScan.portable(below: limit, of: minuends, less: subtrahends, from: 0, to: 64)
          == 64)
    }
    let justAbove = Float(1).nextUp
    #expect(
      DifferenceScan.firstChunk(below: justAbove, of: minuends, less: subtrahends, from: 0, to: 64)
        == 0)
    #expect(
      DifferenceScan.portable(below: justAbove, of: minuends, less: subtrahends, from: 0, to: 64)
        == 0)
  }
}
