import LinearAlgebra
import Synchronization
import Testing

struct WorkersTests {
  @Test(arguments: [1, 2, 5], [0, 1, 2, 97])
  func everyBlockIsDoneOnceAndInPlace(threads: Int, blocks: Int) {
    let calls = Mutex([Int](repeating: 0, count: blocks))
    Workers(threads).forEach(blocks) { block in calls.withLock { $0[block] += 1 } }
    #expect(calls.withLock { $0 } == [Int](repeating: 1, count: blocks))
    #expect(Workers(threads).map(blocks) { $0 * $0 } == (0..<blocks).map { $0 * $0 })
  }

  @Test func thereIsAlwaysOneThread() {
    #expect(Workers(0).count == 1 && Workers(-3).count == 1)
    #expect(Workers.all.count >= 1)
  }

  @Test func aResultMayBeNil() {
    #expect(Workers(2).map(3) { $0 == 1 ? nil : $0 } == [0, nil, 2])
  }

  @Test(arguments: [1, 2, 5])
  func bothPiecesOfWorkAreDone(count: Int) {
    let (sum, text) = Workers(count).both({ (1...100).reduce(0, +) }, { "done" })
    #expect(sum == 5050 && text == "done")
  }
}
