import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeScreenTests {
  private let origins = ["AA/0", "AA/1", "AA/2"].map { Origin($0) }

  private func model(members: Int = 60) throws -> SizeModel {
    try SizeModel(footprints: try SizeSamples.footprints(members: members))
  }

  private func parcel(
    _ median: Double, count: Int = 400, seed: UInt64, name: String = "P",
    handling: Handling = .runOfMine
  ) -> Parcel {
    SizeSamples.parcel(
      of: SizeSamples.stones(count, median: median, seed: seed, above: 0.02),
      in: SizeSamples.carats, name: name, handling: handling)
  }

  private func test(
    _ parcel: Parcel, _ declared: [Origin]
  ) throws -> Result<DeclarationTest, DeclarationTest.Refusal> {
    var screen = SizeScreen(try model())
    return screen.test([.init(parcel, declared: declared)])[0]
  }

  @Test func goodsFromElsewhereAreNoticedAndOwnOnesFit() throws {
    let own = try test(parcel(0.05, seed: 1), [origins[0]]).get()
    #expect(own.pValue > 0.05 && own.asDeclared > 0.5 && own.log10LikelihoodRatio > 0)
    let foreign = try test(parcel(0.3, seed: 1), [origins[0]]).get()
    #expect(foreign.pValue < 1e-6 && foreign.pValue > 0 && foreign.log10LikelihoodRatio == -3)
    #expect(foreign.alternatives[0].origin == origins[2])
    #expect(foreign.stones == 400)
    for answer in [own, foreign] {
      let sum =
        answer.asDeclared + answer.noneOfThese
        + answer.alternatives.reduce(0) { $0 + $1.probability }
      #expect(abs(sum - 1) < 1e-12)
      #expect(answer.alternatives.map(\.origin).sorted() == [origins[1], origins[2]])
      #expect(answer.noticed.map { $0 > 0.9 } == true)
    }
  }

  @Test func fewStonesNoticeLess() throws {
    let few = try test(parcel(0.05, count: 20, seed: 2), [origins[0]]).get()
    let many = try test(parcel(0.05, count: 400, seed: 2), [origins[0]]).get()
    #expect(try #require(few.noticed) < #require(many.noticed))
  }

  @Test func goodsLikeNoReferenceAreToldFromForeignOnes() throws {
    // All stones in two classes far apart.
    let counts = SizeSamples.carats.indices.map {
      ClassContent(stones: [0, 7].contains($0) ? 200 : 0)
    }
    let odd = Parcel(
      identifier: "odd", content: .classes(SieveSet(bounds: SizeSamples.carats), counts),
      handling: .runOfMine)
    let answer = try test(odd, [origins[0]]).get()
    #expect(answer.noneOfThese > 0.99 && answer.pValue < 1e-6)
  }

  @Test func aMixtureOfDeclaredOriginsFitsAndOneOfThemAloneDoesNot() throws {
    let stones =
      SizeSamples.stones(300, median: 0.05, seed: 3, above: 0.02)
      + SizeSamples.stones(300, median: 0.3, seed: 4, above: 0.02)
    let mixed = SizeSamples.parcel(of: stones, in: SizeSamples.carats)
    #expect(try test(mixed, [origins[0], origins[2]]).get().pValue > 0.05)
    #expect(try test(mixed, [origins[0]]).get().pValue < 1e-4)
    // A country is all of its footprints, and then there is no elsewhere.
    let country = try test(mixed, [Origin("AA")]).get()
    #expect(country.noticed == nil && country.alternatives == [])
  }

  @Test func whatCannotBeComparedSaysWhy() throws {
    #expect(
      try test(parcel(0.05, seed: 1), [Origin("BB")]) == .failure(.unknownOrigin(Origin("BB"))))
    guard
      case .failure(.parcel(let sorted)) = try test(
        parcel(0.05, seed: 1, handling: .sorted), [origins[0]]),
      case .failure(.parcel(let few)) = try test(parcel(0.05, count: 9, seed: 1), [origins[0]])
    else {
      Issue.record("Sorted goods and nine stones were compared.")
      return
    }
    #expect(sorted.contains("sorted") && few.contains("too few"))
  }

  @Test func oneReferenceParcelIsNoScatter() throws {
    let footprints = try SizeSamples.footprints(members: 20).map {
      SizeFootprint(
        origin: $0.origin, grade: .measured, source: "", members: $0.members, scatter: .unknown,
        cutOff: nil, parcelNames: ["R"], parcels: $0.parcels)
    }
    var screen = SizeScreen(try SizeModel(footprints: footprints))
    let answer = screen.test([.init(parcel(0.05, seed: 1), declared: [origins[0]])])[0]
    guard case .failure(.parcel(let reason)) = answer else {
      Issue.record("An origin of one reference parcel was tested.")
      return
    }
    #expect(reason.contains("one reference parcel of AA/0"))
  }

  @Test func answersDependNeitherOnOtherParcelsNorOnTheirOrder() throws {
    let questions = (0..<6).map { place in
      SizeScreen.Question(
        parcel([0.05, 0.12, 0.3][place % 3], count: 100 + 40 * place, seed: UInt64(place)),
        declared: [origins[place / 2]])
    }
    var screen = SizeScreen(try model())
    let together = screen.test(questions, workers: Workers(2))
    var other = SizeScreen(try model())
    let backwards = Array(other.test(questions.reversed(), workers: Workers(1)).reversed())
    #expect(together == backwards)
    #expect(other.test([questions[3]])[0] == together[3])
  }

  @Test func singleStonesAreCountedAboveTwiceTheSmallest() throws {
    let stones = SizeSamples.stones(600, median: 0.05, seed: 6, above: 0.015)
      .map { Stone(carats: $0.carats) }
    let listed = Parcel(identifier: "L", content: .stones(stones), handling: .runOfMine)
    let answer = try test(listed, [origins[0]]).get()
    let smallest = try #require(stones.map(\.carats).min())
    // The next half octave above twice the smallest one.
    let bound = exp2((2 * log2(2 * smallest)).rounded(.up) / 2)
    #expect(answer.stones == stones.count { $0.carats >= bound })
    #expect(answer.pValue > 0.01)
  }

  /// Goods of distributions that the footprints do not hold, drawn as theirs were, have a p-value of `a` or less
  /// with a probability of about `a`.
  @Test func pValuesOfDeclaredGoodsAreEven() throws {
    let all = try SizeSamples.footprints(members: 360)
    // Every third member is kept back.
    let known = try all.map { footprint in
      try SizeFootprint(
        origin: footprint.origin, grade: .simulated, source: "test",
        members: (0..<360).filter { $0 % 3 != 0 }.map {
          footprint.members.row($0).map(Double.init)
        })
    }
    let model = try SizeModel(footprints: known)
    let kept = KeptClasses(
      of: SieveSet(bounds: SizeSamples.carats), pooled: model.pooled, cutOff: nil,
      curve: model.curve)
    let hypotheses = DeclarationHypotheses(model, declared: [[1]], classes: kept, stream: "test")
    let trials = DeclarationTrials(hypotheses, stones: 240)
    let shares = kept.sieves.classShares(of: Matrix<Double>(all[1].members))
    var generator = CounterGenerator(seed: 5, stream: "fresh")
    let values = (0..<360).map { draw in
      let row = shares.row(3 * (draw % 120))
      let counts = generator.multinomial(240, shares: row)
      return trials.pValue(ofRatio: hypotheses.logDensities(of: counts).ratio)
    }
    // Of 360: 18 ± 4 at 0.05, 72 ± 8 at 0.2, 180 ± 10 at 0.5, and the trials' own chance.
    #expect((6...34).contains(values.count { $0 <= 0.05 }))
    #expect((45...105).contains(values.count { $0 <= 0.2 }))
    #expect((135...225).contains(values.count { $0 <= 0.5 }))
    #expect(values.count { $0 <= 0.001 } <= 3)
    #expect(values.allSatisfy { $0 > 0 && $0 <= 1 })
  }

  @Test func pValuesFallBeyondTheDrawsAndNeverRise() {
    // Exponential numbers with mean 2.
    let ratios = (1...300).map { -2 * log(Double($0) / 300.5) }
    func value(_ ratio: Double) -> Double {
      DeclarationTrials.pValue(ofRatio: ratio, among: ratios)
    }
    #expect(value(-1) == 1)
    #expect(abs(value(-2 * log(0.5)) - 0.5) < 0.01)
    // Far out the mean's own uncertainty makes it larger than the exponential's.
    for (ratio, least) in [(6.0, exp(-3.0)), (16, exp(-8)), (30, exp(-15))] {
      #expect(value(ratio) > 0.9 * least && value(ratio) < 30 * least)
    }
    let steps = stride(from: -1.0, to: 40, by: 0.1).map(value)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(value(1e6) > 0)
  }

  @Test func numbersOfStonesLieBetweenThoseWithTrials() {
    #expect(DeclarationTrials.stones(around: 3) == [15])
    #expect(DeclarationTrials.stones(around: 15) == [15])
    #expect(DeclarationTrials.stones(around: 16) == [15, 24])
    #expect(DeclarationTrials.stones(around: 24) == [24])
    for count in [100, 1_000, 12_345, 1_000_000] {
      let near = DeclarationTrials.stones(around: count)
      #expect(near.count == 2 && near[0] < count && count < near[1])
      #expect(Double(near[1]) / Double(near[0]) < 1.7)
    }
  }
}
