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
/// agree by chance about once in 60,000 (12 · 0.3¹¹ · 0.7), and both parcels must. The small stones, which
/// agree in any two parcels, do not count. Weighing again and a few lost stones do not hide the goods.
///
/// **The same weights.** Small goods have few telling stones. The counts of stones of each hundredth of a carat, and
/// of each thousandth where both were weighed so, are compared as size classes are; this finds a list of weights that
/// was used again.
///
/// **Size classes.** Both parcels were sieved into the same classes. If counts a and b in a class are Poisson
/// with the same mean m, taken as (a + b) / 2, then P(|a − b| ≤ d) is about (2d + 1) / √(4πm); where weights are stated
/// they say more (`CountList`), and a sheet that was used again agrees in them to the last digit. For unrelated
/// goods of one origin the product of all these is as small as it is with a chance (`ChanceAgreement`) of at most
/// 10⁻⁶ for up to 10,000 pairs of lists that can be compared and less in proportion for more, so that one in a
/// hundred manifests has a false pair. Lists can be compared that are of the same sieves, or both of weighed stones; the
/// latter once by hundredths and once more by thousandths. Goods of other origins agree less often still. Classes
/// with fewer than one stone on average do not count. Only parcels are compared whose numbers of stones up to
/// every class differ by at most five, or by 2 % of all stones: a list that was changed more than that is not
/// found. Nor is a short sheet, which agrees in all digits too easily: among 1,000 parcels in four sieve sets one of
/// 394 and 4 stones in two classes is just long enough.
///
/// In a simulation of lognormal parcels from one origin each, 50 to 2,000 stones, no pair of 1,257,900 was taken
/// for the same by its telling stones; of 155,625 pairs of 200 to 5,000 stones the counts by hundredths agreed
/// with a chance of 0.001 at the least. Parcels that were made alike on purpose (sorted to one size, or fewer
/// than twelve large stones) can be missed, and goods sorted to narrow sizes agree more than the reasoning says.
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
  /// - Complexity: far below the number of pairs: only parcels that share a rare stone, or have nearly as many
  ///   stones up to every weight or class, are compared.
  public func findings(_ manifest: [Shipment], goods: [ScreenedGoods]) -> [[Finding]] {
    precondition(manifest.count == goods.count, "Every shipment has its goods.")
    let numbers = manifest.map { $0.certificate.map(CertificateNumber.normalised) ?? "" }
    let compared = manifest.indices.filter { !numbers[$0].isEmpty }
    var found = [[Int]](repeating: [], count: manifest.count)
    func compare(_ a: Int, _ b: Int, _ agree: () -> Bool) {
      guard numbers[a] != numbers[b], !found[a].contains(b), agree() else { return }
      found[a].append(b)
      found[b].append(a)
    }
    let listed = compared.compactMap { index in
      goods[index].stoneCarats.map { (index, $0.sorted()) }
    }
    let stones = Dictionary(uniqueKeysWithValues: listed)
    let telling = listed.map { (parcel: $0.0, telling: tellingStones($0.1), stones: $0.1) }
      .filter { Double($0.telling.count) >= least }
    SharedStones(telling, reach: reach, share: share).forEachPair { a, b in
      guard let one = stones[a], let other = stones[b] else { return }
      compare(a, b) { isFound(one, in: other) && isFound(other, in: one) }
    }
    var sheets: [SieveSet: [CountList]] = [:]
    for index in compared where goods[index].stoneCarats == nil {
      guard
        goods[index].parcels.count == 1,
        case .classes(let sieves, let contents) = goods[index].parcels[0].content,
        let list = CountList(
          parcel: index, spreads: CountList.leastSpreads(of: sieves), contents: contents)
      else { continue }
      sheets[sieves, default: []].append(list)
    }
    let lists = [
      listed.map { CountList(parcel: $0.0, weights: $0.1, parts: 100) },
      listed.filter { CountList.areFine($0.1) }
        .map { CountList(parcel: $0.0, weights: $0.1, parts: 1000) },
    ]
    let groups = lists + sheets.values
    let pairs = groups.reduce(0) { $0 + Double($1.count) * Double($1.count - 1) / 2 }
    let limit = log(chance) + min(0, log(SameGoods.fewPairs / max(pairs, 1)))
    for alike in groups {
      CountList.forEachNearPair(alike) { a, b in
        compare(a.parcel, b.parcel) {
          let agreement = a.agreement(with: b)
          return -agreement.exponent <= limit && agreement.logChance <= limit
        }
      }
    }
    return found.indices.map { index in
      guard !found[index].isEmpty else { return [] }
      let others = found[index].sorted()
      return [
        Finding(
          code: "same-goods", severity: .doubt,
          details: [
            "certificate": manifest[index].certificate ?? "",
            "parcels": others.map { manifest[$0].parcel }.joined(separator: ", "),
            "certificates": others.compactMap { manifest[$0].certificate }.joined(separator: ", "),
          ], source: source)
      ]
    }
  }

  /// The number of pairs of lists up to which the chance of counts that agree is taken as it is; the limit
  /// falls as their number grows, so that many parcels bring no more false findings than few.
  private static let fewPairs = 10_000.0

  /// The places of the stones of a parcel beside which there is no other, ascending.
  private func tellingStones(_ stones: [Double]) -> [Int] {
    stones.indices.filter { index in
      (index == 0 || stones[index] - stones[index - 1] > gap)
        && (index == stones.count - 1 || stones[index + 1] - stones[index] > gap)
    }
  }

  /// Whether a parcel's telling stones are found in another; both ascending.
  func isFound(_ stones: [Double], in others: [Double]) -> Bool {
    let telling = tellingStones(stones)
    guard Double(telling.count) >= least else { return false }
    var (matched, next) = (0, 0)
    for index in telling {
      // One stone is never found twice: telling stones are further apart than twice the reach.
      while next < others.count, others[next] < stones[index] - reach - 1e-9 { next += 1 }
      if next < others.count, others[next] <= stones[index] + reach + 1e-9 { matched += 1 }
    }
    return Double(matched) >= share * Double(telling.count)
  }
}
