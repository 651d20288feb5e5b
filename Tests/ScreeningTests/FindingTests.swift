import Testing

@testable import Screening

struct FindingTests {
  @Test func severitiesAreOrdered() {
    #expect(Finding.Severity.allCases.sorted(by: >) == [.violation, .doubt, .note])
  }
}
