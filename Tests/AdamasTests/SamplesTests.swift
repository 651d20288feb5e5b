import ArgumentParser
import Foundation
import Instruments
import Specimens
import Testing

@testable import adamas

/// The questioned material that ships under `Samples`.
struct SamplesTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func sample(_ name: String) -> String {
    root.appendingPathComponent("Samples/\(name)").path
  }

  @Test(arguments: [
    ("simulated-parcel-square.csv", 3000.0, SizeBound.aperture(millimetres: 1.18, mesh: .square)),
    ("simulated-parcel-round.csv", 300, .aperture(millimetres: 1.2, mesh: .round)),
    ("simulated-parcel-carats.csv", 3000, .carats(0.02)),
    ("published-genesis.csv", 53, .aperture(millimetres: 0.6, mesh: .square)),
  ])
  func parcelsAreReadInTheirOwnSieveSets(
    name: String, stones: Double, cutOff: SizeBound
  ) throws {
    let parcels = try readParcels(at: SamplesTests.sample(name))
    let parcel = try #require(parcels.first)
    #expect(parcels.count == 1)
    #expect(parcel.stoneCount == stones)
    #expect(parcel.handling == .runOfMine)
    #expect(parcel.origin == nil)
    guard case .classes(let sieves, _) = parcel.content else {
      Issue.record("\(name) holds single stones")
      return
    }
    #expect(sieves.bottomCutOff == cutOff)
  }

  @Test func theStonesTableAndTheStonesAreRead() throws {
    let parcels = try readParcels(at: SamplesTests.sample("simulated-stones.csv"))
    #expect(parcels.map(\.stoneCount) == [250])
    for name in ["Q1", "Q2"] {
      let spectra = try readSpectraTable(at: SamplesTests.sample("simulated-spectra-\(name).csv"))
      #expect(spectra.count == 8)
      #expect(spectra.metadata["origin"] == nil)
    }
  }

  @Test func theElementTablesShareTheirColumns() throws {
    let references = try readElementTable(
      at: SamplesTests.sample("simulated-elements-references.csv"), features: nil)
    let questioned = try readElementTable(
      at: SamplesTests.sample("simulated-elements-questioned.csv"), features: nil)
    #expect(references.elements.count == 12)
    #expect(questioned.elements == references.elements)
    #expect(references.count == 36)
    #expect(Set(references.metadata["origin"] ?? []).count == 3)
    #expect(questioned.count == 4)
    #expect(questioned.metadata["origin"] == nil)
    #expect((0..<36).contains { row in references[row].concentrations.contains { $0.isBelow } })
  }

  /// The commands are those of Scripts/rebuild-samples, which checks the spectra too.
  @Test(arguments: [
    ("simulated-parcel-square", "CA/Kahuna", 101, 3000, "square:1.18,1.7,2.36,3.35,4.75,6.7,9.5"),
    ("simulated-parcel-round", "AO/Lulo", 102, 300, "round:1.2,1.5,2,2.7,3.35,4,4.75,6,7,8,9.5,11"),
    (
      "simulated-parcel-carats", "NA/Marshall Fork", 103, 3000,
      "carats:0.02,0.05,0.1,0.2,0.35,0.5,1,2,4,8"
    ),
    ("simulated-stones", "GN/Baoulé", 104, 250, "square:1.25"),
  ])
  func parcelsAreRebuiltByteForByte(
    name: String, origin: String, seed: Int, stones: Int, bounds: String
  ) throws {
    try expectRebuilt(
      "\(name).csv",
      [
        "parcel", "--facts",
        SamplesTests.root.appendingPathComponent("Models/summary-footprints/summary-facts.csv")
          .path,
        "--name", name, "--origin", origin, "--seed", "\(seed)", "--stones", "\(stones)",
        bounds.contains(",") ? "--classes" : "--above", bounds,
      ])
  }

  @Test(arguments: [
    ("references", ["made-up-A", "made-up-B", "made-up-C"]),
    ("questioned", ["made-up-A", "made-up-C", "made-up-B", "made-up-D"]),
  ])
  func elementTablesAreRebuiltByteForByte(name: String, deposits: [String]) throws {
    let levels = SamplesTests.sample("simulated-element-levels.csv")
    try expectRebuilt(
      "simulated-elements-\(name).csv",
      ["elements", "--levels", levels, "--seed", "107"]
        + (name == "questioned" ? ["--questioned"] : [])
        + deposits.flatMap { ["--deposit", $0] })
  }

  /// Expects that `adamas simulate` with the given arguments makes the bytes of a sample.
  private func expectRebuilt(_ name: String, _ arguments: [String]) throws {
    let output = FileManager.default.temporaryDirectory
      .appendingPathComponent("adamas-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: output) }
    var command = try SimulateCommand.parseAsRoot(arguments + ["--output", output.path])
    try command.run()
    let made = try Data(contentsOf: output)
    let shipped = try Data(contentsOf: URL(fileURLWithPath: SamplesTests.sample(name)))
    #expect(made == shipped, "\(name): run Scripts/rebuild-samples")
  }
}

extension Concentration {
  /// Whether the instrument saw nothing.
  fileprivate var isBelow: Bool {
    if case .belowDetection = self { return true }
    return false
  }
}
