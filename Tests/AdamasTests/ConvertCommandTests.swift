import Foundation
import Testing

struct ConvertCommandTests {
  private let scratch: ScratchFolder
  /// A sample's table and its first row of names.
  private let rows: [[Substring]]

  init() throws {
    scratch = try ScratchFolder()
    rows = try String(
      contentsOf: Places.project.appendingPathComponent(Self.sample), encoding: .utf8
    )
    .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  private static let sample = "Samples/simulated-spectra-Q1.csv"

  /// The sample's shots as a spectrometer would write them: a folder of the stone, a file for each shot.
  private func writeShots() throws -> String {
    let channels = rows[0].indices.filter { Double(rows[0][$0]) != nil }
    let folder = scratch.path("measured/Q1")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (shot, row) in rows.dropFirst().enumerated() {
      let lines = channels.map { "\(rows[0][$0])\t\(row[$0])" }
      _ = try scratch.file(
        "measured/Q1/shot\(100 + shot).txt",
        "Spectrometer: S1\nWave\tLight\n[nm]\t[counts]\n" + lines.joined(separator: "\n") + "\n")
    }
    return scratch.path("measured")
  }

  @Test func filesOfAnInstrumentAreClassifiedAsTheTableOfTheirShots() throws {
    let table = scratch.path("shots.csv")
    let converted = try CommandRun("convert", try writeShots(), "--output", table)
    #expect(converted.exitCode == 0 && converted.standardError.isEmpty)
    let header = try String(contentsOfFile: table, encoding: .utf8).prefix { $0 != "\n" }
    #expect(header.hasPrefix("stone,file,trace,instrument,"))
    let answers = try [table, Places.project.appendingPathComponent(Self.sample).path].map { path in
      let run = try CommandRun("classify", path, "--format", "json")
      let assessments = try #require(try run.json["assessments"] as? [[String: Any]])
      return try JSONSerialization.data(
        withJSONObject: try #require(assessments[0]["origins"]), options: .sortedKeys)
    }
    #expect(answers[0] == answers[1])
  }

  @Test func whatIsReadIsShown() throws {
    let folder = try writeShots()
    let run = try CommandRun("inspect", folder + "/Q1/shot100.txt")
    #expect(run.exitCode == 0)
    #expect(run.text.hasPrefix("\(folder)/Q1/shot100.txt: text columns, 1 trace\n\nLight\n"))
    #expect(run.text.contains(" points from ") && run.text.contains("(nm)"))
    #expect(run.text.contains("Spectrometer: S1"))
    #expect(run.text.contains("█"))
  }

  @Test func badFilesEndInASentence() throws {
    let cases: [([String], Int32, String)] = [
      (["inspect", scratch.path("none.spc")], 66, "there is no such file; check the path."),
      (
        ["inspect", try scratch.file("noise.spc", "\u{1}\u{2}\u{3}")], 65,
        "byte 0: this is no format of an instrument that is read; give one of: "
      ),
      (
        ["convert", try scratch.file("plain.txt", "200 1\n201 2\n")], 65,
        "the file does not state the unit of its axis; say it with --unit nm if it is nanometres."
      ),
      (["inspect", try scratch.file("empty.jdx", "")], 65, "byte 0: the file is empty; export it"),
      (["inspect", scratch.path("")], 65, "this is a folder, not a file; name a file in it."),
      (
        ["convert", try scratch.file("cut.txt", "Wavelength (nm);A\n200;1\n201;2")], 65,
        "does not hold what it declares: the last line has no end, so its number may be cut; "
      ),
      (
        ["convert", try scratch.file("k.txt", "Wavenumber (cm-1);A\n200;1\n201;2\n")], 65,
        "the axis is in \"cm-1\", which is no unit of wavelength; export the spectrum over "
      ),
      (
        [
          "convert", try scratch.file("good.txt", "Wavelength (nm);A\n200;1\n201;2\n"), "--output",
          scratch.path("none/table.csv"),
        ], 74, "the output cannot be written; check that its folder exists, is yours and has room."
      ),
    ]
    for (arguments, code, sentence) in cases {
      let run = try CommandRun(arguments: arguments)
      #expect(run.exitCode == code)
      #expect(run.standardError.contains(sentence))
      #expect(run.standardError.split(separator: "\n").count == 1)
      #expect(run.standardOutput.isEmpty)
    }
    let cut = try scratch.file(
      "cut.jdx", "##TITLE= a\n##XUNITS= nm\n##XYPOINTS= (XY..XY)\n200,1 201,2\n")
    let unit = try CommandRun("convert", scratch.path("good.txt"), "--unit", "furlong")
    #expect(
      unit.exitCode == 64 && unit.standardError.contains("--unit must be a unit of wavelength"))
    let incomplete = try CommandRun("inspect", cut)
    #expect(incomplete.exitCode == 3)
    #expect(incomplete.text.contains("! the file ends before the end of the spectrum."))
  }

  /// On every second channel each gets the mean of itself and half of its neighbours; outside, nothing.
  @Test func spectraAreBroughtToTheAxisOfAnotherTable() throws {
    let folder = try writeShots()
    let channels = rows[0].indices.filter { Double(rows[0][$0]) != nil }
    let wanted = channels.indices.filter { $0 % 2 == 1 && $0 < 100 }.map { channels[$0] }
    let axis = try scratch.file(
      "axis.csv",
      wanted.map { String(rows[0][$0]) }.joined(separator: ",") + "\n"
        + wanted.map { _ in "1" }.joined(separator: ",") + "\n")
    let run = try CommandRun("convert", folder, "--axis", axis)
    #expect(run.exitCode == 0, "\(run.standardError)")
    let found = run.text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(found[0].suffix(wanted.count) == wanted.map { String(rows[0][$0]) }[...])
    func light(_ channel: Int) -> Double { Double(rows[1][channel]) ?? .nan }
    for (value, channel) in zip(found[1].suffix(wanted.count), wanted) {
      let mean = (light(channel - 1) + 2 * light(channel) + light(channel + 1)) / 4
      #expect(abs((Double(value) ?? .nan) - mean) < 1e-3)
    }
    let far = try scratch.file("far.csv", "100,101\n1,1\n")
    let refused = try CommandRun("convert", folder, "--axis", far)
    #expect(refused.exitCode == 65 && refused.standardOutput.isEmpty)
    #expect(
      refused.standardError
        == "adamas: the spectra do not cover the whole channel at 100.0 nm, and 2 channels of the "
        + "wanted axis in all; choose an axis within a single segment of theirs wherever it has channels.\n"
    )
  }

  @Test func aRegisteredAxisKeepsWhatLinesVouchFor() throws {
    let folder = try writeShots()
    let run = try CommandRun("convert", folder, "--register")
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardError.hasPrefix("The axis was taken to be in air, "))
    #expect(run.standardError.contains(" lines then within "))
    let found = run.text.split(separator: "\n")[0].split(separator: ",").compactMap { Double($0) }
    let given = rows[0].compactMap { Double($0) }
    #expect(found.count > given.count / 2 && found.count <= given.count)
    let even = try scratch.file(
      "even.txt", (0..<200).map { "\(300 + $0) 5\n" }.joined())
    let refused = try CommandRun("convert", even, "--unit", "nm", "--register")
    #expect(refused.exitCode == 65 && refused.standardOutput.isEmpty)
    #expect(refused.standardError.contains("the axis cannot be registered"))
  }
}
