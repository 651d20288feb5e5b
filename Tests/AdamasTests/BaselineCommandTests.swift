import ArgumentParser
import Fingerprints
import Foundation
import Instruments
import LinearAlgebra
import Specimens
import Testing

@testable import adamas

struct BaselineCommandTests {
  private let scratch: ScratchFolder
  private let table: String

  init() throws {
    scratch = try ScratchFolder()
    let header = (0..<30).map { "\(400 + $0)" } + (0..<10).map { "\(380 + $0)" }
    let rows = (0..<3).map { shot in
      ["s\(shot)"] + (0..<40).map { "\(100 + shot * $0 + ($0 * 17) % 13 + ($0 == 12 ? 500 : 0))" }
    }
    table = try scratch.file(
      "shots.csv",
      ([["stone"] + header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    )
  }

  private func baselines(_ arguments: String...) throws -> NumPyArray {
    let output = scratch.path("baselines.npy")
    try BaselineCommand.parse([table, "--output", output] + arguments).run()
    return try NumPyArray(contentsOf: output)
  }

  @Test(arguments: [
    (["snip"], Baseline.snip()), (["snip", "--half-window", "3"], .snip(halfWindow: 3)),
    (["airpls", "--lambda", "100"], .airPLS(lambda: 100)),
    (["arpls", "--tolerance", "0.1", "--iterations", "3"], .arPLS(tolerance: 0.1, iterations: 3)),
  ])
  func writesTheBaselineOfEachShotAndChannel(options: [String], baseline: Baseline) throws {
    let output = scratch.path("baselines.npy")
    try BaselineCommand.parse([table, "--output", output, "--method"] + options).run()
    let spectra = try readSpectraTable(at: table)
    #expect(spectra.axis.segments.count == 2)
    let wanted = try baseline.baselines(of: spectra).elements
    #expect(
      try NumPyArray(contentsOf: output) == NumPyArray(shape: [3, 40], values: .double(wanted)))
  }

  @Test func theWholeAxisCanBeOneSegment() throws {
    let spectra = try readSpectraTable(at: table)
    let whole = try Baseline.arPLS().baselines(of: spectra, segments: [0..<40]).elements
    #expect(
      try baselines("--method", "arpls", "--whole-axis", "--threads", "1").values == .double(whole))
    #expect(try baselines("--method", "arpls").values != .double(whole))
  }

  @Test(arguments: [
    ["--method", "none"], ["--method", "fft"], [], ["--method", "snip", "--lambda", "1"],
    ["--method", "arpls", "--half-window", "3"], ["--method", "arpls", "--lambda", "0"],
    ["--method", "arpls", "--lambda", "nan"], ["--method", "airpls", "--threads", "0"],
    ["--method", "snip", "--half-window", "0"],
  ])
  func usageErrorsExitWith64(arguments: [String]) {
    let error = #expect(throws: (any Error).self) {
      try BaselineCommand.parse([table, "--output", "b.npy"] + arguments)
    }
    #expect(error.map { BaselineCommand.exitCode(for: $0) } == ExitCode(64))
  }

  @Test func failuresHaveTheirExitCodes() throws {
    let run = { (table: String, output: String, options: [String]) in
      try BaselineCommand.parse([table, "--method", "arpls", "--output", output] + options).run()
    }
    let output = scratch.path("none.npy")
    #expect(throws: ExitCode(66)) { try run(scratch.path("none.csv"), output, []) }
    let elements = try scratch.file("elements.csv", ExampleElements.questioned())
    #expect(throws: ExitCode(65)) { try run(elements, output, []) }
    #expect(throws: ExitCode(65)) { try run(table, output, ["--lambda", "1e300"]) }
    #expect(!FileManager.default.fileExists(atPath: output))
    #expect(throws: ExitCode(74)) { try run(table, "no/such/folder/b.npy", []) }
  }

  @Test func theHelpIsThis() throws {
    let help = """
      OVERVIEW: Find the baselines of spectra: their light that is not in lines.

      Example:
        adamas baseline spectra.csv --method arpls --output BASELINES.npy

      BASELINES.npy receives one row for each shot and one column for each channel
      (float64, C order), in the unit of the light. Each segment of the axis has a
      baseline of its own.

      USAGE: adamas baseline <TABLE> --method <method> --output <BASELINES.npy> \
      [--lambda <number>] [--tolerance <share>] [--iterations <number>] \
      [--half-window <channels>] [--whole-axis] [--threads <threads>] [--verbose]

      ARGUMENTS:
        <TABLE>                 The table of spectra; - for standard input.

      OPTIONS:
        --method <method>       How baselines are found: snip, airpls or arpls.
        --output <BASELINES.npy>
                                Where the baselines go.
        --lambda <number>       The stiffness of the baseline: 1e6 for airpls and 1e5
                                for arpls without it.
        --tolerance <share>     The change under which airpls and arpls stop; 0.001
                                without it.
        --iterations <number>   How often airpls and arpls may weigh anew; 50 without
                                it.
        --half-window <channels>
                                How many channels to each side snip looks; 40 without
                                it.
        --whole-axis            Take the axis as one segment, whatever jumps it has.
        --threads <threads>     Threads; the answer does not depend on them. All
                                processors by default.
        --verbose               Say how long reading and fitting took.
        --version               Show the version.
        -h, --help              Show help information.


      """
    #expect(try CommandRun("baseline", "--help").text == help)
  }

  @Test func aLibraryKeepsItsBaselineAndOnlySpectraHaveOne() throws {
    let elements = try scratch.file("references.csv", ExampleElements.references())
    for command in [["library", "fit", "--output", scratch.path("l.adamas")], ["validate"]] {
      let run = try CommandRun(
        arguments: command + [elements, "--label", "origin", "--group", "stone"]
          + ["--baseline", "snip"])
      #expect(run.exitCode == 65)
      #expect(run.standardError.contains("only spectra have a baseline"))
    }
    let shots = try scratch.file("many.csv", BaselineCommandTests.references())
    let library = scratch.path("shots.adamas")
    let fit = try CommandRun(
      "library", "fit", shots, "--label", "origin", "--group", "stone", "--output", library,
      "--baseline", "arpls")
    #expect(fit.exitCode == 0, "\(fit.standardError)")
    #expect(
      fit.standardError.contains(
        "Taken away from each spectrum: arPLS (lambda 100000.0, tolerance 0.001, 50 iterations)."))
    let classified = try CommandRun("classify", shots, "--library", library, "--format", "json")
    #expect([0, 3].contains(classified.exitCode), "\(classified.standardError)")
    let validated = try CommandRun(
      "validate", shots, "--label", "origin", "--group", "stone", "--format", "json",
      "--baseline", "arpls")
    #expect(
      try validated.json["baseline"] as? String
        == "arPLS (lambda 100000.0, tolerance 0.001, 50 iterations)")
  }

  /// Shots of two origins on slopes.
  private static func references() -> String {
    var text = "stone,origin," + (0..<40).map { "\(400 + $0)" }.joined(separator: ",") + "\n"
    for stone in 0..<12 {
      for shot in 0..<2 {
        let values = (0..<40).map { channel -> Int in
          let noise = (channel * channel * (stone + 3) + 7 * shot) % 11
          let line = channel == (stone % 2 == 0 ? 12 : 25) ? 400 : 0
          return 300 + stone * channel + noise + line
        }
        text += "s\(stone),\(stone % 2 == 0 ? "CI" : "GH"),"
        text += values.map(String.init).joined(separator: ",") + "\n"
      }
    }
    return text
  }
}
