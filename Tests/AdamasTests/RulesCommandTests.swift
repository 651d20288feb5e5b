import Foundation
import Testing

/// The rules of screening, through the program itself.
struct RulesCommandTests {
  private static let folder = Places.project.appendingPathComponent("Models/rules").path

  @Test func theListShowsRowsAndDatesOfEveryFile() throws {
    let run = try CommandRun("rules", "list", "--rules", Self.folder)
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.text.hasPrefix("File                     rows  oldest      newest\n"))
    #expect(run.text.contains("mixed-origin.csv            2  2025-02-24  2026-06-20\n"))
  }

  @Test func theListAsJSONHoldsTheSame() throws {
    let run = try CommandRun("rules", "list", "--rules", Self.folder, "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let list = try run.json
    #expect(list["schema"] as? String == "adamas.rules/1")
    let files = try #require(list["files"] as? [[String: Any]])
    #expect(files.count == 7)
    let statistics = try #require(files.first { $0["name"] as? String == "statistics.csv" })
    #expect(statistics["rows"] as? Int == 148)
    #expect(statistics["oldest"] as? String == "2001-12-31")
  }

  @Test func staleRowsAreListedAndEndInOne() throws {
    let run = try CommandRun("rules", "check", "--rules", Self.folder, "--on", "2026-11-22")
    #expect(run.exitCode == 1, "\(run.standardError)")
    #expect(run.text.contains("rows are older than a year on 2026-11-22: look for newer ones.\n"))
    #expect(run.text.contains("russian-diamonds.csv:2: direct from 2024-01-01 was last known"))
    #expect(!run.text.contains("hs-codes.csv"))
    let json = try CommandRun(
      "rules", "check", "--rules", Self.folder, "--on", "2026-11-22", "--format", "json")
    #expect(json.exitCode == 1)
    #expect(try json.json["schema"] as? String == "adamas.rules.check/1")
    let rows = try #require(try json.json["stale"] as? [[String: Any]])
    #expect(rows.count == run.text.split(separator: "\n").count - 1)
  }

  @Test func freshRowsEndInZero() throws {
    let run = try CommandRun("rules", "check", "--rules", Self.folder, "--on", "2001-01-01")
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.text.hasPrefix("None of "))
    #expect(run.text.split(separator: "\n").count == 1)
  }

  @Test func brokenOrMissingRulesAreRefusedInASentence() throws {
    let scratch = try ScratchFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder) {
      let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
      _ = try scratch.file(name, name == "hs-codes.csv" ? text + "x\n" : text)
    }
    let folder = URL(fileURLWithPath: scratch.path("hs-codes.csv")).deletingLastPathComponent().path
    let broken = try CommandRun("rules", "list", "--rules", folder)
    #expect(broken.exitCode == 65)
    #expect(broken.standardError.hasPrefix("adamas: hs-codes.csv:6: its fields number 1, not 6"))
    let missing = try CommandRun("rules", "check", "--rules", scratch.path("none"))
    #expect(missing.exitCode == 66)
    #expect(missing.standardError.split(separator: "\n").count == 1)
    #expect(try CommandRun("rules", "check", "--on", "2026-13-01").exitCode == 64)
  }
}
