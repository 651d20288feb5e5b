/// Reorders the first `count` values so that the smallest `wanted` of them come first.
///
/// Quickselect with the median of three (C. A. R. Hoare, 1961, doi:10.1145/366622.366647).
package func moveSmallest(_ wanted: Int, of count: Int, in values: inout [Double]) {
  values.withUnsafeMutableBufferPointer { values in
    guard let start = values.baseAddress else { return }
    moveSmallest(wanted, of: count, at: start)
  }
}

/// The same for values in memory.
private func moveSmallest(
  _ wanted: Int, of count: Int, at values: UnsafeMutablePointer<Double>
) {
  guard wanted > 0, wanted < count else { return }
  func exchange(_ a: Int, _ b: Int) { (values[a], values[b]) = (values[b], values[a]) }
  var (low, high) = (0, count - 1)
  while low < high {
    let middle = low + (high - low) / 2
    if values[middle] < values[low] { exchange(middle, low) }
    if values[high] < values[low] { exchange(high, low) }
    if values[high] < values[middle] { exchange(high, middle) }
    let pivot = values[middle]
    var (left, right) = (low, high)
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      if left <= right {
        exchange(left, right)
        left += 1
        right -= 1
      }
    }
    if wanted - 1 <= right {
      high = right
    } else if wanted - 1 >= left {
      low = left
    } else {
      return
    }
  }
}

/// Moves the smallest `wanted` of some values that are not negative to the front, fast where they are
/// a small share of many.
///
/// A selection by exchanges takes a branch for each value that the processor cannot foresee. Here a
/// cut with a few values too many below it is found by counting alone, which needs no branch and two
/// values at a time; what is below it is kept, and the few too many are dropped. The first cuts are
/// order statistics of sixteen values (as in R. W. Floyd and R. L. Rivest, 1975,
/// doi:10.1145/360680.360691), the next lie on the line between the nearest two.
///
/// - Parameters:
///   - wanted: how many, from 0 to `count`.
///   - count: how many values there are; those behind the first `wanted` are lost.
/// - Complexity: O(`count`), three or four passes.
func keepSmallest(
  _ wanted: Int, of count: Int, at values: UnsafeMutablePointer<Double>
) {
  guard wanted > 0, wanted < count else { return }
  guard count >= 4 * sampled, 4 * wanted <= count else {
    return moveSmallest(wanted, of: count, at: values)
  }
  let few = max(6, wanted / 8)
  var (low, high) = bracket(wanted, of: count, at: values)
  for _ in 0..<6 where high.below - wanted > few {
    let share = (Double(wanted - low.below) + Double(few) / 2) / Double(high.below - low.below)
    let value = low.value + (high.value - low.value) * min(share, 0.97)
    let cut = Cut(value: value, below: numberBelow(value, of: count, at: values))
    if cut.below < wanted { low = cut } else { high = cut }
  }
  var kept = 0
  for index in 0..<count {
    let value = values[index]
    values[kept] = value
    kept &+= isBelow(value, high.value)
  }
  guard kept - wanted <= few else { return moveSmallest(wanted, of: kept, at: values) }
  while kept > wanted {
    var largest = 0
    for index in 1..<kept where values[index] > values[largest] { largest = index }
    kept -= 1
    values[largest] = values[kept]
  }
}

/// How many values are sampled for the first cuts.
private let sampled = 16

/// A value and how many of all values are below it.
private struct Cut {
  var value: Double
  var below: Int
}

/// A cut with fewer values below it than are wanted and one with at least as many.
private func bracket(
  _ wanted: Int, of count: Int, at values: UnsafeMutablePointer<Double>
) -> (low: Cut, high: Cut) {
  var smallest = (Double.infinity, Double.infinity, Double.infinity, Double.infinity)
  for index in stride(from: 0, to: sampled * (count / sampled), by: count / sampled) {
    var value = values[index]
    (smallest.0, value) = (min(smallest.0, value), max(smallest.0, value))
    (smallest.1, value) = (min(smallest.1, value), max(smallest.1, value))
    (smallest.2, value) = (min(smallest.2, value), max(smallest.2, value))
    smallest.3 = min(smallest.3, value)
  }
  // The first mostly has fewer values below it than are wanted, the second more.
  var (first, second) = (Cut(value: smallest.0, below: 0), Cut(value: smallest.3, below: 0))
  for index in 0..<count {
    first.below &+= isBelow(values[index], first.value)
    second.below &+= isBelow(values[index], second.value)
  }
  if first.below >= wanted { return (Cut(value: 0, below: 0), first) }
  if second.below >= wanted { return (first, second) }
  var largest = 0.0
  for index in 0..<count { largest = max(largest, values[index]) }
  return (second, Cut(value: largest.nextUp, below: count))
}

private func numberBelow(
  _ cut: Double, of count: Int, at values: UnsafeMutablePointer<Double>
) -> Int {
  var number = 0
  for index in 0..<count { number &+= isBelow(values[index], cut) }
  return number
}

/// 1 where a value is below a cut, else 0, without a branch: the bits of numbers that are not negative
/// are in the order of the numbers.
@inline(__always)
private func isBelow(_ value: Double, _ cut: Double) -> Int {
  Int(truncatingIfNeeded: (value.bitPattern &- cut.bitPattern) >> 63)
}
