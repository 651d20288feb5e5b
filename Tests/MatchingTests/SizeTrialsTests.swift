import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeTrialsTests {
  private func trials(
    _ scatter: SizeFootprint.Scatter = .none, stones: Double = 400
  ) throws -> (SizeModel, SizeQuestion, SizeTrials) {
    let footprints = try SizeSamples.footprints(members: 50).map {
      SizeFootprint(
        origin: $0.origin, grade: $0.grade, source: "", members: $0.members, scatter: scatter,
        cutOff: nil, parcelNames: [], parcels: $0.parcels)
    }
    let model = try SizeModel(footprints: footprints)
    let parcel = Parcel(
      identifier: "P",
      content: .classes(
        SieveSet(bounds: SizeSamples.carats),
        SizeSamples.carats.map { _ in
          ClassContent(stones: stones / Double(SizeSamples.carats.count))
        }),
      handling: .runOfMine)
    let question = SizeQuestion(
      parcel, pooled: model.pooled, cutOff: nil, curve: PassingCurve())
    return (model, question, SizeTrials(model, for: question, workers: Workers(2)))
  }

  @Test func everyDrawHasTheParcelsNumberOfStones() throws {
    let (_, _, trials) = try trials()
    #expect((0..<trials.counts.rows).allSatisfy { trials.counts.row($0).reduce(0, +) == 400 })
    #expect(trials.bounds == Array(1..<10))
  }

  /// Fewer members are drawn from more often, so that the answer does not hang on the chance of a draw.
  @Test func fewMembersMakeAsManyDraws() throws {
    let (_, _, trials) = try trials()
    #expect(trials.drawsPerMember == 8 && trials.counts.rows == SizeTrials.fewestDraws)
    #expect(trials.draws(of: 1) == 400..<800)
    #expect([0, 7, 8, 1199].map(trials.member) == [0, 0, 1, 149])
    #expect(Array(trials.counts.row(0)) != Array(trials.counts.row(1)))
  }

  @Test func drawsScatterAboutTheirMembers() throws {
    let (_, _, alike) = try trials()
    let (_, _, unlike) = try trials(.dirichlet([Double](repeating: 50, count: 50)))
    func scatter(_ trials: SizeTrials) -> Double {
      (0..<trials.counts.rows).reduce(0) { sum, draw in
        zip(trials.counts.row(draw), trials.shares.row(trials.member(ofDraw: draw))).reduce(sum) {
          $0 + ($1.0 - 400 * $1.1) * ($1.0 - 400 * $1.1)
        }
      }
    }
    // n of n stones about A: the variance grows by (n + A)/(1 + A), here 8.8.
    let ratio = scatter(unlike) / scatter(alike)
    #expect(ratio > 6.5 && ratio < 11.5)
  }

  @Test func theLikelihoodIsTheMultinomialsWhereNothingScatters() throws {
    let (_, question, trials) = try trials(.unknown, stones: 100)
    let counts = Matrix(rows: 1, columns: question.counts.count, elements: question.counts)
    let found = trials.logLikelihoods(of: counts, leavingOut: [nil], workers: Workers(1))
    for (origin, range) in trials.ranges.enumerated() {
      let terms = range.map { member in
        zip(question.counts, trials.shares.row(member)).reduce(0.0) {
          $0 + $1.0 * (log($1.1) - log($1.0 / 100))
        }
      }
      let largest = terms.max() ?? 0
      let mean = terms.reduce(0) { $0 + exp($1 - largest) } / Double(terms.count)
      #expect(abs(found[0, origin] - largest - log(mean)) < 1e-9)
    }
  }

  @Test func theWeightedLikelihoodIsNearTheDirichletMultinomial() throws {
    let (_, _, trials) = try trials(.dirichlet([Double](repeating: 200, count: 50)), stones: 1000)
    let counts = trials.counts.selecting(rows: [3, 60, 120].map { $0 * trials.drawsPerMember })
    let found = trials.logLikelihoods(
      of: counts, leavingOut: [3, 60, 120], workers: Workers(1))
    for row in 0..<3 {
      let exact = trials.ranges.map { range in
        let terms = range.filter { $0 != [3, 60, 120][row] }.map { member in
          logDirichletMultinomial(
            Array(counts.row(row)), alphas: trials.shares.row(member).map { 200 * $0 + 1e-9 })
        }
        let largest = terms.max() ?? 0
        return largest + log(terms.reduce(0) { $0 + exp($1 - largest) } / Double(terms.count))
      }
      let best = indexOfLargest(exact)
      #expect(indexOfLargest(found.row(row)) == best)
      for origin in 0..<3 where exact[best] - exact[origin] < 20 {
        let difference = (found[row, best] - found[row, origin]) - (exact[best] - exact[origin])
        #expect(abs(difference) < 0.3 * max(2, exact[best] - exact[origin]))
      }
    }
  }

  @Test func theParcelAmongTheDrawsHasTheDrawsFeatures() throws {
    let (_, _, trials) = try trials()
    let again = trials.features(of: trials.counts.selecting(rows: [5, 100]))
    #expect(again == trials.features.selecting(rows: [5, 100]))
  }
}
