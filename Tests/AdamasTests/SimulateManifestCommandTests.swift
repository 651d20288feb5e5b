import Foundation
import Instruments
import Specimens
import Testing

struct SimulateManifestCommandTests {
  @Test func aWrittenManifestIsReadWithoutRefusals() throws {
    let scratch = try ScratchFolder()
    let facts = Places.project.appendingPathComponent(
      "Models/summary-footprints/summary-facts.csv")
    let lines = try String(contentsOf: facts, encoding: .utf8).split(separator: "\n")
    let few = lines.filter { line in
      ["origin,", "GH/", "CI/", "AO/", "RU/Y"].contains { line.hasPrefix($0) }
    }
    let table = try scratch.file("facts.csv", few.joined(separator: "\n") + "\n")
    let run = try CommandRun(
      "simulate", "manifest", "--output", scratch.path("inbox"), "--parcels", "40", "--seed", "3",
      "--stones", "20", "--violations", "0.5", "--facts", table)
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    let manifest = try readManifest(at: scratch.path("inbox/manifest.csv"))
    #expect(manifest.refused == [])
    #expect(manifest.shipments.count == 40)
    for row in manifest.shipments {
      for path in row.shipment.evidence {
        let parcels = try readParcels(at: scratch.path("inbox/\(path)"))
        #expect(parcels.map(\.identifier) == [row.shipment.parcel])
      }
    }
  }

  @Test func sharesThatMakeMoreThanAllParcelsAreRefused() throws {
    let run = try CommandRun(
      "simulate", "manifest", "--output", "x", "--parcels", "4", "--seed", "3", "--violations",
      "0.9", "--moved", "0.2")
    #expect(run.exitCode == 64)
  }
}
