import Testing

@testable import Matching

struct SquaredDistanceTests {
  @Test(arguments: 1..<35)
  func wholeNumbersGiveTheExactSum(count: Int) {
    let row = (0..<count).map { Float($0) }
    let query = (0..<count).map { Double(2 * $0 + 1) }
    // The sum of squares of 1 ... count.
    let expected = Double(count * (count + 1) * (2 * count + 1) / 6)
    #expect(squaredDistance(row, query, count: count) == expected)
    #expect(squaredDistance(row.map(Double.init), query, count: count) == expected)
  }

  @Test func sumsAreJoinedInTheDocumentedOrder() {
    // 2⁵³ swallows a 1 that is added to it alone, not two that were joined before.
    let root = 0x1p53.squareRoot()
    let big = [0x1p27, 0, 1, 0, 0, 0, 1, 0]
    #expect(root < 0x1p27)
    let zeros = [Double](repeating: 0, count: 8)
    // 2⁵⁴ + (1 + 1): the ones meet first (columns 2 and 6), and 2⁵⁴ + 2 rounds to even, 2⁵⁴.
    #expect(squaredDistance(big, zeros, count: 8) == 0x1p54)
    // 2⁵² + 2 ones is exact in any order: a check on the joining of all lanes.
    #expect(squaredDistance([0x1p26, 1, 0, 0, 0, 1, 0, 0], zeros, count: 8) == 0x1p52 + 2)
  }
}
