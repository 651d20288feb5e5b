import Specimens
import Testing

struct EvidenceTests {
  @Test func gradesAreOrderedFromTheWeakest() {
    #expect(Grade.allCases.sorted() == [.simulated, .summary, .measured])
    #expect([Grade.measured, .summary].min() == .summary)
  }

  @Test func namesAreThoseOfFilesAndCommands() {
    #expect(EvidenceKind.allCases.map(\.rawValue) == ["sizes", "spectra", "elements"])
    #expect(Grade.allCases.map(\.rawValue) == ["simulated", "summary", "measured"])
    #expect(Handling.allCases.map(\.rawValue) == ["run-of-mine", "sorted", "unknown"])
    #expect(Mesh.allCases.map(\.rawValue) == ["round", "square"])
  }

  @Test(arguments: Grade.allCases)
  func onlyTheMeasuredGradeClaimsAMeasurement(grade: Grade) {
    let claims = grade.explanation.hasPrefix("measured")
    #expect(claims == (grade == .measured))
  }
}
