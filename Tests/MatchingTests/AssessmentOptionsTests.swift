import Matching
import Specimens
import Testing

struct AssessmentOptionsTests {
  static let origins = ["CI", "GH", "RU"].map(Origin.init)

  static func priors(_ named: [String: Double]) throws(MatchingError) -> [Double] {
    var priors: [Origin: Double] = [:]
    for (name, value) in named { priors[Origin(name)] = value }
    return try AssessmentOptions(priors: priors).priors(over: origins)
  }

  @Test func withoutStatedPriorsAllAreEqual() throws {
    #expect(try AssessmentOptionsTests.priors([:]) == [1.0 / 3, 1.0 / 3, 1.0 / 3])
  }

  @Test func originsThatAreNotNamedShareTheRest() throws {
    #expect(
      largestDifference(try AssessmentOptionsTests.priors(["GH": 0.5]), [0.25, 0.5, 0.25]) < 1e-15)
    #expect(
      largestDifference(
        try AssessmentOptionsTests.priors(["GH": 0.5, "CI": 0.3, "RU": 0.2]), [0.3, 0.5, 0.2])
        < 1e-15)
  }

  @Test(arguments: [
    (["XX": 0.5], "the prior names XX, which the library does not hold"),
    (["CI": 0], "the prior of CI is 0.0"), (["CI": 1], "the prior of CI is 1.0"),
    (["CI": -0.5], "the prior of CI is -0.5"), (["CI": .nan], "the prior of CI is nan"),
    (["CI": 0.75, "GH": 0.25], "the priors add up to 1.0"),
    (["CI": 0.75, "GH": 0.5], "the priors add up to 1.25"),
    (["CI": 0.25, "GH": 0.25, "RU": 0.25], "the priors add up to 0.75"),
  ])
  func priorsThatCannotBeAreRefused(named: [String: Double], reason: String) {
    do {
      _ = try AssessmentOptionsTests.priors(named)
      Issue.record("\(named) was taken")
    } catch {
      #expect(error.description.hasPrefix(reason + "; "))
    }
  }

  @Test(arguments: [(0.95, 0.05), (0.9, 0.1), (0.8, 0.2), (0.99, 0.01), (0.5, 0.5)])
  func alphaIsTheNumberThatAPersonWouldWrite(level: Double, alpha: Double) {
    #expect(AssessmentOptions(level: level).alpha == alpha)
  }
}
