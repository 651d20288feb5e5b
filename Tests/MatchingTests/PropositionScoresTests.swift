import Matching
import Testing

struct PropositionScoresTests {
  @Test func aPropositionWithoutScoresIsRefused() {
    #expect(
      throws: MatchingError.material(
        reason: "there are 2 scores of the first proposition and 0 of the second",
        mend: "give at least one of each, for a likelihood ratio compares the two")
    ) { try PropositionScores(h1: [1, 2], h2: []) }
    #expect(throws: MatchingError.self) { try PropositionScores(h1: [], h2: [1]) }
    #expect(throws: MatchingError.self) { try PropositionScores(h1: [], h2: []) }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aScoreThatIsNotFiniteIsRefusedWithItsPlace(score: Double) {
    #expect(
      throws: MatchingError.material(
        reason: "score 1 of the second proposition is not a finite number",
        mend: "leave that comparison out, or find out why it has no score")
    ) { try PropositionScores(h1: [1], h2: [0, score]) }
  }

  @Test func exchangingThePropositionsNegatesTheScores() throws {
    let scores = try PropositionScores(h1: [1, 2], h2: [-3])
    #expect(scores.swapped == (try PropositionScores(h1: [3], h2: [-1, -2])))
    #expect(scores.swapped.swapped == scores)
  }

  @Test func theRangeSpansBothPropositions() throws {
    #expect(try PropositionScores(h1: [1, 2], h2: [-3]).range == -3...2)
  }
}
