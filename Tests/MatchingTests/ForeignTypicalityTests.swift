import Fingerprints
import Foundation
import Testing

@testable import Matching

struct ForeignTypicalityTests {
  private static let usual = MixtureModel.usualNoneShape

  @Test func anAssumedShapeGivesItsOwnDensities() {
    let ratios = ForeignTypicality(shape: 0.5).expected.ratios
    expectSame(ratios[0], 0.1 / 0.01, within: 1e-12)
    expectSame(ratios[6], (1 - 0.4.squareRoot()) / 0.6, within: 1e-12)
  }

  @Test func whatIsLearnedDoesNotFollowTheShape() {
    // Foreign stones of every left-out origin lie in the fourth bin alone.
    let learned = ForeignTypicality(
      leftOut: [[Double]](repeating: [0.07, 0.08], count: 98), heldOut: 999)
    let ratios = learned.expected.ratios
    // 98 of 100 origins, the imaginary ones among them, over the twentieth that known stones have.
    expectSame(ratios[3], (98 + 2 * (pow(0.1, 0.25) - pow(0.05, 0.25))) / 100 / 0.05, within: 1e-9)
    #expect(ratios[0] < 1 && ratios[6] < 0.02)
  }

  @Test func everyOriginWeighsTheSame() {
    let many = ForeignTypicality(
      leftOut: [[Double](repeating: 0.03, count: 4), [0.9]], heldOut: 99)
    let few = ForeignTypicality(leftOut: [[0.03], [0.9], []], heldOut: 99)
    #expect(many == few)
  }

  @Test func binsThatFewHeldOutGroupsCannotReachSayNothing() {
    // With nine held-out groups p-values are tenths.
    let ratios = ForeignTypicality(leftOut: [[0.1, 0.2]], heldOut: 9).expected.ratios
    #expect(ratios[0...2].allSatisfy { $0 == 1 })
    // All that the shape puts below 0.1 is there.
    expectSame(ratios[3], (0.5 + 2 * pow(0.1, 0.25)) / 3 / 0.1, within: 1e-12)
  }

  @Test func fewOriginsAreTakenAsTheyStandAndManyWeightedAnew() {
    for (count, changes) in [(3, false), (16, true)] {
      var generator = CounterGenerator(seed: 1, stream: "draws")
      let learned = ForeignTypicality(
        leftOut: (0..<count).map { [$0 % 2 == 0 ? 0.01 : 0.5] }, heldOut: 99)
      let draws = (0..<5).map { _ in learned.drawn(using: &generator) }
      #expect(draws.contains { $0 != learned.expected } == changes)
    }
  }
}
