import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeModelLikelihoodRatioTests {
  private let model: SizeModel

  init() throws {
    model = try SizeModel(
      footprints: SizeSamples.footprints(medians: [0.08, 0.12, 0.18], members: 60))
  }

  /// Parcels of the origins' median in turn, strayed as their members are.
  private func parcels(_ number: Int, of stones: Int) -> [(parcel: Parcel, origin: Int)] {
    (0..<number).map { index in
      var generator = CounterGenerator(seed: 77, stream: "parcel \(index)")
      let origin = index % 3
      let median = [0.08, 0.12, 0.18][origin] * exp(0.1 * generator.normal())
      return (
        SizeSamples.parcel(
          of: SizeSamples.stones(
            stones, median: median, sigma: 1 + 0.1 * generator.normal(),
            seed: UInt64(500 + index), above: 0.02),
          in: SizeSamples.carats, name: "\(index)"), origin
      )
    }
  }

  /// The ratios of declarations that are right and of those that are wrong.
  private func ratios(_ parcels: [(parcel: Parcel, origin: Int)]) throws -> PropositionScores {
    var (h1, h2): ([Double], [Double]) = ([], [])
    for (parcel, origin) in parcels {
      let question = SizeQuestion(
        parcel, pooled: model.pooled, cutOff: model.cutOff, curve: model.curve)
      let trials = SizeTrials(model, for: question, workers: Workers(2))
      let evidence = try SizeEvidence(of: question, trials, workers: Workers(2))
      for declared in 0..<3 {
        let ratio = model.likelihoodRatio(of: Origin("AA/\(declared)"), evidence)
        let log = try #require(ratio).log10
        if origin == declared { h1.append(log) } else { h2.append(log) }
      }
    }
    return try PropositionScores(h1: h1, h2: h2)
  }

  /// `Benchmarks/peers/size_ratios.py` measures this on 390 parcels with the shipped footprints.
  @Test func ratiosMeanWhatTheySayAndMoreStonesSayMore() throws {
    let figures = try [40, 1500].map { stones in
      LikelihoodRatioFigures(ofLog10: try ratios(parcels(24, of: stones)))
    }
    // Isotonic regression finds some calibration to do in the noise of so few parcels.
    #expect(figures.allSatisfy { $0.cllrCal < 0.25 }, "\(figures.map(\.cllrCal))")
    #expect(figures[1].cllr < figures[0].cllr - 0.05, "\(figures.map(\.cllr))")
  }

  @Test func theRatioStatesWhatItRestsOnAndNeverExceedsIt() throws {
    let stones = SizeSamples.stones(5000, median: 0.02, seed: 3, above: 0.02)
    let parcel = SizeSamples.parcel(of: stones, in: SizeSamples.carats)
    let one = try #require(
      model.assess([parcel], options: AssessmentOptions(declared: Origin("AA/0")))[0]
        .likelihoodRatio)
    #expect(one.basis == .simulatedParcels && one.groups == 180)
    #expect(one.upperBound <= log10(121) && one.lowerBound >= -log10(61))
    #expect(one.log10 > 1 && one.log10 <= one.upperBound)
    #expect(one.propositions.h1.hasSuffix("the references of AA/0"))
    let other = try #require(
      model.assess([parcel], options: AssessmentOptions(declared: Origin("AA/2")))[0]
        .likelihoodRatio)
    #expect(other.log10 < -1)
  }

  @Test func whatLeavesNoAlternativeHasNoRatio() throws {
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(100, median: 0.1, seed: 4), in: SizeSamples.carats)
    for declared in ["AA", "ZZ"] {
      let answer = try model.assess(
        [parcel], options: AssessmentOptions(declared: Origin(declared)))[0]
      #expect(answer.likelihoodRatio == nil)
    }
    #expect(try model.assess([parcel])[0].likelihoodRatio == nil)
  }
}
