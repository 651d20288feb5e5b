import Foundation
import Testing

/// What an angry user does to the commands: each ends in one sentence and the right exit code, with
/// nothing written.
struct BadInputTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// A table that must be refused, with what the sentence must say.
  struct BadTable: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let says: [String]

    init(_ description: String, _ text: String, says: [String]) {
      testDescription = description
      self.text = text
      self.says = says
    }
  }

  static let tables = [
    BadTable("empty", "", says: ["empty"]),
    BadTable("header only", "stone,origin,Na,Mg\n", says: ["line 1"]),
    BadTable(
      "text in a number", "stone,origin,Na,Mg\nA,CI,1,2\nB,GH,x,2\n", says: ["line 3", "column 3"]),
    BadTable("short row", "stone,origin,Na,Mg\nA,CI,1,2\nB,GH,1\n", says: ["line 3"]),
    BadTable("NaN", "stone,origin,Na,Mg\nA,CI,nan,2\n", says: ["line 2", "column 3"]),
    BadTable("negative", "stone,origin,Na,Mg\nA,CI,-1,2\n", says: ["line 2", "column 3"]),
    BadTable("header twice", "stone,stone,Na,Mg\nA,CI,1,2\n", says: ["line 1"]),
    BadTable("no label", "stone,Na,Mg\nA,1,2\n", says: ["no column origin"]),
    BadTable("one origin", "stone,origin,Na,Mg\nA,CI,1,2\nB,CI,2,1\n", says: ["origin"]),
    BadTable("empty origin", "stone,origin,Na,Mg\nA,CI,1,2\nB,,2,1\n", says: ["row 2"]),
  ]

  @Test(arguments: tables)
  func aTableIsRefusedWithPlaceReasonAndMend(table: BadTable) throws {
    let path = try scratch.file("table.csv", table.text)
    let library = scratch.path("out.adamas")
    let run = try CommandRun(
      "library", "fit", path, "--label", "origin", "--group", "stone", "--kind", "elements",
      "--output", library)
    #expect(run.exitCode == 65)
    #expect(run.standardOutput.isEmpty)
    #expect(run.standardError.split(separator: "\n").count == 1)
    #expect(run.standardError.contains(";"), "no mend: \(run.standardError)")
    for words in table.says { #expect(run.standardError.contains(words), "\(run.standardError)") }
    #expect(try scratch.names == ["table.csv"])
    let validation = try CommandRun(
      "validate", path, "--label", "origin", "--group", "stone", "--kind", "elements")
    #expect(validation.exitCode == 65)
  }

  @Test func missingFilesExitWith66() throws {
    let none = scratch.path("none.csv")
    for arguments in [["classify", none], ["validate", none, "--label", "x"]] {
      let run = try CommandRun(arguments: arguments)
      #expect(run.exitCode == 66)
      #expect(run.standardError.contains("none.csv"))
    }
    let table = try scratch.file("q.csv", ExampleElements.questioned())
    #expect(try CommandRun("classify", table, "--library", none).exitCode == 66)
  }

  @Test func aFileThatIsNoLibraryIsRefused() throws {
    let table = try scratch.file("q.csv", ExampleElements.questioned())
    let run = try CommandRun("classify", table, "--library", table)
    #expect(run.exitCode == 65)
    #expect(run.standardError.split(separator: "\n").count == 1)
  }

  @Test func outputThatCannotBeWrittenExitsWith74AndLeavesNothing() throws {
    let table = try scratch.file("r.csv", ExampleElements.references())
    let run = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "stone", "--output",
      scratch.path("no/such/folder/x.adamas"))
    #expect(run.exitCode == 74)
    let validation = try CommandRun(
      "validate", table, "--label", "origin", "--group", "stone", "--output",
      scratch.path("no/such/folder/v.json"))
    #expect(validation.exitCode == 74)
    #expect(try scratch.names == ["r.csv"])
  }

  @Test(arguments: [
    ["classify"], ["classify", "x", "--level", "2"], ["classify", "x", "--prior", "CI"],
    ["validate", "x"], ["library", "fit", "x", "--label", "y"], ["nonsense"],
    ["classify", "x", "--where", "nothing"],
  ])
  func usageErrorsExitWith64(arguments: [String]) throws {
    let run = try CommandRun(arguments: arguments)
    #expect(run.exitCode == 64)
    #expect(run.standardOutput.isEmpty)
  }

  @Test func questionedMaterialMustHaveWhatTheLibraryHas() throws {
    let references = try scratch.file("r.csv", ExampleElements.references())
    let library = scratch.path("l.adamas")
    let fit = try CommandRun(
      "library", "fit", references, "--label", "origin", "--group", "stone", "--output", library)
    #expect(fit.exitCode == 0)
    let lacking = try scratch.file("q.csv", "stone,Na,Mg,Fe\nQ,1,2,3\n")
    let run = try CommandRun("classify", lacking, "--library", library)
    #expect(run.exitCode == 65)
    #expect(run.standardError.contains("Sr"))
    let other = try scratch.file("p.csv", "carats\n0.1\n0.2\n")
    #expect(try CommandRun("classify", other, "--library", library).exitCode == 65)
    let prior = try CommandRun(
      "classify", references, "--library", library, "--prior", "XX=0.5")
    #expect(prior.exitCode == 65)
    #expect(prior.standardError.contains("XX"))
  }
}
