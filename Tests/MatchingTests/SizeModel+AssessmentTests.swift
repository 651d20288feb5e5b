import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeModelAssessmentTests {
  private let model: SizeModel
  init() throws { model = try SizeModel(footprints: SizeSamples.footprints()) }

  /// The log-odds of the first origin against the second.
  private func logOdds(_ parcel: Parcel) throws -> Double {
    let probabilities = try #require(try model.probabilities(of: parcel, workers: Workers(2)))
    return log(probabilities[0] / probabilities[1])
  }

  /// Re-binning a parcel changes no posterior by more than its sampling error: the same stones in
  /// three unlike sieve sets, against other stones from the same distribution in one of them.
  @Test(arguments: [150, 1000])
  func anotherSieveSetChangesLessThanOtherStonesWould(count: Int) throws {
    var perSet: [[Double]] = []
    for seed in 0..<12 {
      let stones = SizeSamples.stones(
        count, median: 0.08, seed: UInt64(seed) + 100, above: 0.005)
      perSet.append(
        try [SizeSamples.round, SizeSamples.square, SizeSamples.carats].map { bounds in
          try logOdds(SizeSamples.parcel(of: stones, in: bounds))
        })
    }
    let parcels = Double(perSet.count)
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
      let means = [one, other].map { set in perSet.reduce(0) { $0 + $1[set] } / parcels }
      let sampling =
        zip([one, other], means).reduce(0.0) { sum, pair in
          sum + perSet.reduce(0) { $0 + ($1[pair.0] - pair.1) * ($1[pair.0] - pair.1) }
        } / (2 * (parcels - 1))
      let change = perSet.reduce(0.0) { $0 + ($1[one] - $1[other]) * ($1[one] - $1[other]) }
      #expect(change / parcels < sampling)
    }
  }

  @Test func aParcelWithoutEvidenceDoesNotStopTheOthers() throws {
    let stones = SizeSamples.stones(200, median: 0.05, seed: 1)
    let answers = try model.assess([
      SizeSamples.parcel(of: stones, in: SizeSamples.round, name: "sorted", handling: .sorted),
      SizeSamples.parcel(of: stones, in: SizeSamples.round, name: "whole"),
    ])
    #expect(answers.map(\.item) == ["sorted", "whole"])
    #expect(answers[0].verdict.name == "cannotSay" && answers[0].origins.isEmpty)
    #expect(answers[1].verdict.name != "cannotSay" && answers[1].kind == .sizes)
  }

  @Test func priorsMoveThePosteriorByTheirOdds() throws {
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(60, median: 0.08, seed: 6), in: SizeSamples.round)
    func odds(_ options: AssessmentOptions) throws -> Double {
      let origins = try model.assess([parcel], options: options)[0].origins
      let one = try #require(origins.first { $0.origin.name == "AA/0" })
      let other = try #require(origins.first { $0.origin.name == "AA/1" })
      return one.probability / other.probability
    }
    var options = AssessmentOptions()
    let even = try odds(options)
    options.priors = [Origin("AA/0"): 0.6, Origin("AA/1"): 0.2]
    #expect(abs(try odds(options) / even - 3) < 1e-9)
    options.priors = [Origin("XX"): 0.5]
    #expect(throws: MatchingError.self) { try model.assess([parcel], options: options) }
  }

  @Test func theOrderOfStonesDoesNotMatter() throws {
    let stones = SizeSamples.stones(80, median: 0.12, seed: 9).map { Stone(carats: $0.carats) }
    let one = Parcel(identifier: "S", content: .stones(stones))
    let two = Parcel(identifier: "S", content: .stones(stones.reversed()))
    let answers = try model.assess([one, two])
    #expect(answers[0] == answers[1])
    #expect(answers[0].warnings.count == 2)
  }

  @Test func aCutOffOfTheReferencesActsAsIfTheClassesBelowWereNotThere() throws {
    let footprints = try SizeSamples.footprints(members: 40).map {
      SizeFootprint(
        origin: $0.origin, grade: $0.grade, source: "", members: $0.members, scatter: .none,
        cutOff: .carats(0.1), parcelNames: [], parcels: $0.parcels)
    }
    let model = try SizeModel(footprints: footprints)
    let stones = SizeSamples.stones(500, median: 0.12, seed: 7)
    let whole = SizeSamples.parcel(of: stones, in: SizeSamples.carats)
    let cut = SizeSamples.parcel(
      of: stones.filter { $0.carats >= 0.1 }, in: Array(SizeSamples.carats.dropFirst(2)))
    let answers = try model.assess([whole, cut])
    #expect(answers[0].origins == answers[1].origins)
    #expect(answers[0].warnings.count == 1 && answers[1].warnings.isEmpty)
  }

  @Test func stonesBelowWhatFiguresReachAreWarnedOf() throws {
    let footprints = try SizeSamples.footprints(members: 40).enumerated().map { index, footprint in
      SizeFootprint(
        origin: footprint.origin, grade: .summary, source: "", members: footprint.members,
        scatter: .none, cutOff: nil, figuresReach: index == 1 ? .carats(0.1) : nil,
        parcelNames: [], parcels: footprint.parcels)
    }
    let model = try SizeModel(footprints: footprints)
    let stones = SizeSamples.stones(500, median: 0.12, seed: 7)
    let whole = try model.assess([SizeSamples.parcel(of: stones, in: SizeSamples.carats)])[0]
    #expect(whole.warnings.count == 1)
    #expect(whole.warnings[0].contains("published figures of AA/1 reach"))
    let above = SizeSamples.parcel(
      of: stones.filter { $0.carats >= 0.1 }, in: Array(SizeSamples.carats.dropFirst(2)))
    #expect(try model.assess([above])[0].warnings.isEmpty)
    #expect(try SizeModel(archive: model.archive()) == model)
  }

  @Test(arguments: [20, 200, 20_000, 200_000])
  func parcelsOfAnySizeAreAnswered(count: Int) throws {
    let model = try SizeModel(footprints: SizeSamples.footprints(members: 30))
    let shares = SieveMatrix(SieveSet(bounds: SizeSamples.round))
      .classShares(of: TruncatedLognormal(mu: log(0.12), sigma: 1).shares)
    var generator = CounterGenerator(seed: 3, stream: "any size")
    let contents = generator.multinomial(count, shares: shares).map { ClassContent(stones: $0) }
    let parcel = Parcel(
      identifier: "P", content: .classes(SieveSet(bounds: SizeSamples.round), contents),
      handling: .runOfMine)
    let answer = try model.assess([parcel])[0]
    #expect(answer.count == count && answer.origins[0].origin.name == "AA/1")
    #expect(abs(answer.origins.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
    #expect(answer.set.contains(Origin("AA/1")))
  }
}
