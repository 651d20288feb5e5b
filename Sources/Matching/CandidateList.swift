/// The references that may still be among the nearest of one query.
///
/// It holds every reference seen so far whose screen value is below the cut-off. After every few
/// additions (half as many as are wanted) the k-th smallest value is found, the cut-off is lowered
/// accordingly and those above it are dropped. That costs a few operations for each addition,
/// whatever `k` is: less than a heap that is kept in order throughout.
///
/// Invariant: `entries` holds the `wanted` smallest values seen (all, while fewer were seen), because
/// the cut-off is never below the `wanted`-th smallest.
struct CandidateList {
  /// A reference and what the screen says about it.
  struct Entry {
    /// The screen's value: smaller is nearer.
    var value: Float
    /// The row of the reference.
    var row: Int
  }

  /// Only references with a screen value below this are of interest.
  private(set) var cutoff = Float.infinity
  /// Only references within this distance, between the rounded vectors, are of interest.
  private(set) var reach = Double.infinity
  /// The candidates, in no order.
  private(set) var entries: [Entry] = []
  /// How many are wanted.
  let wanted: Int
  private let bound: ScreenBound
  private var limit: Int

  /// An empty list for the `wanted` nearest.
  ///
  /// - Parameters:
  ///   - wanted: how many; a list of none is never added to.
  ///   - bound: what the screen's rounding can do for this query.
  init(wanted: Int, bound: ScreenBound) {
    self.wanted = wanted
    self.bound = bound
    limit = wanted + CandidateList.step(wanted)
    entries.reserveCapacity(min(limit, 256))
  }

  /// How many additions are awaited before the cut-off is lowered.
  private static func step(_ wanted: Int) -> Int { max(4, wanted / 2) }

  /// Adds a reference whose value is below the cut-off.
  mutating func add(value: Float, row: Int) {
    entries.append(Entry(value: value, row: row))
    if entries.count >= limit { tighten() }
  }

  /// Lowers the cut-off and the reach as far as the references seen allow, and drops those of them
  /// that are now at the cut-off or above.
  ///
  /// - Complexity: O(entries).
  mutating func tighten() {
    guard entries.count >= wanted else { return }
    let limits = bound.limits(forKth: valueOfRank(wanted - 1))
    cutoff = min(cutoff, limits.cutoff)
    reach = min(reach, limits.reach)
    entries.removeAll { $0.value >= cutoff }
    // Where many references are equally near the list grows; then it is looked at less often.
    limit = entries.count + max(CandidateList.step(wanted), entries.count / 2)
  }

  /// A list without candidates that has come as far: for references that this one has not seen.
  func emptied() -> CandidateList {
    var list = self
    list.entries = []
    list.limit = wanted + CandidateList.step(wanted)
    return list
  }

  /// Takes over the candidates of a list for other references.
  mutating func join(_ other: CandidateList) {
    cutoff = min(cutoff, other.cutoff)
    reach = min(reach, other.reach)
    entries += other.entries
    tighten()
  }

  /// The value that would stand at `rank` if the entries were sorted (Hoare's selection).
  ///
  /// - Complexity: O(entries) on average.
  private mutating func valueOfRank(_ rank: Int) -> Float {
    entries.withUnsafeMutableBufferPointer { entries in
      var (low, high) = (0, entries.count - 1)
      while low < high {
        let pivot = median(
          entries[low].value, entries[(low + high) / 2].value, entries[high].value)
        var (left, right) = (low, high)
        while left <= right {
          while entries[left].value < pivot { left += 1 }
          while entries[right].value > pivot { right -= 1 }
          if left <= right {
            entries.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if rank <= right {
          high = right
        } else if rank >= left {
          low = left
        } else {
          break
        }
      }
      return entries[rank].value
    }
  }
}

private func median(_ a: Float, _ b: Float, _ c: Float) -> Float {
  max(min(a, b), min(max(a, b), c))
}
