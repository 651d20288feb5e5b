import Specimens
import Testing

@testable import Screening

struct RuleSourceTests {
  @Test(arguments: [
    ("2025-11-22", "2026-11-22", false), ("2025-11-22", "2026-11-23", true),
    ("2024-02-29", "2025-02-28", false), ("2024-02-29", "2025-03-01", true),
    ("2025-01-31", "2026-01-31", false), ("2026-06-01", "2026-05-01", false),
  ])
  func aRowIsStaleFromTheDayAfterItsAnniversary(date: String, day: String, isStale: Bool) throws {
    let source = RuleSource(text: "S", date: try Fixtures.day(date))
    #expect(source.isStale(on: try Fixtures.day(day)) == isStale)
  }
}
