import Fingerprints
import Foundation
import Specimens
import Testing

@testable import Matching

struct MixtureModelTests {
  private let quick = MixtureOptions(draws: 100)

  @Test(arguments: [[300, 100], [30, 270], [200, 150, 50]])
  func intervalsHoldTheTruthAndAreNotWide(counts: [Int]) throws {
    let samples = MixtureSamples(origins: counts.count, distance: 3)
    let parcel = samples.parcel(counts)
    let report = try samples.model().report(
      on: parcel.stones, typicalities: parcel.typicalities, options: quick)
    for (share, count) in zip(report.origins, counts) {
      let truth = Double(count) / Double(parcel.stones.count)
      #expect(share.lower <= truth && truth <= share.upper)
      #expect(share.upper - share.lower < 0.25)
      #expect(share.lower <= share.share && share.share <= share.upper)
    }
    #expect(!report.holdsUnknown && report.warnings.isEmpty)
    let sum = report.origins.reduce(report.none?.share ?? 9) { $0 + $1.share }
    expectSame(sum, 1, within: 1e-9)
  }

  /// Two hundred parcels of two origins that are confused one time in five: the intervals cover the
  /// truth as often as they say, within three standard errors.
  @Test func intervalsCoverTheTruthAsOftenAsTheySay() throws {
    var covered = 0
    let known = [[0.8, 0.2], [0.2, 0.8]]
    for parcel in 0..<200 {
      var generator = CounterGenerator(seed: 5, stream: "cover \(parcel)")
      let share = 0.01 + 0.98 * generator.uniform()
      let stones = 50 + generator.integer(below: 1000)
      let first = share * 0.8 + (1 - share) * 0.2
      let counts = generator.multinomial(stones, shares: [first, 1 - first])
      // What is known of the confusion: 300 stones of each origin.
      let held = known.map { generator.multinomial(300, shares: $0) }
      let problem = ShareProblem(
        weights: counts.map { [$0] }, known: held.map { $0.map { $0 / 300 } }, bins: nil)
      let draws = (0..<100).map { _ in
        let confusion = held.map { generator.dirichlet($0.map { $0 + 0.5 }) }
        return problem.drawn(known: confusion, prior: [0.5, 0.5, 0], using: &generator)[0]
      }
      let interval = MixtureReport.Share(
        name: "A", share: problem.maximised()[0], draws: draws, stones: Double(stones))
      if interval.lower <= share, share <= interval.upper { covered += 1 }
    }
    #expect(abs(Double(covered) - 190) <= 3 * (200 * 0.95 * 0.05).squareRoot(), "\(covered)")
  }

  @Test(arguments: [2, 3, 5])
  func aPureParcelIsPure(origins: Int) throws {
    let samples = MixtureSamples(origins: origins, distance: 4)
    let parcel = samples.parcel([120])
    let report = try samples.model().report(
      on: parcel.stones, typicalities: parcel.typicalities, options: quick)
    #expect(report.origins[0].share > 0.9 && report.origins[0].upper > 0.97)
    #expect(report.origins.dropFirst().allSatisfy { $0.lower == 0 && $0.upper < 0.12 })
    #expect(report.none?.lower == 0)
  }

  @Test func aFifthFromElsewhereIsSeen() throws {
    let samples = MixtureSamples(origins: 3, distance: 3)
    let model = try samples.model()
    var seen = 0
    for seed in 0..<10 {
      let parcel = samples.parcel([30, 30, 20], foreign: 20, seed: UInt64(seed))
      let report = try model.report(
        on: parcel.stones, typicalities: parcel.typicalities, options: quick)
      if report.holdsUnknown { seen += 1 }
    }
    #expect(seen >= 9)
  }

  @Test func foreignStonesAreTakenFromTheOriginThatTheyLookLike() throws {
    let samples = MixtureSamples(origins: 2, distance: 4)
    let parcel = samples.parcel([400, 400], foreign: 200)
    let model = try samples.model()
    let report = try model.report(
      on: parcel.stones, typicalities: parcel.typicalities, options: quick)
    #expect(abs(report.origins[0].share - 0.4) < 0.06)
    let without = try model.report(on: parcel.stones, options: quick)
    #expect(without.none == nil && without.origins[0].share > 0.55)
    #expect(without.warnings.contains { $0.contains("typicalities") })
  }

  @Test func identicalFootprintsAreSaidToBeSo() throws {
    let alike = MixtureSamples(origins: 2, distance: 0.0001)
    let report = try alike.model().report(on: alike.parcel([100, 100]).stones, options: quick)
    #expect(report.conditionNumber > MixtureReport.mostCondition)
    #expect(report.warnings.contains { $0.contains("AA/X and AB/X cannot be told apart") })
    #expect(report.origins[0].upper - report.origins[0].lower > 0.6)
    let apart = MixtureSamples(origins: 2, distance: 4)
    let clear = try apart.model().report(on: apart.parcel([100, 100]).stones, options: quick)
    #expect(clear.conditionNumber < 2)
    #expect(!clear.warnings.contains { $0.contains("told apart") })
  }

  @Test func anOverstatingClassifierChangesNextToNothing() throws {
    let shares = try [1, 5].map { factor in
      let samples = MixtureSamples(origins: 2, distance: 2, overstated: factor)
      let parcel = samples.parcel([300, 100])
      return try samples.model().report(on: parcel.stones, options: quick).origins[0].share
    }
    // Only the one stone that its own statement weighs is shared out another way.
    expectSame(shares[0], shares[1], within: 0.005)
  }

  @Test func theOrderOfStonesDoesNotMatterAndTheSeedFixesEveryByte() throws {
    let samples = MixtureSamples(origins: 3, distance: 2)
    let parcel = samples.parcel([50, 30, 20], foreign: 5)
    let model = try samples.model()
    let report = try model.report(
      on: parcel.stones, typicalities: parcel.typicalities, options: quick)
    let reversed = try model.report(
      on: parcel.stones.reversed(), typicalities: parcel.typicalities.reversed(), options: quick)
    #expect(reversed == report)
    let again = try model.report(
      on: parcel.stones, typicalities: parcel.typicalities, options: quick)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(again) == encoder.encode(report))
    let other = try model.report(
      on: parcel.stones, typicalities: parcel.typicalities,
      options: MixtureOptions(draws: 100, seed: 2))
    #expect(other != report && other.origins.map(\.share) == report.origins.map(\.share))
  }

  @Test func theShapeOfForeignPValuesIsLearned() {
    var generator = CounterGenerator(seed: 3, stream: "shape")
    let values = (0..<2000).map { _ in pow(generator.uniform(), 1 / 0.4) }
    expectSame(MixtureModel.noneShape(ofLeftOut: values), 0.4, within: 0.03)
    #expect(MixtureModel.noneShape(ofLeftOut: []) == MixtureModel.usualNoneShape)
    #expect(MixtureModel.noneShape(ofLeftOut: [Double](repeating: 1, count: 999)) == 0.9)
  }

  @Test func badNumbersAreRefused() throws {
    let samples = MixtureSamples(origins: 2, distance: 3)
    let model = try samples.model()
    for rows in [[], [[0]], [[.nan, 0]], [[1, -1]], [[-.infinity, -.infinity]]] as [[[Double]]] {
      #expect(throws: MatchingError.self) { try model.report(on: rows) }
    }
    let row = [[log(0.5), log(0.5)]]
    for values in [[], [-0.1], [1.1], [.nan]] as [[Double]] {
      #expect(throws: MatchingError.self) { try model.report(on: row, typicalities: values) }
    }
    for options in [MixtureOptions(draws: 1), MixtureOptions(tolerance: 0)] {
      #expect(throws: MatchingError.self) { try model.report(on: row, options: options) }
    }
    for (truth, groups) in [([0], [0]), ([0, 2], [0, 1]), ([0, 1], [0])] {
      #expect(throws: MatchingError.self) {
        try MixtureModel(
          origins: samples.names, heldOut: truth.map { _ in row[0] }, truth: truth,
          groups: groups)
      }
    }
  }
}
