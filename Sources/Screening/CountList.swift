/// How many stones a parcel has of each size, so that lists that are nearly the same are found among many.
///
/// ```swift
/// CountList.forEachNearPair(lists) { a, b in … }   // each pair once
/// ```
struct CountList: Sendable {
  /// The fewest stones by which nearly the same lists may differ.
  private static let fewStones = 5.0
  /// The share of all stones by which they may differ.
  private static let share = 0.02
  /// How many numbers of stones are compared before whole lists are.
  private static let marks = 16

  /// The parcel's place in the manifest.
  let parcel: Int
  /// The sizes that have stones, ascending, with their number of stones.
  private let counts: [(size: Int, count: Double)]
  /// The number of all stones.
  private let total: Double
  /// The numbers of stones up to some sizes, which are the same for all lists.
  private let cumulative: [Double]

  /// The counts of a parcel's size classes.
  init(parcel: Int, counts: [Double]) {
    self.init(parcel, counts.enumerated().filter { $1 > 0 }.map { ($0, $1) }) { $0 }
  }

  /// The counts of each hundredth of a carat.
  ///
  /// - Parameter hundredths: weights in carats, ascending.
  init(parcel: Int, hundredths carats: [Double]) {
    var counts: [(size: Int, count: Double)] = []
    for weight in carats {
      let size = Int((weight * 100).rounded())
      if let last = counts.last, last.size == size {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((size, 1))
      }
    }
    // From one hundredth to 1.3 ct, closer together where most stones are.
    self.init(parcel, counts) { mark in (mark + 1) * (mark + 2) / 2 }
  }

  private init(
    _ parcel: Int, _ counts: [(size: Int, count: Double)], _ size: (Int) -> Int
  ) {
    self.parcel = parcel
    self.counts = counts
    total = counts.reduce(0) { $0 + $1.count }
    var (place, sum) = (0, 0.0)
    cumulative = (0..<CountList.marks).map { mark in
      while place < counts.count, counts[place].size <= size(mark) {
        sum += counts[place].count
        place += 1
      }
      return sum
    }
  }

  /// The counts of two lists side by side, in the order of the sizes.
  func pairs(with other: CountList) -> [(Double, Double)] {
    var pairs: [(Double, Double)] = []
    var (a, b) = (0, 0)
    while a < counts.count || b < other.counts.count {
      let one = a < counts.count ? counts[a].size : .max
      let two = b < other.counts.count ? other.counts[b].size : .max
      pairs.append((one <= two ? counts[a].count : 0, two <= one ? other.counts[b].count : 0))
      if one <= two { a += 1 }
      if two <= one { b += 1 }
    }
    return pairs
  }

  /// Hands on every pair of lists with nearly as many stones up to every mark, once.
  ///
  /// - Complexity: O(n log n), and O(1) for each pair with nearly as many stones in all.
  static func forEachNearPair(_ lists: [CountList], _ body: (CountList, CountList) -> Void) {
    let sorted = lists.sorted { ($0.total, $0.parcel) < ($1.total, $1.parcel) }
    for (place, one) in sorted.enumerated() {
      let reach = max(fewStones, share * one.total)
      for next in sorted.indices.dropFirst(place + 1) {
        let other = sorted[next]
        guard other.total <= one.total + reach else { break }
        var isNear = true
        for mark in 0..<marks where abs(one.cumulative[mark] - other.cumulative[mark]) > reach {
          isNear = false
          break
        }
        if isNear { body(one, other) }
      }
    }
  }
}
