import Foundation
import Matching
import Testing

struct DeclaredOriginScoresTests {
  @Test func theScoreIsTheLogOfTheMeansRatio() throws {
    let logs = [0.5, 0.25, 0.125, 0.125].map { log($0) }
    let one = try #require(DeclaredOriginScores.score(logPosterior: logs, declared: [0]))
    expectSame(one, log(0.5 / (0.5 / 3)), within: 1e-12)
    let country = try #require(DeclaredOriginScores.score(logPosterior: logs, declared: [0, 2]))
    expectSame(country, log((0.625 / 2) / (0.375 / 2)), within: 1e-12)
  }

  @Test func withTwoOriginsDeclaringTheOtherNegatesTheScore() throws {
    let logs = [log(0.9), log(0.1)]
    let first = try #require(DeclaredOriginScores.score(logPosterior: logs, declared: [0]))
    let second = try #require(DeclaredOriginScores.score(logPosterior: logs, declared: [1]))
    expectSame(first, -second, within: 1e-12)
  }

  @Test func aConstantAddedToTheLogsChangesNothing() throws {
    let logs = [-3.0, -1, -7]
    let far = logs.map { $0 - 2000 }
    expectSame(
      try #require(DeclaredOriginScores.score(logPosterior: far, declared: [1])),
      try #require(DeclaredOriginScores.score(logPosterior: logs, declared: [1])), within: 1e-9)
  }

  @Test func originsWithoutReferencesAreNotCompared() throws {
    let logs: [Double] = [-1, -2, -.infinity]
    expectSame(
      try #require(DeclaredOriginScores.score(logPosterior: logs, declared: [0])), 1, within: 1e-12)
    #expect(DeclaredOriginScores.score(logPosterior: logs, declared: [2]) == nil)
    #expect(DeclaredOriginScores.score(logPosterior: logs, declared: [0, 1]) == nil)
    #expect(DeclaredOriginScores.score(logPosterior: logs, declared: []) == nil)
  }

  @Test func everyGroupIsComparedWithEveryOrigin() throws {
    let comparisons = try DeclaredOriginScores(
      logPosteriors: [[-1, -2, -3], [-1, -2, -.infinity], [-.infinity, -1, -1]],
      truth: [0, 1, 0])
    #expect(comparisons.groups == 2)
    #expect(comparisons.scores.h1.count == 2)
    #expect(comparisons.scores.h2.count == 3)
  }

  @Test func oneOriginOrNoGroupIsRefused() {
    #expect(throws: MatchingError.self) {
      try DeclaredOriginScores(logPosteriors: [[0], [0]], truth: [0, 0])
    }
    #expect(throws: MatchingError.self) {
      try DeclaredOriginScores(logPosteriors: [], truth: [])
    }
  }
}
