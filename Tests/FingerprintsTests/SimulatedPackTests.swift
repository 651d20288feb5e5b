import Fingerprints
import Foundation
import Specimens
import Testing

@Suite struct SimulatedPackTests {
  /// The seed and numbers are those of Scripts/rebuild-models.
  @Test func theShippedPackIsRebuiltByteForByte() throws {
    let files = try Shipped.simulator(seed: 1)
      .packFiles(name: "simulated-spectra", stones: 12, shots: 8)
    #expect(files.count == 5)
    for file in files {
      let shipped = try Data(contentsOf: Shipped.pack.appendingPathComponent(file.path))
      #expect(shipped == Data(file.text.utf8), "\(file.path): run Scripts/rebuild-models")
      #expect(shipped.count < 600_000)
    }
  }

  @Test func theLibraryFileIsJSONThatNamesGradeAndFolders() throws {
    let text = try Shipped.text("library.json")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "adamas.pack/1")
    #expect(json["kind"] as? String == EvidenceKind.spectra.rawValue)
    #expect(json["grade"] as? String == Grade.simulated.rawValue)
    let origins = try #require(json["origins"] as? [[String: Any]])
    #expect(
      origins.map { $0["folder"] as? String }
        == ["CI-Seguela", "GH-Birim", "RU-Yakutia", "synthetic-HPHT"])
  }

  @Test func aReferenceTableStatesOriginAndSharesItsSessions() throws {
    let table = try Shipped.simulator().table(of: Origin("CI/Séguéla"), stones: 4, shots: 2)
    #expect(
      table.metadata.names == ["stone", "shot", "session", "instrument", "medium", "origin"])
    #expect(table.metadata["stone"]?.last == "CI-Seguela-04")
    #expect(table.metadata["shot"] == ["1", "2", "1", "2", "1", "2", "1", "2"])
    #expect(table.metadata["session"] == ["S1", "S1", "S2", "S2", "S3", "S3", "S1", "S1"])
    #expect(Set(table.metadata["origin"] ?? []) == ["CI/Séguéla"])
  }

  @Test func aQuestionedTableDoesNotStateItsOrigin() throws {
    let simulator = try Shipped.simulator(seed: 7)
    let table = simulator.questionedTable(named: "Q1", origin: Origin("GH/Birim"), shots: 2)
    #expect(table.metadata.names == ["stone", "shot", "session", "instrument", "medium"])
    #expect(!table.wideText.contains("GH"))
    #expect(
      table != simulator.questionedTable(named: "Q1", origin: Origin("RU/Yakutia"), shots: 2))
  }

  @Test func noStonesOrShotsMakeAnEmptyTable() throws {
    let simulator = try Shipped.simulator()
    #expect(simulator.table(of: Origin("GH/Birim"), stones: 0, shots: 3).count == 0)
    #expect(simulator.table(of: Origin("GH/Birim"), stones: 3, shots: 0).count == 0)
  }

  @Test(arguments: [
    ("CI/Séguéla", "CI-Seguela"), ("synthetic/HPHT", "synthetic-HPHT"), ("../x y", "---x-y"),
  ])
  func aFolderIsPlainASCII(origin: String, folder: String) {
    #expect(SpectrumSimulator.folder(of: Origin(origin)) == folder)
  }
}
