import Foundation
import Testing

/// A laboratory's job from its own table of references to assessments, through the program itself.
struct LaboratoryTests {
  private let scratch: ScratchFolder
  private let library: String

  init() throws {
    scratch = try ScratchFolder()
    library = scratch.path("laboratory.adamas")
    let table = try scratch.file("references.csv", ExampleElements.references())
    let fit = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "stone", "--output", library,
      "--source", "made up for a test", "--grade", "simulated")
    #expect(fit.exitCode == 0, "\(fit.standardError)")
  }

  private func assessments(_ run: CommandRun) throws -> [[String: Any]] {
    try #require(try run.json["assessments"] as? [[String: Any]])
  }

  @Test func classifiesStonesAndKnowsTheOneThatIsLikeNone() throws {
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    let run = try CommandRun("classify", questioned, "--library", library, "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let found = try assessments(run)
    #expect(found.map { $0["item"] as? String } == ["Q0", "Q1", "Q2", "Q3"])
    #expect(found.map { $0["count"] as? Int } == [2, 2, 2, 1])
    let first = found.map { ($0["origins"] as? [[String: Any]])?.first?["origin"] as? String }
    #expect(first.prefix(3) == ["CI/A", "GH/B", "RU/C"])
    let verdicts = found.map { ($0["verdict"] as? [String: Any])?["kind"] as? String }
    #expect(verdicts == ["assigned", "assigned", "assigned", "unlikeAnyReference"])
    #expect((try run.json["library"] as? [String: Any])?["grade"] as? String == "simulated")
  }

  @Test func probabilitiesAddUpAndPriorsMoveThem() throws {
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    var russian: [Double] = []
    for prior in ["RU/C=0.01", "RU/C=0.9"] {
      let run = try CommandRun(
        "classify", questioned, "--library", library, "--format", "json", "--prior", prior)
      let origins = try #require(try assessments(run)[0]["origins"] as? [[String: Any]])
      let probabilities = origins.compactMap { $0["probability"] as? Double }
      #expect(abs(probabilities.reduce(0, +) - 1) < 3e-6)
      russian.append(
        try #require(
          origins.first { $0["origin"] as? String == "RU/C" }?["probability"] as? Double))
    }
    #expect(russian[1] > 10 * russian[0])
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    let runs = try (0..<2).map { _ in
      try CommandRun("classify", questioned, "--library", library, "--format", "json")
    }
    #expect(runs[0].standardOutput == runs[1].standardOutput)
    #expect(!runs[0].standardOutput.isEmpty)
  }

  @Test func fittingTwiceGivesTheSameRevision() throws {
    let table = try scratch.file("again.csv", ExampleElements.references())
    let other = scratch.path("other.adamas")
    let fit = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "stone", "--output", other,
      "--name", "laboratory")
    #expect(fit.exitCode == 0, "\(fit.standardError)")
    let shown = try [library, other].map {
      try CommandRun("library", "show", $0, "--format", "json").json
    }
    #expect(shown.map { $0["fitted"] as? Bool } == [true, true])
    // Grade, source and file differ, so the revision must too; the counts do not.
    #expect(shown[0]["revision"] as? String != shown[1]["revision"] as? String)
    let items = shown.map { ($0["origins"] as? [[String: Any]])?.map { $0["items"] as? Int } }
    #expect(items == [[24, 24, 24], [24, 24, 24]])
  }

  /// `classify` takes the revision that the library was fitted with, `show` reads every item for it.
  @Test func theRevisionOfAReportIsThatOfTheReferences() throws {
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    let run = try CommandRun("classify", questioned, "--library", library, "--format", "json")
    let shown = try CommandRun("library", "show", library, "--format", "json").json
    let revision = try #require(shown["revision"] as? String)
    #expect((try run.json["library"] as? [String: Any])?["revision"] as? String == revision)
  }

  @Test func aDeclaredOriginThatDoesNotFitIsAFinding() throws {
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    let fitting = try CommandRun(
      "classify", questioned, "--library", library, "--where", "stone=Q0", "--declared", "CI")
    #expect(fitting.exitCode == 0, "\(fitting.standardError)")
    let wrong = try CommandRun(
      "classify", questioned, "--library", library, "--where", "stone=Q0", "--declared", "GH")
    #expect(wrong.exitCode == 1)
    #expect(wrong.text.contains("DOES NOT FIT"))
    let words = wrong.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("times less probable if the questioned material comes from"))
    #expect(words.contains("support for the second proposition over the first"))
    let unknown = try CommandRun(
      "classify", questioned, "--library", library, "--where", "stone=Q0", "--declared", "ZA")
    #expect(unknown.exitCode == 0)
    #expect(unknown.text.contains("cannot be said"))
  }

  @Test func readsStandardInput() throws {
    let run = try CommandRun(
      "classify", "-", "--library", library, "--format", "json",
      input: Data(ExampleElements.questioned().utf8))
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(try assessments(run).count == 4)
  }

  @Test func anExistingLibraryIsReplacedOnlyWhenAsked() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: library))
    let table = try scratch.file("more.csv", ExampleElements.references(stones: 5))
    let refused = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "stone", "--output", library)
    #expect(refused.exitCode == 74)
    #expect(try Data(contentsOf: URL(fileURLWithPath: library)) == before)
    let replaced = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "stone", "--output", library,
      "--replace")
    #expect(replaced.exitCode == 0, "\(replaced.standardError)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: library)) != before)
  }

  @Test func anEmptyLibraryIsFilled() throws {
    let wrong = scratch.path("wrong.adamas")
    #expect(try CommandRun("library", "create", wrong, "--kind", "sizes").exitCode == 0)
    let refused = try CommandRun(
      "library", "fit", scratch.path("references.csv"), "--label", "origin", "--output", wrong)
    #expect(refused.exitCode == 65)
    #expect(refused.standardError.contains("an empty library of sizes"))
    let empty = scratch.path("empty.adamas")
    #expect(try CommandRun("library", "create", empty).exitCode == 64)
    #expect(try CommandRun("library", "create", empty, "--kind", "elements").exitCode == 0)
    #expect(try CommandRun("library", "create", empty, "--kind", "elements").exitCode == 74)
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    let unfitted = try CommandRun("classify", questioned, "--library", empty)
    #expect(unfitted.exitCode == 65)
    #expect(unfitted.standardError.contains("has no fitted model"))
    let table = scratch.path("references.csv")
    let fit = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "stone", "--output", empty)
    #expect(fit.exitCode == 0, "\(fit.standardError)")
    #expect(try CommandRun("classify", questioned, "--library", empty).exitCode == 0)
  }

  @Test func validationCountsAndKeepsItsKeys() throws {
    let run = try CommandRun(
      "validate", scratch.path("references.csv"), "--label", "origin", "--group", "stone",
      "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let file = try run.json
    #expect(file["schema"] as? String == "adamas.validation/1")
    #expect(file["kind"] as? String == "elements")
    #expect(file["items"] as? Int == 72 && file["groups"] as? Int == 24)
    #expect(file["origins"] as? Int == 3)
    for key in ["perItem", "perGroup"] {
      let figures = try #require(file[key] as? [String: Double])
      #expect(Set(figures.keys) == ["accuracy", "balancedAccuracy", "logLoss", "brier"])
      #expect(try #require(figures["accuracy"]) > 0.9)
    }
    #expect((file["leaky"] as? [String: Any])?["accuracy"] is Double)
    #expect(file["protocol"] != nil && file["confusion"] != nil)
    let sets = try #require(file["sets"] as? [String: Any])
    #expect(sets["level"] as? Double == 0.9)
    #expect(try #require(sets["coverage"] as? Double) > 0.8)
    #expect(try #require((file["unknown"] as? [String: Any])?["auc"] as? Double) > 0.8)
    let ratios = try #require(file["likelihoodRatio"] as? [String: Any])
    #expect(try #require(ratios["cllr"] as? Double) < 0.5)
    let bins = try #require(file["reliability"] as? [[String: Any]])
    #expect(bins.compactMap { $0["items"] as? Int }.reduce(0, +) == 72)
  }
}
