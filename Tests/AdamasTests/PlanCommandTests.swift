import Foundation
import Testing

/// Planning and comparing with the shipped references, through the program itself.
struct PlanCommandTests {
  @Test func overlappingFootprintsAreNeverToldApartAndThePlanSaysSo() throws {
    let run = try CommandRun("plan", "--origins", "CI,GH", "--format", "json")
    #expect(run.exitCode == 3, "\(run.standardError)")
    let plan = try run.json
    #expect(plan["schema"] as? String == "adamas.plan/1")
    #expect(plan["needed"] == nil)
    #expect(plan["grade"] as? String == "summary")
    let points = try #require(plan["points"] as? [[String: Any]])
    #expect(points.count == 9)
    let words = try #require((plan["sentences"] as? [String])?.first)
    #expect(words.contains("No number of stones is enough"))
  }

  @Test func unlikeFootprintsNeedACountThatIsNamed() throws {
    let run = try CommandRun("plan", "--origins", "GH/Birim,CF/Mbala", "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(try #require(try run.json["needed"] as? Int) <= 100)
    let text = try CommandRun("plan", "--origins", "GH/Birim,CF/Mbala")
    #expect(text.text.hasPrefix("! References are of the grade summary"))
  }

  @Test(arguments: [
    ["plan"], ["plan", "--origins", "CI"], ["plan", "--origins", "CI,XX"],
    ["plan", "--origins", "CI,GH", "--kind", "spectra"],
  ])
  func impossiblePlansAreRefusedInASentence(arguments: [String]) throws {
    let run = try CommandRun(arguments: arguments)
    #expect(run.exitCode == 65)
    #expect(run.standardError.split(separator: "\n").count == 1)
    #expect(run.standardOutput.isEmpty)
  }

  @Test func aTargetOutsideOfZeroAndOneIsAUsageError() throws {
    #expect(try CommandRun("plan", "--origins", "CI,GH", "--target", "1").exitCode == 64)
  }

  @Test func aComparisonHoldsTheMatrixAndTheMap() throws {
    let pack = Places.project.appendingPathComponent("Models/simulated-spectra").path
    let run = try CommandRun("library", "compare", pack, "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let comparison = try run.json
    #expect(comparison["schema"] as? String == "adamas.comparison/1")
    let distances = try #require(comparison["distances"] as? [[Double]])
    #expect(distances.count == 4 && distances.allSatisfy { $0.count == 4 })
    for row in 0..<4 { #expect(distances[row][row] == 0) }
    let map = try #require(comparison["map"] as? [String: Any])
    #expect((map["points"] as? [[Double]])?.count == 4)
  }
}
