import Fingerprints
import Foundation
import Specimens
import Testing

@testable import Matching

struct SizeMixtureTests {
  private let quick = MixtureOptions(draws: 100)

  private func model(_ medians: [Double] = [0.05, 0.3], spread: Double = 0.1) throws -> SizeModel {
    try SizeModel(
      footprints: SizeSamples.footprints(medians: medians, members: 40, spread: spread))
  }

  private func parcel(
    _ parts: [(count: Int, median: Double)], seed: UInt64 = 1, sigma: Double = 1,
    handling: Handling = .runOfMine
  ) -> Parcel {
    let stones = parts.enumerated().flatMap { index, part in
      SizeSamples.stones(
        part.count, median: part.median, sigma: sigma, seed: seed &* 10 &+ UInt64(index),
        above: 0.02)
    }
    return SizeSamples.parcel(of: stones, in: SizeSamples.carats, handling: handling)
  }

  @Test(arguments: [[600, 200], [100, 700]])
  func intervalsHoldTheTruth(counts: [Int]) throws {
    let report = try model().mixture(
      of: parcel([(counts[0], 0.05), (counts[1], 0.3)]), options: quick)
    for (share, count) in zip(report.origins, counts) {
      let truth = Double(count) / 800
      #expect(share.lower <= truth && truth <= share.upper)
      #expect(share.upper - share.lower < 0.5)
    }
    #expect(report.refusal == nil && report.none == nil && (report.fit ?? 0) > 0.05)
  }

  @Test func aPureParcelIsPure() throws {
    let report = try model([0.03, 0.12, 0.5], spread: 0.02).mixture(
      of: parcel([(2000, 0.12)]), options: quick)
    #expect(report.origins[1].share > 0.85 && report.origins[1].upper > 0.97)
  }

  @Test func theSpreadOfTheMembersWidensTheIntervals() throws {
    let mixed = parcel([(1500, 0.05), (1500, 0.3)])
    let widths = try [0.01, 0.3].map { spread in
      let share = try model(spread: spread).mixture(of: mixed, options: quick).origins[0]
      return share.upper - share.lower
    }
    #expect(widths[1] > 1.3 * widths[0])
  }

  @Test func sizesThatNoMixtureExplainsAreSaidToBeSo() throws {
    let odd = try model().mixture(of: parcel([(900, 0.12)], sigma: 0.25), options: quick)
    #expect((odd.fit ?? 1) < 0.05)
    #expect(odd.warnings.contains { $0.contains("No mixture of the references") })
  }

  @Test func identicalFootprintsAreSaidToBeSo() throws {
    let report = try model([0.1, 0.1]).mixture(of: parcel([(500, 0.1)]), options: quick)
    #expect(report.conditionNumber > MixtureReport.mostCondition)
    #expect(report.warnings.contains { $0.contains("cannot be told apart") })
  }

  @Test func sortedGoodsAreRefusedWithTheReason() throws {
    let report = try model().mixture(
      of: parcel([(500, 0.1)], handling: .sorted), options: quick)
    #expect(report.refusal?.contains("sorted") == true && report.origins.isEmpty)
  }

  @Test func theSeedFixesEveryByteAndTheDeclarationIsHeldAgainstTheDraws() throws {
    let model = try model()
    let mixed = parcel([(400, 0.05), (400, 0.3)])
    var options = quick
    options.declared = [Origin("AA/0")]
    let report = try model.mixture(of: mixed, options: options)
    #expect(try model.mixture(of: mixed, options: options) == report)
    #expect(report.declared?.isContradicted == true)
    options.declared = [Origin("ZZ")]
    #expect(throws: MatchingError.self) { try model.mixture(of: mixed, options: options) }
  }
}
