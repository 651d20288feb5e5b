import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeEvidenceExplanationTests {
  /// What is found of a parcel among lognormals, and the draws behind it.
  static func evidence(
    _ parcel: Parcel, medians: [Double] = [0.05, 0.12, 0.3], members: Int = 100
  ) throws -> (question: SizeQuestion, trials: SizeTrials, evidence: SizeEvidence) {
    let model = try SizeModel(
      footprints: SizeSamples.footprints(medians: medians, members: members))
    let question = SizeQuestion(parcel, pooled: model.pooled, cutOff: nil, curve: PassingCurve())
    let trials = SizeTrials(model, for: question, workers: Workers(2))
    return (question, trials, try SizeEvidence(of: question, trials, workers: Workers(2)))
  }

  static let origins = (0..<3).map { Origin("AA/\($0)") }

  @Test func theLogOddsAreThoseOfTheAnswer() throws {
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(60, median: 0.09, seed: 5), in: SizeSamples.round)
    let (question, trials, evidence) = try SizeEvidenceExplanationTests.evidence(parcel)
    let found = try #require(
      evidence.explanation(
        of: question, trials, origins: SizeEvidenceExplanationTests.origins, keeping: 99))
    let epsilon = evidence.calibration.epsilon
    // The probability without the even share that bounds it.
    let plain = evidence.logPosterior.map { log((exp($0) - epsilon / 3) / (1 - epsilon)) }
    let first = try #require(SizeEvidenceExplanationTests.origins.firstIndex(of: found.first))
    let second = try #require(SizeEvidenceExplanationTests.origins.firstIndex(of: found.second))
    #expect(abs(found.logOdds - (plain[first] - plain[second])) < 1e-9)
    #expect(evidence.logPosterior[first] == evidence.logPosterior.max())
  }

  /// With members that are all alike the likelihood is one multinomial, and nothing is left over.
  @Test func classesAddUpToTheLikelihood() throws {
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(200, median: 0.1, seed: 6), in: SizeSamples.carats)
    let footprints = try SizeSamples.footprints(medians: [0.08, 0.15], members: 1).map {
      SizeFootprint(
        origin: $0.origin, grade: $0.grade, source: "",
        members: $0.members.selecting(rows: [Int](repeating: 0, count: 30)), scatter: .none,
        cutOff: nil, parcelNames: [], parcels: $0.parcels)
    }
    let model = try SizeModel(footprints: footprints)
    let question = SizeQuestion(parcel, pooled: model.pooled, cutOff: nil, curve: PassingCurve())
    let trials = SizeTrials(model, for: question, workers: Workers(2))
    let evidence = try SizeEvidence(of: question, trials, workers: Workers(2))
    let byClass = trials.classContributions(of: question.counts, for: 0, against: 1)
    let difference = evidence.likelihoods[0] - evidence.likelihoods[1]
    #expect(abs(difference) > 1)
    #expect(abs(byClass.reduce(0, +) - difference) < 1e-9 * abs(difference))
    #expect(
      trials.classContributions(of: question.counts, for: 1, against: 0)
        == byClass.map { -$0 })
  }

  @Test func largeStonesSpeakForTheOriginOfLargeStones() throws {
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(300, median: 0.3, seed: 7), in: SizeSamples.carats)
    let (question, trials, _) = try SizeEvidenceExplanationTests.evidence(parcel)
    let byClass = trials.classContributions(of: question.counts, for: 2, against: 0)
    let filled = question.counts.indices.filter { question.counts[$0] >= 5 }
    #expect(byClass[filled[filled.count - 1]] > 0)
    #expect(byClass[filled[0]] < 0)
  }

  @Test func classesAreNamedAsTheyWereWritten() throws {
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(60, median: 0.1, seed: 8), in: [.carats(0.05), .carats(0.2)])
    let question = try SizeEvidenceExplanationTests.evidence(parcel).question
    #expect(question.classNames == ["0.05-0.2 ct", "0.2 ct and more"])
  }

  @Test func singleStonesAreToldOfByDoublings() throws {
    let stones = SizeSamples.stones(80, median: 0.2, seed: 9).map { Stone(carats: $0.carats) }
    let parcel = Parcel(identifier: "P", content: .stones(stones), handling: .runOfMine)
    let question = try SizeEvidenceExplanationTests.evidence(parcel).question
    #expect(question.classNames.contains("0.25-0.5 ct"))
    #expect(Set(question.classNames).count < 14)
  }
}
