import Foundation
import Matching
import Reports
import Testing

struct AssessmentJSONTests {
  private func decoded() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: AssessmentReport.example.json())
    return try #require(object as? [String: Any])
  }

  @Test func holdsTheKeysOfTheSchema() throws {
    let file = try decoded()
    #expect(file["schema"] as? String == "adamas.assessment/1")
    let library = try #require(file["library"] as? [String: Any])
    #expect(library["name"] as? String == "west-africa")
    #expect(library["revision"] as? String == "0123456789abcdef")
    #expect(library["grade"] as? String == "simulated")
    let inputs = try #require(file["inputs"] as? [[String: String]])
    #expect(inputs == [["path": "stone.csv", "sha256": "feed"]])
    let first = try #require((file["assessments"] as? [[String: Any]])?.first)
    #expect(first["item"] as? String == "S1")
    #expect(first["kind"] as? String == "spectra")
    #expect(first["set"] as? [String] == ["GH/Birim"])
    #expect(first["warnings"] as? [String] == [])
    let origins = try #require(first["origins"] as? [[String: Any]])
    #expect(origins.map { $0["origin"] as? String } == ["GH/Birim", "CI/Séguéla"])
    #expect(origins[0]["probability"] as? Double == 0.912346)
    #expect(origins[1]["typicality"] as? Double == 0.001)
  }

  @Test func aVerdictNamesItsOriginOrItsReason() throws {
    let assessments = try #require(try decoded()["assessments"] as? [[String: Any]])
    let verdicts = assessments.compactMap { $0["verdict"] as? [String: Any] }
    #expect(
      verdicts.map { $0["kind"] as? String } == [
        "assigned", "ambiguous", "unlikeAnyReference", "cannotSay",
      ])
    #expect(verdicts[0]["origin"] as? String == "GH/Birim")
    #expect(verdicts[1]["origins"] as? [String] == ["GH/Birim", "CI/Séguéla"])
    #expect(verdicts[3]["reason"] as? String == "the shot is dark")
  }

  @Test func aDeclaredOriginSaysWhetherItFits() throws {
    let assessments = try #require(try decoded()["assessments"] as? [[String: Any]])
    let declared = assessments.map { ($0["declared"] as? [String: Any])?["fits"] as? Bool }
    #expect(declared == [true, nil, false, nil])
  }

  @Test func theSameReportGivesTheSameBytes() throws {
    #expect(try AssessmentReport.example.json() == AssessmentReport.example.json())
  }
}
