internal import Foundation
public import Specimens

/// The same goods are not presented under two certificates.
///
/// Two parcels with different certificates are taken for the same goods where their stones or their size
/// classes agree more closely than those of other goods would by chance.
///
/// **Stones that were weighed.** A stone is a *telling* one where no other of its parcel is within 0.1 ct. Each
/// parcel needs 12, and nine tenths of each parcel's must have a stone in the other within twice the rounding,
/// 0.018 ct. Where a telling stone lies, other goods of the same origin have about one stone in 0.1 ct or
/// fewer, so that one of them is that near with a chance of about 1 − exp(−0.36) = 0.3; eleven of twelve then
/// agree by chance about once in 20,000 (12 · 0.3¹¹ · 0.7), and both parcels must. The small stones, which
/// agree in any two parcels, do not count. A test compares thousands of unrelated parcels.
///
/// **Size classes.** Both parcels were sieved into the same classes. If counts a and b in a class are Poisson
/// with the same mean m, taken as (a + b) / 2, then P(|a − b| ≤ d) is about (2d + 1) / √(4πm). For unrelated
/// goods of one origin these are uniform, and the product of k of them is as small as it is with the chance
/// that Fisher's method states (R. A. Fisher, *Statistical Methods for Research Workers*, 1932), at most 10⁻⁶
/// here. Goods of other origins agree less often still. Classes with fewer than one stone on average do not
/// count.
///
/// A doubt and no more: goods may rightly travel under a second certificate when they are exported again.
public struct SameGoods: Sendable {
  /// The codes of all findings that it can make.
  public static let codes = ["same-goods"]

  private let gap: Double
  private let reach: Double
  private let least: Double
  private let share: Double
  private let chance: Double
  private let source: String

  /// The check with its bounds.
  public init(rules: ScreeningRules) {
    gap = rules.bound(.sameGoodsGap).value
    reach = 2 * rules.bound(.weightRounding).value
    least = rules.bound(.sameGoodsStones).value
    share = rules.bound(.sameGoodsShare).value
    chance = rules.bound(.sameGoodsChance).value
    source = rules.bound(.sameGoodsGap).source.text
  }

  /// What is wrong, for each shipment in the manifest's order.
  ///
  /// - Parameter goods: what was read from the evidence of each shipment, in the same order.
  /// - Complexity: quadratic in the number of shipments with a certificate.
  public func findings(_ manifest: [Shipment], goods: [ScreenedGoods]) -> [[Finding]] {
    precondition(manifest.count == goods.count, "Every shipment has its goods.")
    var found = [[Int]](repeating: [], count: manifest.count)
    let numbers = manifest.map { $0.certificate.map(CertificateNumber.normalised) ?? "" }
    let sorted = goods.map { $0.stoneCarats?.sorted() }
    for a in manifest.indices where !numbers[a].isEmpty {
      for b in manifest.indices.dropFirst(a + 1) where !numbers[b].isEmpty {
        guard numbers[a] != numbers[b] else { continue }
        let agree: Bool
        if let stones = sorted[a], let others = sorted[b] {
          agree = isFound(stones, in: others) && isFound(others, in: stones)
        } else {
          agree = haveSameClasses(goods[a].parcels, goods[b].parcels)
        }
        if agree {
          found[a].append(b)
          found[b].append(a)
        }
      }
    }
    return found.indices.map { index in
      guard !found[index].isEmpty else { return [] }
      return [
        Finding(
          code: "same-goods", severity: .doubt,
          details: [
            "certificate": manifest[index].certificate ?? "",
            "parcels": found[index].map { manifest[$0].parcel }.joined(separator: ", "),
            "certificates": found[index].compactMap { manifest[$0].certificate }
              .joined(separator: ", "),
          ], source: source)
      ]
    }
  }

  /// Whether a parcel's telling stones are found in another; both ascending.
  func isFound(_ stones: [Double], in others: [Double]) -> Bool {
    let telling = stones.indices.filter { index in
      (index == 0 || stones[index] - stones[index - 1] > gap)
        && (index == stones.count - 1 || stones[index + 1] - stones[index] > gap)
    }
    guard Double(telling.count) >= least else { return false }
    var (matched, next) = (0, 0)
    for index in telling {
      // One stone is never found twice: telling stones are further apart than twice the reach.
      while next < others.count, others[next] < stones[index] - reach - 1e-9 { next += 1 }
      if next < others.count, others[next] <= stones[index] + reach + 1e-9 { matched += 1 }
    }
    return Double(matched) >= share * Double(telling.count)
  }

  /// Whether parcels were sieved alike and their counts agree beyond chance.
  func haveSameClasses(_ parcels: [Parcel], _ others: [Parcel]) -> Bool {
    guard
      parcels.count == 1, others.count == 1,
      case .classes(let sieves, let contents) = parcels[0].content,
      case .classes(let otherSieves, let otherContents) = others[0].content, sieves == otherSieves
    else { return false }
    var (exponent, classes) = (0.0, 0)
    for (a, b) in zip(contents.map(\.stones), otherContents.map(\.stones)) {
      guard let a, let b else { return false }
      let mean = (a + b) / 2
      guard mean >= 1 else { continue }
      exponent -= log(min(1, (2 * abs(a - b) + 1) / (4 * Double.pi * mean).squareRoot()))
      classes += 1
    }
    return classes > 0 && SameGoods.fisher(exponent, of: classes) <= chance
  }

  /// The chance that k uniform numbers have a product of exp(−x) or less: exp(−x) Σ xʲ/j! for j < k.
  static func fisher(_ x: Double, of count: Int) -> Double {
    var (term, sum) = (1.0, 1.0)
    for j in 1..<max(1, count) {
      term *= x / Double(j)
      sum += term
    }
    return exp(-x) * sum
  }
}
