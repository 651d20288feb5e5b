import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeEvidenceTests {
  private let model: SizeModel
  init() throws { model = try SizeModel(footprints: SizeSamples.footprints()) }

  private func evidence(_ parcel: Parcel) throws -> SizeEvidence {
    let question = SizeQuestion(
      parcel, pooled: model.pooled, cutOff: nil, curve: PassingCurve())
    return try SizeEvidence(
      of: question, SizeTrials(model, for: question, workers: Workers(2)), workers: Workers(2))
  }

  @Test func posteriorsSumToOneAndPValuesLieBetweenZeroAndOne() throws {
    let found = try evidence(
      SizeSamples.parcel(of: SizeSamples.stones(80, median: 0.1, seed: 3), in: SizeSamples.round))
    for logs in [found.logPosterior, found.fromLikelihood, found.fromVotes] {
      #expect(abs(logs.reduce(0) { $0 + exp($1) } - 1) < 1e-9)
    }
    #expect((found.typicalities + found.setValues).allSatisfy { $0 > 0 && $0 <= 1 })
  }

  @Test func fewStonesSayLessThanMany() throws {
    let few = try evidence(
      SizeSamples.parcel(of: SizeSamples.stones(20, median: 0.12, seed: 4), in: SizeSamples.carats))
    let many = try evidence(
      SizeSamples.parcel(
        of: SizeSamples.stones(3000, median: 0.12, seed: 4), in: SizeSamples.carats))
    #expect((few.logPosterior.max() ?? 0) < (many.logPosterior.max() ?? -1))
  }

  @Test func parcelsOfAnOriginAreAsTypicalAsTheyShouldBe() throws {
    var generator = CounterGenerator(seed: 8, stream: "typical")
    let sieves = SieveMatrix(SieveSet(bounds: SizeSamples.square))
    var small = 0
    for _ in 0..<60 {
      let member = model.ranges[1].lowerBound + generator.integer(below: 100)
      let shares = sieves.classShares(of: Array(model.members.row(member)))
      let counts = generator.multinomial(200, shares: shares)
      let parcel = Parcel(
        identifier: "",
        content: .classes(
          SieveSet(bounds: SizeSamples.square), counts.map { ClassContent(stones: $0) }),
        handling: .runOfMine)
      if try evidence(parcel).typicalities[1] <= 0.2 { small += 1 }
    }
    // 12 are expected; more than 22 or fewer than 3 happen in one of 1,000 cases.
    #expect((3...22).contains(small))
  }

  @Test func opinionsContradictOnlyWhenEachRulesOutTheOther() {
    let (sure, other) = ([0.97, 0.02, 0.01].map { log($0) }, [0.03, 0.9, 0.07].map { log($0) })
    let found = SizeEvidence.disagreement(likelihood: sure, votes: other)
    #expect(found?.likelihood == 0 && found?.votes == 1)
    let open = [0.1, 0.8, 0.1].map { log($0) }
    #expect(SizeEvidence.disagreement(likelihood: sure, votes: open) == nil)
    #expect(SizeEvidence.disagreement(likelihood: sure, votes: sure) == nil)
  }
}
