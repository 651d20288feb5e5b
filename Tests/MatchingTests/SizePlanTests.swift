import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizePlanTests {
  private let sieves = SieveSet(bounds: SizeSamples.carats)

  private func model(_ logMedians: [Double], names: [String]? = nil) throws -> SizeModel {
    try SizeModel(
      footprints: logMedians.enumerated().map { index, mu in
        var generator = CounterGenerator(seed: 4, stream: "origin \(index)")
        return try SizeFootprint(
          origin: Origin(names?[index] ?? "AA/\(index)"), grade: .simulated, source: "test",
          members: (0..<40).map { _ in
            TruncatedLognormal(mu: mu + 0.01 * generator.normal(), sigma: 1).shares
          })
      })
  }

  private func plan(
    _ model: SizeModel, _ origins: [String] = ["AA/0", "AA/1"],
    counts: [Int] = [20, 50, 200, 500, 2000], seed: UInt64 = 1, workers: Int = 2
  ) throws -> SizePlan {
    try SizePlan(
      model, origins: origins.map { Origin($0) }, sieves: sieves, counts: counts, parcels: 40,
      seed: seed, workers: Workers(workers))
  }

  @Test func originsFartherApartNeedFewerStones() throws {
    let far = try plan(model([-2, -1.5]))
    let near = try plan(model([-2, -1.9]))
    let needed = try #require(far.needed)
    #expect(needed <= 200)
    #expect(needed < near.needed ?? .max)
    #expect(far.points[1].right.share > near.points[1].right.share)
    #expect(far.sentences[0].hasPrefix("\(needed) stones are enough"))
  }

  @Test func equalFootprintsNeverReachTheTargetAndThePlanSaysWhy() throws {
    let plan = try plan(model([-2, -2]), counts: [50, 500])
    #expect(plan.needed == nil)
    #expect(plan.points.allSatisfy { $0.right.share < 0.7 && $0.assigned.share < 0.3 })
    #expect(plan.hardestPair == ["AA/0", "AA/1"])
    #expect(plan.sentences[0].contains("overlap, AA/0 and AA/1 most"))
  }

  @Test func whatStillRisesIsToldFromACeiling() throws {
    let plan = try plan(model([-2, -1.9]), counts: [20, 500])
    #expect(plan.needed == nil)
    #expect(plan.sentences[0].contains("still rises"))
  }

  @Test func theOrderOfOriginsAndTheThreadsDoNotMatterAndTheSeedDoes() throws {
    let model = try model([-2, -1.8])
    let one = try plan(model, counts: [50, 200])
    #expect(try plan(model, ["AA/1", "AA/0"], counts: [200, 50], workers: 1) == one)
    #expect(try plan(model, counts: [50, 200], seed: 2) != one)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      try encoder.encode(plan(model, counts: [50, 200])) == encoder.encode(one))
  }

  @Test func aCountryStandsForAllItsFootprints() throws {
    let model = try model([-2, -1.9, 0.5], names: ["AA/0", "AA/1", "BB/0"])
    let plan = try plan(model, ["AA", "BB"], counts: [50])
    #expect(plan.origins == ["AA", "BB"] && plan.footprints == ["AA/0", "AA/1", "BB/0"])
    #expect(plan.points[0].right.share > 0.95)
    #expect(plan.points[0].rightByOrigin.map(\.trials) == [40, 40])
  }

  @Test func assignedParcelsAreMostlyRight() throws {
    let plan = try plan(model([-2, -1.5]), counts: [1000])
    #expect(plan.points[0].assigned.share > 0.5)
    #expect(plan.points[0].assignedRight.share > 0.9)
  }

  /// Two calibrations of unlike sharpness must not meet in one p-value: then all parcels of the
  /// flatter one would have an empty set.
  @Test func parcelsAreRankedUnderOneCalibration() {
    let truth = (0..<120).map { $0 % 2 }
    let posteriors = [0.001, 0.002].map { doubt in
      truth.map { $0 == 0 ? [log(1 - doubt), log(doubt)] : [log(doubt), log(1 - doubt)] }
    }
    let answers = UnitAnswers(
      posteriors, truth: truth, halves: (0..<120).map { $0 / 2 % 2 }, units: [0, 1], level: 0.95)
    let point = answers.point(stones: 100, origins: 2)
    #expect(point.assigned.count == 120 && point.assignedRight.count == 120)
    #expect(abs(point.logLoss + (log(0.999) + log(0.998)) / 2) < 1e-12)
  }

  /// What the plan promises is what the library then does with parcels that it has not seen.
  @Test func theLibraryIsAsOftenRightAsThePlanSays() throws {
    let logMedians = [-2, -1.7]
    let model = try model(logMedians)
    let promised = try SizePlan(
      model, origins: model.origins, sieves: sieves, counts: [60], parcels: 200,
      workers: Workers(2)
    ).points[0].right
    let matrix = SieveMatrix(sieves)
    var generator = CounterGenerator(seed: 77, stream: "fresh parcels")
    var right = 0
    for index in 0..<120 {
      let density = TruncatedLognormal(
        mu: logMedians[index % 2] + 0.01 * generator.normal(), sigma: 1)
      let counts = generator.multinomial(60, shares: matrix.classShares(of: density.shares))
      let parcel = Parcel(
        identifier: "P\(index)", content: .classes(sieves, counts.map { ClassContent(stones: $0) }),
        handling: .runOfMine)
      let answer = try #require(try model.probabilities(of: parcel, workers: Workers(2)))
      if indexOfLargest(answer) == index % 2 { right += 1 }
    }
    let found = BinomialShare(right, of: 120)
    #expect(promised.share > 0.7 && promised.share < 0.98)
    #expect(found.lower < promised.upper && promised.lower < found.upper)
  }

  @Test func anUnknownOriginIsRefused() throws {
    let model = try model([-2, -1.5])
    #expect(throws: MatchingError.self) { try plan(model, ["AA/0", "CI"]) }
    #expect(throws: MatchingError.self) { try plan(model, ["AA/0"]) }
    #expect(throws: MatchingError.self) { try plan(model, counts: [5]) }
  }

  @Test func theUsualClassesBeginAtTheCutOff() {
    let bounds = SizePlan.usualSieves(above: 0.1).classes.map(\.lower.value)
    #expect(bounds.count == 21 && abs(bounds[0] - 0.1) < 1e-12 && abs(bounds[20] - 10) < 1e-9)
  }
}

struct BinomialShareTests {
  /// The ends solve `(p − share)² = z² p (1 − p) / n` for p, which is how Wilson defines them.
  @Test(arguments: [
    (285, 300, 0.919_153, 0.969_468), (0, 10, 0, 0.277_533), (5, 10, 0.236_593, 0.763_407),
  ])
  func intervalsAreWilsons(count: Int, of: Int, lower: Double, upper: Double) {
    let share = BinomialShare(count, of: of)
    #expect(abs(share.lower - lower) < 1e-6 && abs(share.upper - upper) < 1e-6)
    let rest = { (p: Double) in
      pow(p - share.share, 2) - 3.841_458_820_694_124 * p * (1 - p) / Double(of)
    }
    #expect(abs(rest(share.lower)) < 1e-12 && abs(rest(share.upper)) < 1e-12)
  }

  @Test func withoutTrialsEverythingIsOpen() {
    let share = BinomialShare(0, of: 0)
    #expect(share.share == 0 && share.lower == 0 && share.upper == 1)
  }
}
