import Foundation
import Matching
import Reports
import Testing

/// A report whose spectra went through a mapping between instruments says so.
struct ReportTransferTests {
  private func report(stated: Bool) -> AssessmentReport {
    let one = AssessmentReport.example
    return AssessmentReport(
      version: one.version, library: one.library, inputs: one.inputs, parameters: one.parameters,
      assessments: one.assessments,
      transfer: ReportTransfer(
        input: ReportInput(path: "transfer.json", sha256: "beef"), primary: "A", secondary: "B",
        instrumentIsStated: stated, specimens: 12, error: 0.041_000_4, errorUntransferred: 0.129,
        correlation: 0.9981, correlationUntransferred: 0.95))
  }

  @Test func theTextNamesInstrumentsSpecimensAndErrors() {
    let text = report(stated: true).text(style: TextStyle(usesColour: false))
    #expect(
      text.contains(
        """
        Transfer    the spectra were measured with "B" and mapped to the scale of "A" by
                    a mapping fitted on 12 specimens that both measured. Spectra of
                    held-out specimens (square roots) are off by 4.1 % with it, by 12.9
                    % without; correlation 0.9981, without 0.9500.

        """))
    #expect(
      report(stated: false).text(style: TextStyle(usesColour: false, width: 110)).contains(
        "Not every shot says which instrument"))
    #expect(
      !AssessmentReport.example.text(style: TextStyle(usesColour: false)).contains("Transfer"))
  }

  @Test func theJSONHoldsTheMapping() throws {
    let file = try #require(
      try JSONSerialization.jsonObject(with: report(stated: false).json()) as? [String: Any])
    let transfer = try #require(file["transfer"] as? [String: Any])
    #expect(transfer["primary"] as? String == "A" && transfer["secondary"] as? String == "B")
    #expect(transfer["instrumentIsStated"] as? Bool == false)
    #expect(transfer["specimens"] as? Int == 12)
    #expect(transfer["error"] as? Double == 0.041)
    #expect(transfer["errorUntransferred"] as? Double == 0.129)
    #expect(
      transfer["input"] as? [String: String] == ["path": "transfer.json", "sha256": "beef"])
    let without = try JSONSerialization.jsonObject(with: AssessmentReport.example.json())
    #expect((without as? [String: Any])?["transfer"] == nil)
  }
}
