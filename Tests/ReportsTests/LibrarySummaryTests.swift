import Foundation
import Reports
import Specimens
import Testing

struct LibrarySummaryTests {
  private let summary = LibrarySummary(
    name: "west-africa", kind: .spectra, revision: "abc", isFitted: false,
    origins: [
      LibrarySummary.Entry(
        origin: Origin("GH/Birim"), grade: .measured, source: "laboratory A", groups: 3, items: 30)
    ])

  @Test func textSaysThatAnUnfittedLibraryCannotClassify() {
    let text = summary.text(style: TextStyle(usesColour: false))
    #expect(text.contains("no: it cannot classify before adamas library fit"))
    #expect(text.contains("GH/Birim    3       30      measured   laboratory A"))
  }

  @Test func jsonHoldsTheSameFacts() throws {
    let object = try JSONSerialization.jsonObject(with: summary.json())
    let file = try #require(object as? [String: Any])
    #expect(file["schema"] as? String == "adamas.library/1")
    #expect(file["fitted"] as? Bool == false)
    let origin = try #require((file["origins"] as? [[String: Any]])?.first)
    #expect(origin["groups"] as? Int == 3 && origin["items"] as? Int == 30)
  }
}
