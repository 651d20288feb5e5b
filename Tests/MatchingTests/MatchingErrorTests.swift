import Testing

@testable import Matching

struct MatchingErrorTests {
  static let all: [MatchingError] = [
    .empty(.queries), .columns(references: 2, queries: 3),
    .notFinite(.references, row: 4, column: 5), .tooLarge(.queries, row: 0, column: 1),
    .neighbourCount(asked: 5, references: 3), .labelCount(labels: 2, items: 3),
  ]

  @Test(arguments: all)
  func isOneSentenceWithItsMend(error: MatchingError) {
    #expect(error.description.hasSuffix("."))
    #expect(error.description.dropLast().contains(";"))
    #expect(!error.description.dropLast().contains(". "))
  }

  @Test func theDocumentedSentenceHolds() {
    #expect(
      MatchingError.neighbourCount(asked: 5, references: 3).description
        == "5 neighbours were asked for and there are 3 references; ask for 1 to 3.")
  }
}
