internal import Dispatch
internal import Foundation
internal import Synchronization

/// How many threads a computation may use.
///
/// ```swift
/// Workers(2).map(4) { block in block * block }   // [0, 1, 4, 9]
/// ```
///
/// Results never depend on it: work is always cut into the same blocks, each block is computed by one
/// thread, and blocks are joined in their order.
public struct Workers: Sendable, Equatable {
  /// The number of threads, at least 1.
  public let count: Int

  /// Uses the given number of threads; anything below 1 means 1.
  public init(_ count: Int) { self.count = max(1, count) }

  /// One thread for each processor that is active now.
  public static var all: Workers { Workers(ProcessInfo.processInfo.activeProcessorCount) }

  /// Calls `body` once for every index below `blocks`, on up to `count` threads.
  ///
  /// Blocks are handed out in order, so a slow block does not hold up the others. The call returns
  /// when all are done.
  ///
  /// - Parameters:
  ///   - blocks: how many; nothing is done for none or fewer.
  ///   - body: called from several threads at a time; what it writes must be its block's alone.
  public func forEach(_ blocks: Int, _ body: @Sendable (_ block: Int) -> Void) {
    guard count > 1, blocks > 1 else {
      for block in 0..<max(0, blocks) { body(block) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(count, blocks)) { _ in
      while true {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if block >= blocks { return }
        body(block)
      }
    }
  }

  /// The results of `body` for every index below `blocks`, in order.
  ///
  /// - Parameters:
  ///   - blocks: how many; none or fewer give an empty result.
  ///   - body: called once for each, from several threads at a time.
  public func map<Result: Sendable>(
    _ blocks: Int, _ body: @Sendable (_ block: Int) -> Result
  ) -> [Result] {
    let slots = Mutex<[Result?]>(Array(repeating: nil, count: max(0, blocks)))
    forEach(blocks) { block in
      let result = body(block)
      slots.withLock { $0[block] = result }
    }
    return slots.withLock { $0.compactMap(\.self) }
  }

  /// The results of two unlike pieces of work, done at the same time where there are two threads.
  ///
  /// Each may itself be shared out: unlike a block of ``forEach(_:_:)``, which has one thread.
  ///
  /// - Parameters:
  ///   - one: done first where there is one thread.
  ///   - other: done beside it.
  public func both<One: Sendable, Other: Sendable>(
    _ one: @Sendable () -> One, _ other: @escaping @Sendable () -> Other
  ) -> (One, Other) {
    guard count > 1 else { return (one(), other()) }
    let (work, found) = (DispatchGroup(), Slot<Other>())
    DispatchQueue.global().async(group: work) {
      let result = other()
      found.value.withLock { $0 = result }
    }
    let first = one()
    work.wait()
    guard let second = found.value.withLock({ $0 }) else {
      preconditionFailure("Both pieces of work were done.")
    }
    return (first, second)
  }
}

/// Where a thread leaves its result.
private final class Slot<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
