import LinearAlgebra
import Testing

struct BLASScalarTests {
  @Test func wideningIsExact() {
    #expect(Float(0.1).widened == 0.100000001490116119384765625)
    #expect(0.1.widened == 0.1)
  }

  @Test func aBlockIsMultipliedInPlaceAndAdded() {
    // The middle column of b times the only row of a, added twice to what stands there.
    let a: [Double] = [1, 2]
    let b: [Double] = [9, 3, 9, 9, 4, 9]
    var c: [Double] = [7, 10, 7]
    c.withUnsafeMutableBufferPointer { c in
      b.withUnsafeBufferPointer { b in
        guard let c = c.baseAddress, let b = b.baseAddress else { return }
        Double.multiply(
          a, transposed: false, b + 1, transposed: false, into: c + 1, shape: (1, 1, 2),
          leading: (2, 3, 3), alpha: 2, beta: 1)
      }
    }
    #expect(c == [7, 32, 7])
  }
}
