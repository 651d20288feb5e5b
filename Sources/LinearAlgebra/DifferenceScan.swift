internal import COpenBLAS

/// Finds where differences of two lists of numbers fall below a limit, many at a time.
///
/// ```swift
/// // minuends 5, 5, 5, … and subtrahends 0, …, 0, 9, 0, … with the 9 at place 70:
/// let found = DifferenceScan.firstChunk(below: 0, of: minuends, less: subtrahends, from: 0, to: 128)
/// found.start   // 64
/// found.hits    // 1 << 6
/// ```
///
/// Subtraction and comparison are single-precision operations of their own, so the answer is the same
/// with and without AVX-512, which is used where the processor has it.
package enum DifferenceScan {
  /// How many numbers are compared at once.
  package static let chunk = 64

  /// The beginning of the first chunk in which a difference is below the limit.
  ///
  /// - Parameters:
  ///   - limit: what a difference must be below; nothing is below NaN.
  ///   - minuends: numbers up to the last chunk's end.
  ///   - subtrahends: as many; a number beyond `end` may be anything.
  ///   - start: where to begin: chunks are counted from here.
  ///   - end: no chunk begins here or later; numbers beyond it in the last chunk are compared, too.
  /// - Returns: where it begins, `end` or more where there is none; and a bit for each difference in
  ///   it that is below, the lowest for the first.
  package static func firstChunk(
    below limit: Float, of minuends: UnsafePointer<Float>, less subtrahends: UnsafePointer<Float>,
    from start: Int, to end: Int
  ) -> (start: Int, hits: UInt64) {
    if hasAVX512 {
      var hits: UInt64 = 0
      let found = adamas_first_chunk_below(limit, minuends, subtrahends, start, end, &hits)
      return (found, hits)
    }
    return portable(below: limit, of: minuends, less: subtrahends, from: start, to: end)
  }

  /// The same without AVX-512.
  static func portable(
    below limit: Float, of minuends: UnsafePointer<Float>, less subtrahends: UnsafePointer<Float>,
    from start: Int, to end: Int
  ) -> (start: Int, hits: UInt64) {
    let limits = SIMD16<Float>(repeating: limit)
    var place = start
    while place < end {
      let (left, right) = (
        UnsafeRawPointer(minuends + place), UnsafeRawPointer(subtrahends + place)
      )
      var below = SIMDMask<SIMD16<Int32>>(repeating: false)
      for part in 0..<chunk / 16 {
        let value =
          left.loadUnaligned(fromByteOffset: 64 * part, as: SIMD16<Float>.self)
          - right.loadUnaligned(fromByteOffset: 64 * part, as: SIMD16<Float>.self)
        below = below .| (value .< limits)
      }
      if any(below) {
        var hits: UInt64 = 0
        for offset in 0..<chunk where minuends[place + offset] - subtrahends[place + offset] < limit
        {
          hits |= 1 << UInt64(offset)
        }
        return (place, hits)
      }
      place += chunk
    }
    return (place, 0)
  }

  private static let hasAVX512 = adamas_has_avx512() == 1
}
