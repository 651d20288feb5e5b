import Foundation
import Testing

@testable import Reports

/// What `adamas register show` prints.
struct RegisterListTests {
  private let plain = TextStyle(usesColour: false, width: 60)

  private func document(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private let full = RegisterList.Entry(
    parcel: "P1", certificate: "GH 1", declared: "GH, CI", carats: 12.5, stones: 1, valueUSD: 900,
    issued: "2026-01-10", presented: "2026-02-01", verdict: "refer", codes: ["same-goods"],
    risk: 1.000_000_4, adjustedPValue: 0.25, screened: "2026-02-02", manifest: "monday.csv",
    sha256: "ab", entry: 1,
    outcomes: [
      .init(outcome: "confirmed", on: "2026-02-05", by: "A. B.", why: "seal broken", entry: 2),
      .init(outcome: "cleared", on: "2026-02-09", by: "C. D.", why: "new seal", entry: 3),
    ])

  private let bare = RegisterList.Entry(
    parcel: "P2", certificate: nil, declared: "", carats: nil, stones: nil, valueUSD: nil,
    issued: nil, presented: nil, verdict: "cannotSay", codes: [], risk: 0, adjustedPValue: nil,
    screened: "2026-02-02", manifest: "monday.csv", sha256: "ab", entry: 1, outcomes: [])

  @Test func aParcelIsAParagraphAndTheLogIsSaidToHold() {
    let list = RegisterList(entries: [bare, full], logged: 3, hash: "0123")
    #expect(
      list.text(style: plain)
        == """
        P2  cannotSay
           Screened   2026-02-02, monday.csv, entry 1

        P1, GH 1, GH, CI  refer
           Screened   2026-02-02, monday.csv, entry 1
           Papers     12.5 ct, 1 stone, 900.0 US$, issued
                      2026-01-10, presented 2026-02-01
           Found      same-goods
           Outcome    confirmed 2026-02-05 by A. B.: seal broken
           Outcome    cleared 2026-02-09 by C. D.: new seal

        All 3 entries of the log hold: nothing was changed. The last
        hash is 0123.

        """)
    let empty = RegisterList(entries: [], logged: 0, hash: "").text(style: plain)
    #expect(empty == "No parcel was screened.\n\n")
  }

  @Test func theDocumentHasEveryOutcomeInItsOrder() throws {
    let file = try document(RegisterList(entries: [full], logged: 3, hash: "0123").json())
    #expect(file["schema"] as? String == "adamas.register/1")
    #expect((file["log"] as? [String: Any])?["hash"] as? String == "0123")
    let entry = try #require((file["entries"] as? [[String: Any]])?.first)
    #expect(entry["risk"] as? Double == 1)
    #expect(entry["sha256"] as? String == "ab")
    let outcomes = try #require(entry["outcomes"] as? [[String: Any]])
    #expect(outcomes.map { $0["outcome"] as? String } == ["confirmed", "cleared"])
    #expect(outcomes.map { $0["entry"] as? Int } == [2, 3])
  }
}
