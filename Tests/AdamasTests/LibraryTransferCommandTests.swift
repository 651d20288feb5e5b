import ArgumentParser
import Fingerprints
import Foundation
import Specimens
import Testing

@testable import adamas

/// Two instruments with common specimens, through the program itself.
struct LibraryTransferCommandTests {
  private let scratch: ScratchFolder
  private let primary: String
  private let secondary: String

  init() throws {
    scratch = try ScratchFolder()
    primary = try scratch.file("ours.csv", Self.table(0..<24, onSecondary: false))
    secondary = try scratch.file("theirs.csv", Self.table(0..<10, onSecondary: true))
  }

  /// Two shots of each stone; even stones are from CI, with strong third and fifth lines.
  private static func table(_ stones: Range<Int>, onSecondary: Bool, name: String? = nil) -> String
  {
    let channels = onSecondary ? 95 : 80
    let (start, step, shift, width) = onSecondary ? (398.5, 0.45, 0.3, 1.2) : (400, 0.5, 0, 0.8)
    let axis: [Double] = (0..<channels).map { start + step * Double($0) }
    var light: [Float] = []
    var columns: [[String]] = [[], [], []]
    for stone in stones {
      var own = CounterGenerator(seed: 3, stream: "stone \(stone)")
      let strengths: [Double] = (0..<6).map { line in
        let isStrong = (line == 2 || line == 4) == (stone % 2 == 0)
        return exp(0.3 * own.normal()) * (isStrong ? 3 : 1)
      }
      for shot in 0..<2 {
        var noise = CounterGenerator(seed: 3, stream: "\(onSecondary) \(stone) \(shot)")
        for wavelength in axis {
          var value = 0.5
          for (line, strength) in strengths.enumerated() {
            let centre: Double = 404 + 6 * Double(line) + shift
            let z: Double = (wavelength - centre) / width
            value += strength / width * exp(-0.5 * z * z)
          }
          if onSecondary { value *= exp((wavelength - 420) / 25) }
          light.append(Float(1000 * value * (1 + 0.02 * noise.normal())))
        }
        columns[0].append("S\(stone)")
        columns[1].append(name ?? (onSecondary ? "B" : "A"))
        columns[2].append(stone % 2 == 0 ? "CI" : "GH")
      }
    }
    return SpectraTable(
      axis: WavelengthAxis(wavelengths: axis), intensities: light,
      metadata: Metadata(
        names: ["stone", "instrument", "origin"], columns: columns, rows: columns[0].count)
    ).wideText
  }

  private func fit() throws -> (path: String, run: CommandRun) {
    let path = scratch.path("transfer.json")
    return (path, try CommandRun("library", "transfer", primary, secondary, "--output", path))
  }

  /// The path of a library of the primary instrument.
  private func fittedLibrary() throws -> String {
    let library = scratch.path("ours.adamas")
    let made = try CommandRun(
      "library", "fit", primary, "--label", "origin", "--group", "stone", "--output", library)
    #expect(made.exitCode == 0, "\(made.standardError)")
    return library
  }

  @Test func questionedSpectraGoThroughTheMappingAndTheReportSaysSo() throws {
    let (mapping, fitted) = try fit()
    #expect(fitted.exitCode == 0, "\(fitted.standardError)")
    #expect(fitted.standardOutput.isEmpty)
    #expect(fitted.standardError.contains("fitted on 10 specimens that both measured"))
    #expect(fitted.standardError.contains("Fewer than 20 specimens are common: "))
    let library = try fittedLibrary()
    let questioned = try scratch.file("questioned.csv", Self.table(100..<108, onSecondary: true))
    func classified(_ options: String...) throws -> CommandRun {
      try CommandRun(arguments: ["classify", questioned, "--library", library] + options)
    }
    let run = try classified("--transfer", mapping, "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")
    let transfer = try #require(try run.json["transfer"] as? [String: Any])
    #expect(transfer["primary"] as? String == "A" && transfer["secondary"] as? String == "B")
    #expect(transfer["specimens"] as? Int == 10)
    let error = try #require(transfer["error"] as? Double)
    #expect(error < (transfer["errorUntransferred"] as? Double ?? 0))
    let found = try #require(try run.json["assessments"] as? [[String: Any]])
    let first = found.map { ($0["origins"] as? [[String: Any]])?.first?["origin"] as? String }
    #expect(first == (0..<8).map { $0 % 2 == 0 ? "CI" : "GH" })
    // The digest is of the questioned file as it was given.
    let plain = try classified("--format", "json")
    #expect(try plain.json["transfer"] == nil)
    #expect(
      (try plain.json["inputs"] as? [[String: String]])
        == (try run.json["inputs"] as? [[String: String]]))
    let text = try classified("--transfer", mapping).text
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "Transfer the spectra were measured with \"B\" and mapped to the scale of \"A\" by a mapping "
          + "fitted on 10 specimens that both measured."))
  }

  @Test func theSameTablesGiveTheSameBytes() throws {
    let (path, _) = try fit()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    _ = try fit()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try ScaleTransfer(json: before, name: path).specimens.count == 10)
  }

  @Test func whatCannotBeMappedIsRefusedInASentence() throws {
    let (mapping, _) = try fit()
    let library = try fittedLibrary()
    let few = try scratch.file("few.csv", Self.table(0..<7, onSecondary: true))
    let other = try scratch.file("other.csv", Self.table(0..<2, onSecondary: true, name: "C"))
    let same = try scratch.file("same.csv", Self.table(0..<2, onSecondary: false))
    let elements = try scratch.file("elements.csv", ExampleElements.questioned())
    let output = scratch.path("none.json")
    let cases: [([String], Int32, String)] = [
      (
        ["library", "transfer", primary, few, "--output", output], 65,
        "7 specimens were measured by both instruments, and a mapping needs 8"
      ),
      (
        ["library", "transfer", primary, secondary, "--specimen", "grain", "--output", output], 65,
        "the primary table has no column grain; it has stone, instrument, origin"
      ),
      (
        ["library", "transfer", primary, scratch.path("no.csv"), "--output", output], 66, "no.csv"
      ),
      (
        ["library", "transfer", primary, secondary, "--output", "no/such/folder/t.json"], 74,
        "the output cannot be written"
      ),
      (
        ["classify", other, "--transfer", mapping], 65,
        "row 1 was measured with \"C\", and the mapping is of \"B\" to \"A\""
      ),
      (
        ["classify", same, "--transfer", mapping], 65, "row 1 was measured with \"A\""
      ),
      (
        ["classify", secondary, "--transfer", scratch.path("no.json")], 66,
        "no.json: there is no such file, and the library keeps no mapping from it; "
          + "fit one with adamas library transfer."
      ),
      (
        ["classify", secondary, "--transfer", secondary], 65,
        "is no mapping between instruments: it is no JSON object"
      ),
      (
        ["classify", elements, "--transfer", mapping], 65,
        "the questioned material is elements, and a mapping between instruments is for spectra"
      ),
    ]
    for (arguments, code, sentence) in cases {
      let run = try CommandRun(
        arguments: arguments + (arguments[0] == "classify" ? ["--library", library] : []))
      #expect(run.exitCode == code, "\(arguments): \(run.standardError)")
      #expect(run.standardError.contains(sentence), "\(run.standardError)")
      #expect(run.standardOutput.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: output))
  }

  @Test func namesOfInstrumentsCanBeGiven() throws {
    let path = scratch.path("named.json")
    let run = try CommandRun(
      "library", "transfer", primary, secondary, "--output", path, "--primary-name", "Mainz",
      "--secondary-name", "Abidjan")
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(
      run.standardError.hasPrefix("Spectra of \"Abidjan\" were mapped to the scale of \"Mainz\""))
  }

  @Test func aLibraryKeepsTheMapping() throws {
    let library = try fittedLibrary()
    let kept = try CommandRun("library", "transfer", primary, secondary, "--library", library)
    #expect(kept.exitCode == 0, "\(kept.standardError)")
    #expect(kept.standardError.contains("\(library) keeps it; entry 4 of the log."))
    let again = try CommandRun("library", "transfer", primary, secondary, "--library", library)
    #expect(again.standardError.contains("\(library) keeps it already."))
    let (mapping, _) = try fit()
    let questioned = try scratch.file("questioned.csv", Self.table(100..<108, onSecondary: true))
    let answers = try ["B", mapping].map { transfer in
      try CommandRun(
        "classify", questioned, "--library", library, "--transfer", transfer, "--format", "json"
      ).json
    }
    #expect(answers[0]["assessments"] as? NSArray == answers[1]["assessments"] as? NSArray)
    #expect(answers[0]["assessments"] != nil)
    let said = (answers[0]["transfer"] as? [String: Any])?["primary"] as? String
    #expect(said == "A")
    let unknown = try CommandRun(
      "classify", questioned, "--library", library, "--transfer", "C")
    #expect(unknown.exitCode == 66)
    #expect(unknown.standardError.contains("the library keeps no mapping from it"))
    #expect(try CommandRun("library", "log", library).exitCode == 0)
    #expect(try CommandRun("library", "transfer", primary, secondary).exitCode == 64)
  }
}
