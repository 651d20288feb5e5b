import Fingerprints
import Specimens
import Testing

@testable import Matching

struct SizeQuestionTests {
  private let pooled = TruncatedLognormal(mu: -2, sigma: 1).shares

  private func question(_ parcel: Parcel, cutOff: Double? = nil) -> SizeQuestion {
    SizeQuestion(parcel, pooled: pooled, cutOff: cutOff, curve: PassingCurve())
  }

  private func classes(
    _ stones: [Double?], carats: [Double?]? = nil, handling: Handling = .runOfMine
  ) -> Parcel {
    let bounds = [0.05, 0.1, 0.2, 0.5, 1, 2].prefix(stones.count).map { SizeBound.carats($0) }
    return Parcel(
      identifier: "P",
      content: .classes(
        SieveSet(bounds: bounds),
        stones.indices.map { ClassContent(stones: stones[$0], carats: carats?[$0]) }),
      handling: handling)
  }

  @Test func aSortedParcelIsRefusedWithTheReason() {
    let sorted = question(classes([50, 40, 30], handling: .sorted))
    #expect(sorted.refusal?.contains("sorted") == true)
    let unknown = question(classes([50, 40, 30], handling: .unknown))
    #expect(unknown.refusal == nil && unknown.warnings.contains { $0.contains("handling") })
    #expect(question(classes([50, 40, 30])).warnings.isEmpty)
  }

  @Test func tooFewStonesOrOneClassAreRefused() {
    #expect(question(classes([5, 6, 3])).refusal?.contains("too few") == true)
    #expect(question(classes([5, 6, 4])).refusal == nil)
    #expect(question(classes([0, 600, 0])).refusal?.contains("one size class") == true)
    #expect(question(classes([600])).refusal?.contains("two size classes") == true)
  }

  @Test(arguments: [Double.nan, -1, .infinity])
  func numbersThatAreNoneAreRefused(value: Double) {
    #expect(question(classes([50, value, 30])).refusal != nil)
    let stones = (1...20).map { Stone(carats: Double($0) / 20) } + [Stone(carats: value)]
    #expect(question(Parcel(identifier: "S", content: .stones(stones))).refusal != nil)
  }

  @Test func classesWithNeitherStonesNorCaratsAreRefused() {
    #expect(question(classes([50, nil, 30])).refusal?.contains("neither") == true)
  }

  @Test func caratsBecomeStonesThroughTheMeanWeight() {
    let counts = [80.0, 60, 40, 20]
    let sieves = question(classes(counts)).sieves
    let weights = sieves.meanWeights(under: pooled).map { $0 ?? 0 }
    let carats = zip(counts, weights).map { Optional($0 * $1) }
    let found = question(classes([nil, nil, nil, nil], carats: carats))
    #expect(zip(found.counts, counts).allSatisfy { abs($0 - $1) < 1e-9 })
    // The open top class is wider than a factor 3.
    #expect(found.warnings.contains { $0.contains("rough") })
  }

  @Test func classesBelowTheReferencesCutOffAreLeftOut() {
    let found = question(classes([50, 40, 30, 20]), cutOff: 0.1)
    #expect(found.counts == [40, 30, 20] && found.sieves.count == 3)
    #expect(found.warnings.contains { $0.contains("50 stones there were left out") })
  }

  @Test func aClassThatBeginsALittleBelowTheCutOffIsKept() {
    #expect(question(classes([50, 40, 30, 20]), cutOff: 0.07).counts == [50, 40, 30, 20])
    #expect(question(classes([50, 40, 30, 20]), cutOff: 0.08).counts == [40, 30, 20])
  }

  @Test func theOrderOfClassesDoesNotMatter() {
    guard case .classes(let set, let contents) = classes([50, 40, 30, 20]).content else { return }
    let order = [2, 0, 3, 1]
    let mixed = Parcel(
      identifier: "P",
      content: .classes(
        SieveSet(classes: order.map { set.classes[$0] }), order.map { contents[$0] }),
      handling: .runOfMine)
    #expect(question(mixed).counts == [50, 40, 30, 20])
  }

  @Test func stonesAreCountedAboveTheSmallest() {
    let weights = (1...60).map { 0.02 * Double($0) }
    let parcel = { (weights: [Double]) in
      Parcel(
        identifier: "S", content: .stones(weights.map { Stone(carats: $0) }),
        handling: .runOfMine)
    }
    let found = question(parcel(weights))
    #expect(found.stones == 59)
    #expect(found.warnings.contains { $0.contains("0.02 ct") })
    #expect(question(parcel(weights.reversed())).counts == found.counts)
    let above = question(parcel(weights), cutOff: 0.5)
    #expect(above.stones == 36)
  }

  @Test func aClassWithoutALowerBoundIsLeftOutInWords() {
    let parcel = Parcel(
      identifier: "P",
      content: .classes(
        SieveSet(bounds: [0, 0.1, 0.2, 0.5].map { .carats($0) }),
        [50, 40, 30, 20].map { ClassContent(stones: $0) }),
      handling: .runOfMine)
    let found = question(parcel)
    #expect(found.refusal == nil && found.counts == [40, 30, 20])
    #expect(found.warnings.contains { $0.contains("cut-off is not known") })
  }
}
