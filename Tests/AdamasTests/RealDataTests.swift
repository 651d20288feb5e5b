import Foundation
import Testing

/// The commands on other people's real measurements, where those are at hand.
///
/// The larger tables take minutes without optimisation: `Scripts/evidence` has them.
struct RealDataTests {
  private static let skipped: Comment =
    "The folder of real data is not here; name its parent with ADAMAS_SHARED."

  /// Fitted on obsidian from five sources, asked about artefacts that another instrument measured
  /// (benmarwick/predictSource, commit acce6c8).
  @Test(.enabled(if: Places.data != nil, skipped))
  func obsidianArtefactsAreAssignedToTheirSources() throws {
    let elements = try #require(Places.data).appendingPathComponent("elements")
    let sources = elements.appendingPathComponent("obsidian-sources.csv").path
    let artefacts = elements.appendingPathComponent("obsidian-artefacts.csv")
    let scratch = try ScratchFolder()
    let library = scratch.path("obsidian.adamas")
    let fit = try CommandRun(
      "library", "fit", sources, "--label", "source", "--group", "item", "--output", library)
    #expect(fit.exitCode == 0, "\(fit.standardError)")
    let run = try CommandRun("classify", artefacts.path, "--library", library, "--format", "json")
    #expect(run.exitCode == 0, "\(run.standardError)")

    var truth: [String: String] = [:]
    let lines = try String(contentsOf: artefacts, encoding: .utf8).split(separator: "\n")
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",")
      truth[String(fields[1])] = String(fields[0])
    }
    let assessments = try #require(try run.json["assessments"] as? [[String: Any]])
    #expect(assessments.count == truth.count)
    let right = assessments.count { assessment in
      let first = (assessment["origins"] as? [[String: Any]])?.first?["origin"] as? String
      return first != nil && first == truth[assessment["item"] as? String ?? ""]
    }
    #expect(Double(right) / Double(truth.count) >= 0.97)
  }

  /// Basalt powder BHVO-2 as three instruments on or for Mars measured it (NASA PDS; Canadian Space
  /// Agency), asked of the shipped simulated references.
  @Test(.enabled(if: Places.data != nil, skipped), arguments: ["chemcam", "supercam_1545", "csa"])
  func spectraOfAnotherInstrumentGetNoVerdict(instrument: String) throws {
    let folder = try #require(Places.data).appendingPathComponent("spectra/bhvo2")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(instrument) }.sorted()
    var rows: [String] = []
    var header = ""
    for (shot, file) in files.enumerated() {
      let lines = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        .split(whereSeparator: \.isNewline).dropFirst()
        .map { $0.split(separator: ",") }
      header = "stone,shot," + lines.map { String($0[0]) }.joined(separator: ",")
      rows.append("powder,\(shot)," + lines.map { String($0[1]) }.joined(separator: ","))
    }
    let scratch = try ScratchFolder()
    let table = try scratch.file("powder.csv", ([header] + rows).joined(separator: "\n") + "\n")
    let run = try CommandRun("classify", table, "--format", "json")
    #expect(run.exitCode == 3, "\(run.standardError)")
    let assessments = try #require(try run.json["assessments"] as? [[String: Any]])
    let verdict = try #require(assessments.first?["verdict"] as? [String: Any])
    #expect(verdict["kind"] as? String == "cannotSay")
    #expect((verdict["reason"] as? String)?.contains("another spectrometer") == true)
  }
}
