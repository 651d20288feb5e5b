import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct JointMixtureTests {
  private let samples = MixtureSamples(origins: 2, distance: 2)
  private let quick = MixtureOptions(draws: 100)
  private static let medians = [0.05, 0.3]

  /// Footprints of the same two origins.
  private func sizes(spread: Double = 0.1, names: [Origin]? = nil) throws -> SizeModel {
    let footprints = try SizeSamples.footprints(
      medians: JointMixtureTests.medians, members: 40, spread: spread)
    return try SizeModel(
      footprints: zip(names ?? samples.names, footprints).map { name, footprint in
        try SizeFootprint(
          origin: name, grade: .simulated, source: "test",
          members: (0..<footprint.members.rows).map {
            footprint.members.row($0).map(Double.init)
          })
      })
  }

  /// The sizes of a parcel with a share of the first origin.
  private func parcel(
    _ stones: Int, share: Double, seed: UInt64 = 1, handling: Handling = .runOfMine,
    medians: [Double] = medians, sigma: Double = 1
  ) -> Parcel {
    var generator = CounterGenerator(seed: seed, stream: "sizes")
    let first = generator.multinomial(stones, shares: [share, 1 - share])[0]
    let weights = zip([first, Double(stones) - first], medians).enumerated().flatMap {
      SizeSamples.stones(
        Int($1.0), median: $1.1, sigma: sigma, seed: seed &* 10 &+ UInt64($0), above: 0.02)
    }
    return SizeSamples.parcel(of: weights, in: SizeSamples.carats, handling: handling)
  }

  @Test func bothViewsTogetherSayMoreThanEither() throws {
    let stones = samples.parcel([24, 16])
    let report = try samples.model().report(
      on: stones.stones, sizes: sizes(), of: parcel(800, share: 0.6), options: quick)
    let width = { (share: MixtureReport.Share) in share.upper - share.lower }
    #expect(report.evidence.map(\.kind) == [.stones, .sizes])
    #expect(report.evidence.map(\.stones) == [40, 800])
    for view in report.evidence { #expect(width(report.origins[0]) < width(view.origins[0])) }
    #expect(report.origins[0].lower < 0.6 && report.origins[0].upper > 0.6)
    #expect((report.agreement ?? 0) > 0.05 && report.none == nil)
    #expect(!report.warnings.contains { $0.contains("disagree") })
  }

  @Test func viewsOfUnlikeParcelsAreSaidToDisagree() throws {
    let stones = samples.parcel([60, 3])
    let report = try samples.model().report(
      on: stones.stones, typicalities: stones.typicalities, sizes: sizes(),
      of: parcel(800, share: 0.1), options: quick)
    #expect((report.agreement ?? 1) < 0.05)
    #expect(report.warnings.first?.hasPrefix("Stones and sizes disagree beyond chance") == true)
  }

  @Test func sortedGoodsAreLeftOutAndThatIsSaid() throws {
    let stones = samples.parcel([30, 30])
    let model = try samples.model()
    let report = try model.report(
      on: stones.stones, typicalities: stones.typicalities, sizes: sizes(),
      of: parcel(500, share: 0.5, handling: .sorted), options: quick)
    let alone = try model.report(
      on: stones.stones, typicalities: stones.typicalities, options: quick)
    #expect(report.origins == alone.origins && report.agreement == nil)
    #expect(report.evidence.map(\.kind) == [.stones])
    #expect(report.warnings.first?.contains("not used: the parcel was sorted") == true)
  }

  @Test func otherOriginsAreRefused() throws {
    let stones = samples.parcel([3, 3])
    #expect(throws: MatchingError.self) {
      try samples.model().report(
        on: stones.stones, sizes: sizes(names: [Origin("XX"), Origin("YY")]),
        of: parcel(500, share: 0.5), options: quick)
    }
  }

  @Test func equalDrawsAgreeAndDistantOnesDoNot() {
    var generator = CounterGenerator(seed: 4, stream: "agreement")
    func draws(_ centre: Double) -> [[Double]] {
      (0..<200).map { _ in
        let share = centre + 0.05 * generator.normal()
        return [share, 0.9 - share, 0.1]
      }
    }
    #expect(MixtureAgreement(draws(0.4), draws(0.42)).pValue > 0.3)
    let far = MixtureAgreement(draws(0.2), draws(0.7))
    #expect(far.pValue < 0.01 && far.worst < 2)
  }

  /// Wants minutes, so it is run with ADAMAS_MEASURE set only.
  ///
  /// It prints what `Benchmarks/RESULTS.md` states.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ADAMAS_MEASURE"] != nil))
  func intervalsHoldTheTruthOverManyParcels() throws {
    let model = try samples.model(groups: 60)
    let footprints = try sizes()
    var generator = CounterGenerator(seed: 21, stream: "joint coverage")
    var (covered, alone, widths, aloneWidths) = (0, [0, 0], 0.0, [0.0, 0.0])
    var conflicts = 0
    let count = 300
    for index in 0..<count {
      let share = 0.01 + 0.98 * generator.uniform()
      let measured = 20 + generator.integer(below: 180)
      let counts = generator.multinomial(measured, shares: [share, 1 - share]).map { Int($0) }
      let stones = samples.parcel(counts, seed: UInt64(1000 + index))
      // A parcel of a distribution that is none of the members.
      let medians = JointMixtureTests.medians.map { $0 * exp(0.1 * generator.normal()) }
      let report = try model.report(
        on: stones.stones, typicalities: stones.typicalities, sizes: footprints,
        of: parcel(
          100 + generator.integer(below: 2000), share: share, seed: UInt64(5000 + index),
          medians: medians, sigma: 1 + 0.1 * generator.normal()), options: quick)
      let first = report.origins[0]
      if first.lower <= share, share <= first.upper { covered += 1 }
      widths += (first.upper - first.lower) / Double(count)
      for (place, view) in report.evidence.enumerated() {
        let own = view.origins[0]
        if own.lower <= share, share <= own.upper { alone[place] += 1 }
        aloneWidths[place] += (own.upper - own.lower) / Double(count)
      }
      if (report.agreement ?? 1) < 0.05 { conflicts += 1 }
    }
    print(
      "joint \(covered) of \(count), width \(widths); stones and sizes alone \(alone), "
        + "\(aloneWidths); said to disagree \(conflicts)")
    #expect(
      abs(Double(covered) - 0.95 * Double(count)) <= 4 * (0.0475 * Double(count)).squareRoot())
    #expect(Double(conflicts) < 0.08 * Double(count))
  }

  /// Wants minutes, so it is run with ADAMAS_MEASURE set only.
  ///
  /// It prints what `Benchmarks/RESULTS.md` states.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ADAMAS_MEASURE"] != nil))
  func foreignStonesAreSeenAndKnownOnesShared() throws {
    for foreign in [0.0, 0.2] {
      var generator = CounterGenerator(seed: 22, stream: "foreign \(foreign)")
      var (covered, seen, held, total) = (0, 0, 0, 0)
      for index in 0..<200 {
        let origins = 2 + index % 2
        let samples = MixtureSamples(origins: origins, distance: [1.5, 2.5, 4][index / 2 % 3])
        let shares = generator.dirichlet([Double](repeating: 1, count: origins))
        let stones = 50 + generator.integer(below: 1000)
        let counts = generator.multinomial(
          stones, shares: shares.map { $0 * (1 - foreign) } + [foreign]
        ).map { Int($0) }
        let parcel = samples.parcel(
          Array(counts.dropLast()), foreign: counts[origins], seed: UInt64(9000 + index))
        let report = try samples.model(groups: 60, seed: UInt64(300 + index)).report(
          on: parcel.stones, typicalities: parcel.typicalities, options: quick)
        for (found, share) in zip(report.origins, shares) {
          total += 1
          let truth = share * (1 - foreign)
          if found.lower <= truth, truth <= found.upper { covered += 1 }
        }
        if report.holdsUnknown { seen += 1 }
        if let none = report.none, none.lower <= foreign, foreign <= none.upper { held += 1 }
      }
      print("foreign \(foreign): shares \(covered) of \(total), seen \(seen), none held \(held)")
      #expect(Double(covered) > 0.92 * Double(total))
    }
  }
}
