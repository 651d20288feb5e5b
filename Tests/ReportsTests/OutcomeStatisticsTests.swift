import Foundation
import Matching
import Testing

@testable import Reports

/// What `adamas register statistics` prints.
struct OutcomeStatisticsTests {
  private let statistics = OutcomeStatistics(
    screenings: 2,
    verdicts: [
      .init(verdict: "inconsistent", shipments: 9, confirmed: 5, cleared: 1),
      .init(verdict: "refer", shipments: 4, confirmed: 3, cleared: 1),
      .init(verdict: "cannotSay", shipments: 7, confirmed: 0, cleared: 0),
      .init(verdict: "consistent", shipments: 100, confirmed: 0, cleared: 0),
    ], volumes: [.init(country: "GH", year: 2026, carats: 1234.5)])

  @Test func sharesAreOfThoseFollowedUpOnly() {
    // Wilson's interval of 8 of 10 is 0.4902 to 0.9433 (SciPy: binomtest(8, 10).proportion_ci(method="wilson")).
    #expect(statistics.confirmedOfFlagged.trials == 10)
    #expect(abs(statistics.confirmedOfFlagged.lower - 0.4902) < 5e-5)
    #expect(abs(statistics.confirmedOfFlagged.upper - 0.9433) < 5e-5)
    #expect(statistics.clearedOfFlagged.count == 2)
    #expect(statistics.confirmedOfPassed.trials == 0)
  }

  @Test func theTextSaysWhatItDoesNotKnow() {
    #expect(
      statistics.text(style: TextStyle(usesColour: false, width: 80))
        == """
        Parcels screened: 120, in screenings: 2. Without an outcome yet: 110.

        verdict        parcels  confirmed  cleared  no outcome
        inconsistent         9          5        1           3
        refer                4          3        1           0
        cannotSay            7          0        0           7
        consistent         100          0        0         100

        Of parcels said to be inconsistent or to refer, 8 of 10 with an outcome were
        confirmed: 0.80 (Wilson's 95 % interval 0.49-0.94).
        Of the same, 2 of 10 with an outcome were cleared: 0.20 (Wilson's 95 % interval
        0.06-0.51).
        Of parcels said to be consistent or of which nothing could be said, none has an
        outcome yet.
        The shares are of the parcels that were followed up only: who chooses whom to
        follow up chooses the shares too. They are no error rates of all parcels.

        country  year          carats
        GH       2026         1234.50

        """)
  }

  @Test func aShareOfNobodyHasNoNumberInTheDocument() throws {
    let file = try #require(
      try JSONSerialization.jsonObject(with: statistics.json()) as? [String: Any])
    #expect(file["schema"] as? String == "adamas.register.statistics/1")
    #expect(file["interval"] as? String == "Wilson, 95 %")
    let flagged = try #require(file["confirmedOfFlagged"] as? [String: Any])
    #expect(flagged["share"] as? Double == 0.8)
    let passed = try #require(file["confirmedOfPassed"] as? [String: Any])
    #expect(passed["trials"] as? Int == 0)
    #expect(passed["share"] == nil && passed["lower"] == nil)
  }
}
