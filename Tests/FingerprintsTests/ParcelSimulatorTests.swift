import Foundation
import Specimens
import Testing

@testable import Fingerprints

@Suite struct ParcelSimulatorTests {
  private let simulator = ParcelSimulator(
    distribution: TruncatedLognormal(mu: log(0.1), sigma: 1), seed: 3)

  private func apertures(_ values: [Double], _ mesh: Mesh) -> [SizeBound] {
    values.map { .aperture(millimetres: $0, mesh: mesh) }
  }

  @Test(arguments: [Mesh.round, .square])
  func classesHoldTheSharesThatThePassingCurveSays(mesh: Mesh) {
    let bounds = apertures([1.2, 2, 3, 4, 6], mesh)
    let stones = simulator.stones(20_000, ofParcel: "P", above: bounds[0])
    let kept = bounds.map { bound in
      zip(simulator.distribution.shares, PassingCurve().heldBackShares(by: bound))
        .reduce(0) { $0 + $1.0 * $1.1 }
    }
    for (bound, share) in zip(bounds, kept) {
      let expected = share / kept[0]
      let found = Double(stones.count { $0.isHeldBack(by: bound) }) / 20_000
      let error = (expected * (1 - expected) / 20_000).squareRoot()
      #expect(abs(found - expected) <= 4 * error, "\(bound)")
    }
  }

  @Test func caratBoundsAreSharpAndNothingLiesBelowTheCutOff() {
    let stones = simulator.stones(2000, ofParcel: "P", above: .carats(0.05))
    #expect(stones.allSatisfy { $0.carats >= 0.05 })
    // ln 0.05 lies ln 2 below the median: Φ(ln 2) of all stones are above, half of all above 0.1 ct.
    let share = Double(stones.count { $0.carats >= 0.1 }) / 2000
    #expect(abs(share - 0.5 / 0.7559) < 0.05)
  }

  @Test func whatOneSieveHoldsBackAFinerOneDoesToo() {
    let bounds = apertures([1.2, 1.5, 2, 2.7, 3.35], .round)
    for stone in simulator.stones(500, ofParcel: "P", above: bounds[0]) {
      let held = bounds.map { stone.isHeldBack(by: $0) }
      #expect(held == held.sorted { $0 && !$1 })
    }
  }

  @Test func theTableOfClassesCountsEveryStoneOnce() {
    let table = simulator.classTable(
      named: "P", count: 1000, bounds: apertures([1.2, 2, 4], .square))
    let rows = table.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(
      rows[0].joined(separator: ",") == "parcel,handling,lower_mm,upper_mm,mesh,stones,carats")
    #expect(rows.count == 4)
    #expect(rows.dropFirst().compactMap { Int($0[5]) }.reduce(0, +) == 1000)
    #expect(rows[3].prefix(5).map(String.init) == ["P", "run-of-mine", "4", "", "square"])
    let weights = simulator.stones(
      1000, ofParcel: "P", above: .aperture(millimetres: 1.2, mesh: .square))
    let carats = rows.dropFirst().compactMap { Double($0[6]) }.reduce(0, +)
    #expect(abs(carats - weights.map(\.carats).reduce(0, +)) < 0.002)
  }

  @Test func emptyClassesHoldZeroOfBoth() {
    let table = simulator.classTable(
      named: "P", count: 5, bounds: [.carats(0.02), .carats(900)])
    #expect(table.hasSuffix("P,run-of-mine,900,,0,0\n"))
    #expect(table.hasPrefix("parcel,handling,lower_ct,upper_ct,stones,carats\n"))
  }

  @Test func theSameSeedAndNameGiveTheSameBytesAndOthersDoNot() {
    let bound = SizeBound.aperture(millimetres: 1.25, mesh: .square)
    let table = simulator.stonesTable(named: "P", count: 9, above: bound)
    #expect(table == simulator.stonesTable(named: "P", count: 9, above: bound))
    #expect(table.hasPrefix("parcel,handling,stone,carats\nP,run-of-mine,P-1,"))
    #expect(table.split(separator: "\n").count == 10)
    let other = ParcelSimulator(distribution: simulator.distribution, seed: 4)
    #expect(
      simulator.stones(3, ofParcel: "P", above: bound)
        != simulator.stones(3, ofParcel: "Q", above: bound))
    #expect(
      simulator.stones(3, ofParcel: "P", above: bound)
        != other.stones(3, ofParcel: "P", above: bound))
    #expect(simulator.stones(0, ofParcel: "P", above: bound) == [])
  }
}
