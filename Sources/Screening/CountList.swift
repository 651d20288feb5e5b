internal import Foundation
internal import Specimens

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
  /// A size that has stones.
  private struct Entry {
    let size: Int32
    var count: Double
  }

  /// How much the stones of a size weigh.
  private struct Weight {
    /// Together, where it is stated.
    let carats: Double?
    /// The least standard deviation of one stone's weight, by the mean; `nil` where nothing is known.
    let spread: Double?
  }

  /// The sizes that have stones, ascending.
  private let counts: [Entry]
  /// The weight of each; none for lists of weights.
  private let weights: [Weight]
  /// The last digit of the weights in carats.
  private let resolution: Double
  /// The number of all stones.
  private let total: Double
  /// The numbers of stones up to some sizes, which are the same for all lists.
  private let cumulative: [Double]

  /// The counts of a parcel's size classes; `nil` where one is not counted.
  ///
  /// - Parameters:
  ///   - parcel: its place in the manifest.
  ///   - spreads: of each class the least standard deviation of one stone's weight by the mean, as
  ///     ``leastSpreads(of:)`` has them.
  ///   - contents: what each class holds.
  init?(parcel: Int, spreads: [Double?], contents: [ClassContent]) {
    var (counts, weights): ([Entry], [Weight]) = ([], [])
    var resolution = 0.01
    for (size, content) in contents.enumerated() {
      guard let stones = content.stones else { return nil }
      if let carats = content.carats, CountList.areFine([carats]) { resolution = 0.001 }
      if stones > 0 {
        counts.append(Entry(size: Int32(size), count: stones))
        weights.append(Weight(carats: content.carats, spread: spreads[size]))
      }
    }
    self.init(parcel, counts, weights, resolution) { $0 }
  }

  /// The least standard deviation of one stone's weight in each class, by the mean weight there; `nil` for
  /// the open class.
  ///
  /// Stones that lie evenly in the logarithm of weight between bounds that differ by L scatter by L/√12. Half of it
  /// is taken, and no more than a fifth, because the coarser stones of a class are fewer: in stones drawn from the shipped
  /// footprints the least of any origin and class is 0.18 L, and 0.25. An aperture of d mm stands for a weight as d³.
  static func leastSpreads(of sieves: SieveSet) -> [Double?] {
    sieves.classes.map { size in
      guard let upper = size.upper, size.lower.value > 0 else { return nil }
      let ratio = log(upper.value / size.lower.value)
      let width: Double
      switch (size.lower, upper) {
      case (.carats, .carats): width = ratio
      case (.aperture(_, let mesh), .aperture(_, let other)) where mesh == other: width = 3 * ratio
      default: return nil
      }
      return min(width / 12.0.squareRoot() / 2, 0.2)
    }
  }

  /// The counts of stones of each weight, to a part of a carat.
  ///
  /// - Parameters:
  ///   - weights: in carats, ascending.
  ///   - parts: 100 for hundredths.
  init(parcel: Int, weights: [Double], parts: Int) {
    var counts: [Entry] = []
    for weight in weights {
      // No stone weighs as much as 20,000 ct.
      let size = Int32(min((weight * Double(parts)).rounded(), 2e7))
      if let last = counts.last, last.size == size {
        counts[counts.count - 1].count += 1
      } else {
        counts.append(Entry(size: size, count: 1))
      }
    }
    // From one hundredth to 1.3 ct, closer together where most stones are.
    self.init(parcel, counts, [], 0.01) { mark in (mark + 1) * (mark + 2) / 2 * parts / 100 }
  }

  /// Whether weights were taken to more than hundredths of a carat.
  static func areFine(_ weights: [Double]) -> Bool {
    weights.contains { abs(($0 * 100).rounded() - $0 * 100) > 1e-6 }
  }

  private init(
    _ parcel: Int, _ counts: [Entry], _ weights: [Weight], _ resolution: Double,
    _ size: (Int) -> Int
  ) {
    self.parcel = parcel
    self.resolution = resolution
    (self.counts, self.weights) = (counts, weights)
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

  /// How two lists differ in each size that both have about one stone of or more.
  ///
  /// Counts with a common Poisson mean m differ in steps of one with a spread √m. Where both state the weight c of a
  /// size's n stones too, to its last digit r, it says more:
  ///
  /// - Whatever the counts are, weights of n stones each scatter about them by s c/√n, where s is the least spread of one
  ///   stone's weight in the class (``leastSpreads(of:)``): so they differ in steps of r with a spread of s c/(r√n)
  ///   besides. Differing counts only move the weights apart, so that both chances multiply.
  /// - In the open class s is not known. Weights scatter by c/√n at the least, as their counts do, and are compared
  ///   instead of them.
  func agreement(with other: CountList) -> ChanceAgreement {
    let smallest = max(resolution, other.resolution)
    var agreement = ChanceAgreement()
    var (a, b) = (0, 0)
    while a < counts.count || b < other.counts.count {
      let one = a < counts.count ? counts[a].size : .max
      let two = b < other.counts.count ? other.counts[b].size : .max
      let count = one <= two ? counts[a].count : 0
      let otherCount = two <= one ? other.counts[b].count : 0
      let mean = (count + otherCount) / 2
      if mean >= 1 {
        var isSaidByWeights = false
        if one == two, !weights.isEmpty, !other.weights.isEmpty,
          let carats = weights[a].carats, let others = other.weights[b].carats
        {
          isSaidByWeights = weights[a].spread == nil
          agreement.add(
            difference: abs(carats - others) / smallest,
            spread: (weights[a].spread ?? 1) * (carats + others) / 2 / mean.squareRoot() / smallest)
        }
        if !isSaidByWeights {
          agreement.add(difference: abs(count - otherCount), spread: mean.squareRoot())
        }
      }
      if one <= two { a += 1 }
      if two <= one { b += 1 }
    }
    return agreement
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
