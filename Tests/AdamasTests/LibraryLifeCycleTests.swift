import Foundation
import GRDB
import Testing

/// A library as an expert group keeps it: made, added to, fitted, corrected, merged.
struct LibraryLifeCycleTests {
  private let scratch: ScratchFolder
  private let tables: [String]

  init() throws {
    scratch = try ScratchFolder()
    // The same references in one table and in three.
    let lines = ExampleElements.references(stones: 12).split(separator: "\n")
    let parts = (0..<3).map { part in
      ([lines[0]] + lines.dropFirst().enumerated().filter { $0.offset % 3 == part }.map(\.element))
        .joined(separator: "\n") + "\n"
    }
    var tables: [String] = []
    for (index, part) in parts.enumerated() {
      tables.append(try scratch.file("part \(index).csv", part))
    }
    self.tables = tables
  }

  /// A library of elements to which tables were added in an order.
  private func library(_ name: String, adding order: [Int]) throws -> String {
    let path = scratch.path(name)
    let created = try CommandRun("library", "create", path, "--kind", "elements", "--name", "L")
    #expect(created.exitCode == 0, "\(created.standardError)")
    let added = try CommandRun(
      arguments: ["library", "add", path] + order.map { tables[$0] } + [
        "--label", "origin", "--group", "stone", "--grade", "simulated", "--source", "made up",
        "--record", "laboratory=nowhere", "--by", "N. N.", "--why", "first campaign",
      ])
    #expect(added.exitCode == 0, "\(added.standardError)")
    return path
  }

  @Test func theOrderOfTheFilesDoesNotMatter() throws {
    let one = try library("one.adamas", adding: [0, 1, 2])
    let other = try library("other.adamas", adding: [2, 0, 1])
    #expect(try revision(one) == revision(other))
    #expect(try revision(one) != revision(try library("less.adamas", adding: [0, 1])))
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    let answers = try [one, other].map { path in
      #expect(try CommandRun("library", "fit", path).exitCode == 0)
      return try CommandRun("classify", questioned, "--library", path, "--format", "json").text
    }
    #expect(answers[0] == answers[1])
  }

  @Test func whatIsAddedIsFittedAndClassifies() throws {
    let path = try library("a.adamas", adding: [0, 1, 2])
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    #expect(try CommandRun("classify", questioned, "--library", path).exitCode == 65)
    let fitted = try CommandRun("library", "fit", path)
    #expect(fitted.exitCode == 0, "\(fitted.standardError)")
    let run = try CommandRun("classify", questioned, "--library", path, "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let said = try #require(try run.json["library"] as? [String: Any])
    #expect(said["revision"] as? String == (try revision(path)))
    #expect(said["grade"] as? String == "simulated")
    let again = try CommandRun(
      arguments: ["library", "add", path, tables[1], "--label", "origin", "--group", "stone"])
    #expect(again.exitCode == 0)
    #expect(again.standardError.contains("is in the library already; passed over."))
    #expect(try CommandRun("classify", questioned, "--library", path).exitCode == 0)
  }

  /// A table that is fitted at once is the library that is made step by step.
  @Test func fittingATableIsAddingIt() throws {
    let path = scratch.path("steps.adamas")
    _ = try CommandRun("library", "create", path, "--kind", "elements")
    let options = ["--label", "origin", "--group", "stone", "--source", "made up"]
    _ = try CommandRun(arguments: ["library", "add", path, tables[0]] + options)
    let fitted = try CommandRun("library", "fit", path)
    let atOnce = try CommandRun(
      arguments: ["library", "fit", tables[0], "--output", scratch.path("once.adamas")]
        + ["--name", "steps"] + options)
    #expect(fitted.exitCode == 0, "\(fitted.standardError)")
    #expect(atOnce.exitCode == 0, "\(atOnce.standardError)")
    #expect(try revision(path) == revision(scratch.path("once.adamas")))
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    let answers = try [path, scratch.path("once.adamas")].map {
      try CommandRun("classify", questioned, "--library", $0, "--format", "json").text
    }
    #expect(answers[0] == answers[1])
  }

  @Test func correctionsKeepTheOriginalAndAreLogged() throws {
    let path = try library("a.adamas", adding: [0, 1, 2])
    let before = try revision(path)
    let list = try CommandRun("library", "list", path).text.split(separator: "\n")
    #expect(list.count == 1 + 12 * 3 * 3)
    let item = String(try #require(list.last?.split(separator: "\t").first))
    let amended = try CommandRun(
      "library", "amend", path, item, "--set", "checkedBy=M. M.", "--why", "left out")
    #expect(amended.exitCode == 0, "\(amended.standardError)")
    #expect(try revision(path) != before)
    let shown = try CommandRun("library", "show", path, "--item", item)
    #expect(shown.text.contains("from entry 4 of the log to entry 5, which ended it"))
    #expect(shown.text.contains("checkedBy"))
    let removed = try CommandRun(
      "library", "remove", path, "--item", item, "--why", "doubtful", "--by", "M. M.")
    #expect(removed.standardError == "Withdrew 1 items; entry 6 of the log.\n")
    #expect(
      try CommandRun("library", "list", path).text.split(separator: "\n").count == list.count - 1)
    let log = try CommandRun("library", "log", path)
    #expect(log.exitCode == 0)
    #expect(log.text.contains("All 6 entries hold"))
    #expect(log.text.contains("6  withdraw"))
    let entries = try #require(
      try CommandRun("library", "log", path, "--format", "json").json["entries"]
        as? [[String: Any]])
    #expect(
      entries.map { $0["why"] as? String } == [
        "a new library", "first campaign", "first campaign", "first campaign", "left out",
        "doubtful",
      ])
    #expect(entries.last?["who"] as? String == "M. M.")
    let hash = try #require(entries[3]["hash"] as? String)
    #expect(try CommandRun("library", "log", path, "--holds", hash).exitCode == 0)
    #expect(try CommandRun("library", "log", path, "--holds", "00").exitCode == 65)
  }

  @Test func reasonsAndChoicesAreAskedFor() throws {
    let path = try library("a.adamas", adding: [0])
    for arguments in [
      ["remove", path, "--group", "x"], ["remove", path, "--why", "x"],
      ["amend", path, "x", "--why", "y"],
      ["amend", path, "x", "--set", "a=b"], ["fit", path, "--label", "origin"],
      ["add", path, tables[0], "--label", "origin", "--record", "nonsense=1"],
    ] {
      #expect(try CommandRun(arguments: ["library"] + arguments).exitCode == 64, "\(arguments)")
    }
    for arguments in [
      ["remove", path, "--group", "nobody", "--why", "x"],
      ["amend", path, "nobody", "--set", "a=b", "--why", "x"], ["show", path, "--item", "nobody"],
    ] {
      let run = try CommandRun(arguments: ["library"] + arguments)
      #expect(run.exitCode == 65, "\(arguments)")
      #expect(run.standardError.hasSuffix("library list.\n"))
    }
  }

  @Test func librariesAreMerged() throws {
    let all = try library("all.adamas", adding: [0, 1, 2])
    let some = try library("some.adamas", adding: [0, 1])
    let rest = try library("rest.adamas", adding: [1, 2])
    let run = try CommandRun("library", "merge", some, rest, all)
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardError.contains("Added 36 items of "))
    #expect(run.standardError.contains("has nothing that the library does not hold."))
    #expect(try revision(some) == revision(all))
  }

  @Test func aTableOfAnotherKindIsRefused() throws {
    let path = try library("a.adamas", adding: [0])
    let spectra = try scratch.file("s.csv", "stone,origin,300,301,302\nS,GH,1,2,3\n")
    let run = try CommandRun("library", "add", path, spectra, "--label", "origin")
    #expect(run.exitCode == 65)
    #expect(run.standardError.contains("it is a library of elements, and"))
  }

  /// The model of other references in a library is what a mixed-up release would hold.
  @Test func aModelOfOtherReferencesIsNoticed() throws {
    let one = try library("one.adamas", adding: [0, 1])
    let other = try library("other.adamas", adding: [1, 2])
    for path in [one, other] { #expect(try CommandRun("library", "fit", path).exitCode == 0) }
    #expect(try CommandRun("library", "verify", one).exitCode == 0)
    let queue = try DatabaseQueue(path: one)
    try queue.inDatabase { db in
      try db.execute(sql: "ATTACH '\(other)' AS other")
      for table in ["model", "modelArray", "modelPart"] {
        try db.execute(sql: "DELETE FROM \(table)")
        try db.execute(sql: "INSERT INTO \(table) SELECT * FROM other.\(table)")
      }
    }
    try queue.close()
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    for arguments in [["classify", questioned, "--library", one], ["library", "verify", one]] {
      let run = try CommandRun(arguments: arguments)
      #expect(run.exitCode == 65, "\(arguments)")
      #expect(run.standardError.contains("does not find itself among the references"))
    }
  }

  /// What a kill leaves: all or nothing of each table, and a library that opens.
  @Test func addingSurvivesBeingKilled() throws {
    var lines = ["stone,origin," + (200..<264).map { "\($0)" }.joined(separator: ",")]
    for row in 0..<2000 {
      let values = (0..<64).map { "\((row * 31 + $0 * 17) % 997).5" }.joined(separator: ",")
      lines.append("S\(row / 5),\(row % 2 == 0 ? "CI" : "GH"),\(values)")
    }
    let tables = try (0..<3).map { part in
      try scratch.file(
        "k\(part).csv",
        (lines + ["T\(part),CI" + lines[1].dropFirst(5)])
          .joined(separator: "\n") + "\n")
    }
    let path = scratch.path("killed.adamas")
    #expect(try CommandRun("library", "create", path, "--kind", "spectra").exitCode == 0)
    for milliseconds in [30, 60, 90, 120, 150, 200] {
      let process = Process()
      process.executableURL = Bundle.main.bundleURL.appendingPathComponent("adamas")
      process.arguments =
        ["library", "add", path] + tables + ["--label", "origin", "--group", "stone"]
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let log = try CommandRun("library", "log", path)
      #expect(log.exitCode == 0, "\(log.standardError)")
      let items = try CommandRun("library", "list", path).text.split(separator: "\n").count - 1
      #expect(items.isMultiple(of: 2001), "\(milliseconds) ms: \(items)")
    }
    let rest = try CommandRun(
      arguments: ["library", "add", path] + tables + ["--label", "origin", "--group", "stone"])
    #expect(rest.exitCode == 0, "\(rest.standardError)")
    #expect(
      try CommandRun("library", "list", path).text.split(separator: "\n").count == 3 * 2001 + 1)
  }
}
