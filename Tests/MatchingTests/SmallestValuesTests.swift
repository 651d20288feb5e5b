import Testing

@testable import Matching

struct SmallestValuesTests {
  @Test(arguments: 0..<40)
  func theSmallestValuesComeFirst(seed: Int) {
    var numbers = Numbers(seed: seed)
    let count = 1 + numbers.below(60)
    // Few different values, so that many are equal.
    let values = (0..<count).map { _ in Double(numbers.below(seed % 2 == 0 ? 4 : 1000)) }
    let extra = [-1.0, -2]
    for wanted in [0, 1, count / 2, count - 1, count] {
      var moved = values + extra
      moveSmallest(wanted, of: count, in: &moved)
      #expect(moved.prefix(wanted).sorted() == Array(values.sorted().prefix(wanted)))
      #expect(moved.prefix(count).sorted() == values.sorted())
      #expect(Array(moved.suffix(2)) == extra)
    }
  }

  /// Counts that are selected by exchanges and by counting, few and many wanted, values of every kind
  /// of distribution.
  @Test(arguments: [1, 15, 63, 64, 65, 400, 3000], 0..<6)
  func theSmallestAreKept(count: Int, kind: Int) {
    var numbers = Numbers(seed: count + kind)
    let values = (0..<count).map { index -> Double in
      let even = Double(numbers.below(1_000_000)) / 1_000_000
      switch kind {
      case 0: return even
      case 1: return even * even * even * even * 1e200
      case 2: return Double(numbers.below(3))
      case 3: return Double(index)
      case 4: return Double(count - index)
      default: return 0
      }
    }
    for wanted in Set([0, 1, count / 10, count / 4, count / 2, count]) {
      var kept = values
      kept.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        keepSmallest(wanted, of: count, at: start)
      }
      #expect(kept.prefix(wanted).sorted() == Array(values.sorted().prefix(wanted)))
    }
  }
}
