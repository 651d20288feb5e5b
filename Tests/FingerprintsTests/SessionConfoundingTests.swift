import Fingerprints
import Testing

@Suite struct SessionConfoundingTests {
  @Test func sessionsOfOneOriginEachAreAWarning() throws {
    let found = try #require(
      sessionConfounding(labels: ["A", "A", "B", "C"], sessions: ["1", "2", "3", "4"]))
    #expect(found.isComplete)
    #expect(found.origins == ["A", "B", "C"])
    #expect(
      found.description
        == "each of the 4 sessions holds a single origin, so origin and session cannot be "
        + "separated in these data; the figures may show how well sessions are told apart. Measure "
        + "stones of several origins in every session.")
  }

  @Test func sharedSessionsAreNone() {
    #expect(sessionConfounding(labels: ["A", "B", "A"], sessions: ["1", "1", "2"]) == nil)
    #expect(sessionConfounding(labels: ["A", "A"], sessions: ["1", "2"]) == nil)
    #expect(sessionConfounding(labels: [], sessions: []) == nil)
  }

  @Test func anOriginApartFromTheOthersIsNamed() throws {
    let found = try #require(
      sessionConfounding(labels: ["A", "B", "C"], sessions: ["1", "1", "2"]))
    #expect(!found.isComplete)
    #expect(found.origins == ["C"])
    #expect(found.description.hasPrefix("the sessions of C hold no other origin, so it cannot"))
  }

  @Test func theOrderOfItemsDoesNotMatter() {
    let labels = ["A", "B", "C", "A", "B"]
    let sessions = ["1", "1", "2", "3", "4"]
    #expect(
      sessionConfounding(labels: labels, sessions: sessions)
        == sessionConfounding(labels: labels.reversed(), sessions: sessions.reversed()))
  }
}
