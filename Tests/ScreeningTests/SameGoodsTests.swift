import Foundation
import Specimens
import Testing

@testable import Screening

struct SameGoodsTests {
  /// A generator with a seed: SplitMix64.
  struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// Weights in hundredths of a carat, lognormal.
  private func stones(_ count: Int, mean: Double = 0, _ generator: inout Seeded) -> [Double] {
    (0..<count).map { _ in
      let radius = (-2 * log(Double.random(in: 1e-12..<1, using: &generator))).squareRoot()
      let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &generator)
      return (exp(mean + radius * cos(angle)) * 100).rounded() / 100
    }
  }

  private func found(_ goods: [ScreenedGoods]) throws -> [[Finding]] {
    let manifest = try goods.indices.map { try Fixtures.orderly("P\($0)", number: "BW\($0)") }
    return SameGoods(rules: try Fixtures.rules()).findings(manifest, goods: goods)
  }

  @Test func theSameStonesWeighedAgainAreFoundAndNamed() throws {
    var generator = Seeded(state: 1)
    let first = stones(200, mean: 0.5, &generator)
    // Weighed again, each up to 0.01 ct off, in another order and without two stones.
    let again = first.dropLast(2).shuffled(using: &generator)
      .map { $0 + Double(Int.random(in: -1...1, using: &generator)) / 100 }
    let goods = [first, stones(200, mean: 0.5, &generator), Array(again)].map {
      ScreenedGoods(stoneCarats: $0)
    }
    let found = try found(goods)
    #expect(found.map(\.codes) == [["same-goods"], [], ["same-goods"]])
    #expect(found[0].first?.details["parcels"] == "P2")
    #expect(found[2].first?.details["certificates"] == "BW0")
    #expect(found[0].first?.severity == .doubt)
  }

  @Test(arguments: [(50, 0.5), (200, 0.0), (500, -1.0)])
  func unrelatedParcelsOfOneOriginAreNotTakenForTheSame(count: Int, mean: Double) throws {
    var generator = Seeded(state: 7)
    let parcels = (0..<60).map { _ in stones(count, mean: mean, &generator).sorted() }
    let check = SameGoods(rules: try Fixtures.rules())
    var same = 0
    for a in parcels.indices {
      for b in parcels.indices.dropFirst(a + 1)
      where check.isFound(parcels[a], in: parcels[b]) && check.isFound(parcels[b], in: parcels[a]) {
        same += 1
      }
    }
    #expect(same == 0)
  }

  @Test func twelveTellingStonesAreNeededAndNineTenthsOfThem() throws {
    let check = SameGoods(rules: try Fixtures.rules())
    let twelve = (1...12).map(Double.init)
    #expect(check.isFound(twelve, in: twelve))
    #expect(!check.isFound(Array(twelve.dropLast()), in: twelve))
    let ten = (1...20).map(Double.init)
    #expect(check.isFound(ten, in: Array(ten.dropLast(2))))
    #expect(!check.isFound(ten, in: Array(ten.dropLast(3))))
    #expect(check.isFound(twelve, in: twelve.map { $0 + 0.018 }))
    #expect(!check.isFound(twelve, in: twelve.map { $0 + 0.019 }))
    // Small stones beside one another tell nothing.
    let small = (1...100).map { Double($0) / 100 }
    #expect(!check.isFound(small, in: small))
  }

  @Test func classCountsThatAgreeBeyondChanceAreFound() throws {
    let bounds = (1...8).map { SizeBound.carats(Double($0)) }
    let counts: [Double] = [900, 700, 500, 400, 300, 200, 120, 60]
    let same = Fixtures.classes(bounds, counts)
    let near = Fixtures.classes(bounds, [901, 700, 500, 400, 299, 200, 120, 60])
    // Each count is about one standard deviation of a Poisson number away.
    let other = Fixtures.classes(bounds, [930, 674, 522, 420, 283, 214, 109, 68])
    #expect(try found([same, near]).map(\.codes) == [["same-goods"], ["same-goods"]])
    #expect(try found([same, other]).joined().isEmpty)
    let few = Fixtures.classes(bounds, [1, 1, 0, 0, 0, 0, 0, 0])
    #expect(try found([few, few]).joined().isEmpty)
    let otherSieves = Fixtures.classes(bounds.map { .carats($0.value / 2) }, counts)
    #expect(try found([same, otherSieves]).joined().isEmpty)
  }

  @Test func aSheetUsedAgainIsKnownByItsWeights() throws {
    let bounds = [1.2, 2, 3.35, 6].map { SizeBound.aperture(millimetres: $0, mesh: .round) }
    func sheet(_ counts: [Double], _ carats: [Double]) -> ScreenedGoods {
      let contents = zip(counts, carats).map { ClassContent(stones: $0, carats: $1) }
      return ScreenedGoods(
        parcels: [Parcel(identifier: "S", content: .classes(SieveSet(bounds: bounds), contents))])
    }
    let counts: [Double] = [245, 54, 7, 1]
    let first = sheet(counts, [7.169, 6.102, 4.782, 2.544])
    #expect(try found([first, first]).map(\.codes) == [["same-goods"], ["same-goods"]])
    // The same numbers of other stones.
    #expect(try found([first, sheet(counts, [7.3, 6.05, 4.9, 2.2])]).joined().isEmpty)
    // Four classes without weights say too little.
    #expect(
      try found([Fixtures.classes(bounds, counts), Fixtures.classes(bounds, counts)]).joined()
        .isEmpty)
  }

  /// A sheet of five classes of a round mesh.
  private func sheet(_ contents: [(stones: Double, carats: Double)]) -> ScreenedGoods {
    let bounds = [1.5, 2.1, 2.9, 4, 6].map { SizeBound.aperture(millimetres: $0, mesh: .round) }
    let classes = contents.map {
      ClassContent(stones: $0.stones, carats: ($0.carats * 1000).rounded() / 1000)
    }
    return ScreenedGoods(
      parcels: [Parcel(identifier: "S", content: .classes(SieveSet(bounds: bounds), classes))])
  }

  /// A sheet of small goods, lognormal about 0.027 ct; the last three classes are mostly empty.
  private func smallSheet(_ generator: inout Seeded) -> ScreenedGoods {
    let bounds = [0.0226, 0.062, 0.163, 0.43, 1.45]
    var contents = bounds.map { _ in (stones: 0.0, carats: 0.0) }
    for _ in 0..<Int.random(in: 150...450, using: &generator) {
      let radius = (-2 * log(Double.random(in: 1e-12..<1, using: &generator))).squareRoot()
      let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &generator)
      let carats = exp(-3.6 + 0.4 * radius * cos(angle))
      guard let place = bounds.lastIndex(where: { $0 <= carats }) else { continue }
      contents[place].stones += 1
      contents[place].carats += carats
    }
    return sheet(contents)
  }

  @Test func aSheetOfTwoClassesUsedAgainIsFoundAmongHundredsOfItsKindButNoShorterOne() throws {
    var generator = Seeded(state: 21)
    let unrelated = (0..<400).map { _ in smallSheet(&generator) }
    let long = sheet([(394, 13.249), (4, 0.342), (0, 0), (0, 0), (0, 0)])
    let codes = try found(unrelated + [long, long]).map(\.codes)
    #expect(codes == Array(repeating: [], count: 400) + [["same-goods"], ["same-goods"]])
    // Among so many, others agree as well by chance too often.
    let short = sheet([(150, 5.012), (1, 0.081), (0, 0), (0, 0), (0, 0)])
    #expect(try found(unrelated + [short, short]).joined().isEmpty)
  }

  @Test func sheetsOfUnrelatedSmallGoodsAgreeNoMoreOftenThanTheirChanceSays() throws {
    var generator = Seeded(state: 22)
    let lists = try (0..<300).map { place in
      let parcel = smallSheet(&generator).parcels[0]
      guard case .classes(let sieves, let contents) = parcel.content else {
        throw CancellationError()
      }
      return try #require(
        CountList(
          parcel: place, spreads: CountList.leastSpreads(of: sieves), contents: contents))
    }
    var chances: [Double] = []
    for a in lists.indices {
      for b in lists.indices.dropFirst(a + 1) {
        chances.append(lists[a].agreement(with: lists[b]).logChance)
      }
    }
    for level in [0.1, 0.01, 0.001, 0.0001] {
      let share = Double(chances.count { $0 <= log(level) }) / Double(chances.count)
      #expect(share <= level, "\(share) at \(level)")
    }
    #expect(chances.contains { $0 <= log(0.01) })
  }

  @Test func stonesOfAClassScatterByHalfOfAnEvenSpreadAtLeast() {
    let round = SieveSet(bounds: [1.5, 2.1, 6].map { .aperture(millimetres: $0, mesh: .round) })
    let spreads = CountList.leastSpreads(of: round)
    // 3 ln(2.1/1.5) / (2 √12) by hand; the second class is wide, the last is open.
    #expect(abs((spreads[0] ?? 0) - 0.14569) < 1e-5)
    #expect(spreads[1] == 0.2)
    #expect(spreads[2] == nil)
    #expect(CountList.leastSpreads(of: SieveSet(bounds: [.carats(0), .carats(1)])) == [nil, nil])
  }

  @Test(arguments: [(2_000, -3.0), (500, -1.0)])
  func aListOfSmallWeightsUsedAgainIsFoundAndUnrelatedOnesAreNot(count: Int, mean: Double) throws {
    var generator = Seeded(state: 3)
    let parcels = (0..<20).map { _ in stones(count, mean: mean, &generator) }
    let again = [parcels[0].shuffled(using: &generator), Array(parcels[1].dropLast(3))]
    let found = try found((parcels + again).map { ScreenedGoods(stoneCarats: $0) })
    #expect(
      found.map { $0.first?.details["parcels"] }
        == ["P20", "P21"] + Array(repeating: nil, count: 18) + ["P0", "P1"])
  }

  @Test func thousandthsTellAShortListOfSmallStonesThatWasUsedAgain() throws {
    var generator = Seeded(state: 11)
    func list() -> [Double] {
      (0..<170).map { _ in Double(Int.random(in: 14...60, using: &generator)) / 1000 }
    }
    let lists = [list(), list(), list()]
    let found = try found((lists + [lists[1]]).map { ScreenedGoods(stoneCarats: $0) })
    #expect(found.map(\.codes) == [[], ["same-goods"], [], ["same-goods"]])
  }

  @Test func aListThatWasMuchChangedIsNotCompared() throws {
    var generator = Seeded(state: 4)
    let list = stones(2_000, mean: -3, &generator)
    let kept = ScreenedGoods(stoneCarats: list)
    #expect(try found([kept, .init(stoneCarats: Array(list.dropLast(20)))]).joined().count == 2)
    #expect(try found([kept, .init(stoneCarats: Array(list.dropLast(60)))]).joined().isEmpty)
  }

  @Test func rareStonesLeadToTheSameParcelsAsAllPairsDo() throws {
    var generator = Seeded(state: 9)
    var goods = (0..<40).map { _ in stones(60, mean: 0.5, &generator).sorted() }
    // Some again, with a tenth of the stones gone and the others weighed again.
    for place in 0..<8 {
      goods.append(
        goods[place].enumerated().filter { $0.offset % 30 != place % 30 }
          .map { $0.element + Double(Int.random(in: -1...1, using: &generator)) / 100 }.sorted())
    }
    let check = SameGoods(rules: try Fixtures.rules())
    let all = goods.indices.map { a in
      goods.indices.filter { b in
        a != b && check.isFound(goods[a], in: goods[b]) && check.isFound(goods[b], in: goods[a])
      }
    }
    let found = try found(goods.map { ScreenedGoods(stoneCarats: $0) })
    #expect(all.joined().count >= 8)
    // Counts of small stones find copies that telling ones miss, and no others.
    for (place, one) in found.enumerated() {
      let named = Set((one.first?.details["parcels"] ?? "").split(separator: ", ").map(String.init))
      #expect(named.isSuperset(of: all[place].map { "P\($0)" }), "\(place)")
      #expect(named.isSubset(of: ["P\(place + 40)", "P\(place - 40)"]), "\(place)")
    }
  }

  @Test func goodsOfOneCertificateOrOfNoneAreNotCompared() throws {
    let goods = ScreenedGoods(stoneCarats: (1...20).map(Double.init))
    let check = SameGoods(rules: try Fixtures.rules())
    let one = [try Fixtures.orderly("A"), try Fixtures.orderly("B", number: "bw-001234")]
    #expect(check.findings(one, goods: [goods, goods]) == [[], []])
    let none = [try Fixtures.orderly("A"), Shipment(parcel: "B")]
    #expect(check.findings(none, goods: [goods, goods]) == [[], []])
  }
}
