import Foundation
import Specimens
import Testing

@testable import Reports

/// What lists and histories print.
struct ListingTests {
  private let plain = TextStyle(usesColour: false, width: 60)

  private func document(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func itemsHaveColumnsThatTabsInNamesDoNotMove() throws {
    let list = ItemList(items: [
      .init(identifier: "a\tb", origin: Origin("GH/Birim"), group: "S1", values: 4, file: "")
    ])
    #expect(list.text == "item\torigin\tgroup\tvalues\tfile\na b\tGH/Birim\tS1\t4\t\n")
    let file = try document(list.json())
    #expect(file["schema"] as? String == "adamas.items/1")
    #expect((file["items"] as? [[String: Any]])?.first?["identifier"] as? String == "a\tb")
  }

  @Test func anItemsVersionsSayWhenTheyStood() throws {
    let first = ItemHistory.Version(
      origin: Origin("GH"), group: "S1", file: "t.csv", sha256: nil, values: 4,
      fields: [("laboratory", "L"), ("origin", "GH"), ("note", "")], entry: nil, end: 2)
    let second = ItemHistory.Version(
      origin: Origin("CI"), group: "S1", file: nil, sha256: "ab", values: 4, fields: [],
      entry: 2, end: nil)
    let history = ItemHistory(identifier: "I", versions: [first, second])
    #expect(
      history.text(style: plain)
        == """
        I

        It stood from before the log began to entry 2, which ended it.
          origin      GH
          group       S1
          values      4
          file        t.csv
          laboratory  L

        It stood from entry 2 of the log, and stands.
          origin  CI
          group   S1
          values  4
          sha256  ab

        """)
    let versions = try document(history.json())["versions"] as? [[String: Any]]
    #expect(versions?.map { $0["entry"] as? Int } == [nil, 2])
    #expect((versions?.last?["fields"] as? [String: String])?["origin"] == "CI")
  }

  @Test func aLogSaysThatItHolds() throws {
    let entry = LibraryHistory.Entry(
      number: 1, time: "2026-01-02T03:04:05Z", who: "N. N.", action: "add", why: "a campaign",
      details: ["file": "t.csv", "unlisted": "x"], hash: "0123")
    let history = LibraryHistory(entries: [entry])
    #expect(
      history.text(style: plain)
        == """
        1  add  2026-01-02T03:04:05Z  N. N.
           Why      a campaign
           File     t.csv
           Hash     0123

        The entry holds: none was changed, and the records that they brought are those that are there.

        """)
    #expect(LibraryHistory(entries: []).text(style: plain).contains("no log"))
    let entries = try document(history.json())["entries"] as? [[String: Any]]
    #expect((entries?.first?["details"] as? [String: String])?["unlisted"] == "x")
  }

  @Test func aScreeningListIsTextATableAndADocument() throws {
    let entry = ScreeningList.Entry(
      parcel: "P1", certificate: "GH1", declared: "GH", outcome: "refer", outcomeWords: "LOOK",
      codes: ["a", "b"], reasons: ["One, two.", "\"Three\"."], risk: 1.23456789,
      riskParts: [.init(code: "goods", weight: 1.23456789)], adjustedPValue: 0.04)
    func list(_ showsNumbers: Bool) -> ScreeningList {
      ScreeningList(
        basis: ["It rests on this."], summary: "1 to look at.", entries: [entry],
        refused: ["m.csv:3: no."], showsNumbers: showsNumbers)
    }
    let text = list(true).text(style: plain)
    #expect(
      text.contains("LOOK  P1, GH1, GH\n  - One, two.\n  - \"Three\".\n  risk 1.234568 = goods"))
    #expect(text.hasSuffix("adjusted p-value 0.04\n\n! m.csv:3: no.\n"))
    #expect(!list(false).text(style: plain).contains("risk"))
    #expect(
      list(true).csv.split(separator: "\n").last
        == "P1,GH1,GH,refer,1.234568,0.04,a;b,\"One, two. \"\"Three\"\".\"")
    let file = try document(list(true).json())
    #expect(file["schema"] as? String == "adamas.screening/1")
    #expect((file["shipments"] as? [[String: Any]])?.first?["risk"] as? Double == 1.234568)
  }

  @Test func shipmentsWithNothingAgainstThemShareTheirReasons() throws {
    func entry(_ parcel: String, _ outcome: String, _ reason: String) -> ScreeningList.Entry {
      ScreeningList.Entry(
        parcel: parcel, certificate: "", declared: "GH", outcome: outcome,
        outcomeWords: outcome == "refer" ? "LOOK" : "FITS", codes: [], reasons: [reason], risk: 0,
        riskParts: [], adjustedPValue: nil)
    }
    func list(_ showsNumbers: Bool) -> String {
      ScreeningList(
        basis: ["B."], summary: "S.",
        entries: [
          entry("P1", "refer", "Why."), entry("P2", "refer", "Why."),
          entry("P3", "consistent", "As declared."), entry("P4", "consistent", "Weaker."),
          entry("P5", "consistent", "As declared."),
        ], refused: [], showsNumbers: showsNumbers
      ).text(style: plain)
    }
    // What is to be acted on keeps its rank and its own reasons.
    #expect(
      list(false) == """
        B.

        S.

        LOOK  P1, GH
          - Why.
        LOOK  P2, GH
          - Why.

        FITS  P3, GH
        FITS  P5, GH
          - As declared.
        FITS  P4, GH
          - Weaker.

        """)
    #expect(list(true).components(separatedBy: "As declared.").count == 3)
  }
}
