import Fingerprints
import Foundation
import Instruments
import Screening
import Specimens
import Testing

/// What is planted in made-up manifests against the checks that must find it.
struct PlantedViolationTests {
  private static let models = Places.project.appendingPathComponent("Models")

  private static func rules() throws -> ScreeningRules {
    var texts: [String: String] = [:]
    for name in ScreeningRules.fileNames {
      let file = models.appendingPathComponent("rules/\(name)")
      texts[name] = try String(contentsOf: file, encoding: .utf8)
    }
    return try ScreeningRules(files: texts)
  }

  /// A made-up manifest of quickly drawn goods: its shipments, their goods, and what is planted in which.
  private static func manifest(
    seed: UInt64
  ) throws -> (shipments: [Shipment], goods: [ScreenedGoods], planted: [String: String]) {
    let file = models.appendingPathComponent("summary-footprints/summary-facts.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let few = lines.filter { line in
      ["origin,", "GH/", "CI/", "AO/", "RU/Y", "NA/"].contains { line.hasPrefix($0) }
    }
    let facts = try SummaryFacts(few.joined(separator: "\n") + "\n", name: "facts")
    var simulator = ManifestSimulator(facts: facts, seed: seed, parcels: 90)
    simulator.members = 1
    simulator.stones = 200
    simulator.violations = 0.6
    let scratch = try ScratchFolder()
    let folder = URL(fileURLWithPath: scratch.path("inbox"))
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("evidence"), withIntermediateDirectories: true)
    var planted: [String: String] = [:]
    for (path, text) in try simulator.files() {
      try Data(text.utf8).write(to: folder.appendingPathComponent(path))
      guard path == "planted.csv" else { continue }
      for row in text.split(separator: "\n").dropFirst() {
        let fields = row.split(separator: ",")
        planted[String(fields[0])] = String(fields[1])
      }
    }
    let read = try readManifest(at: folder.appendingPathComponent("manifest.csv").path)
    #expect(read.refused == [])
    let shipments = read.shipments.map(\.shipment)
    let goods = try shipments.map { shipment in
      var goods = ScreenedGoods()
      for path in shipment.evidence {
        for parcel in try readParcels(at: folder.appendingPathComponent(path).path) {
          switch parcel.content {
          case .stones(let stones): goods.stoneCarats = stones.map(\.carats)
          case .classes: goods.parcels.append(parcel)
          }
        }
      }
      return goods
    }
    return (shipments, goods, planted)
  }

  @Test func everyCodeOfTheChecksIsPlanted() throws {
    let checks = ScreeningChecks(rules: try Self.rules())
    #expect(Set(PlantedViolation.allCases.map(\.rawValue)) == Set(checks.codes))
  }

  @Test(arguments: ["EU", "US", nil])
  func aParcelIsFoundByWhatIsPlantedInItAndByNothingElse(importing: String?) throws {
    let checks = ScreeningChecks(rules: try Self.rules(), importing: importing)
    let (shipments, goods, planted) = try Self.manifest(seed: 4)
    #expect(Set(planted.values) == Set(PlantedViolation.allCases.map(\.rawValue) + ["moved"]))
    let findings = checks.findings(shipments, goods: goods)
    for (shipment, found) in zip(shipments, findings) {
      let codes = Set(found.map(\.code))
      let code = planted[shipment.parcel].flatMap { $0 == "moved" ? nil : $0 }
      let expected: Set<String> =
        switch (code.flatMap(PlantedViolation.init), importing) {
        case (nil, _): []
        case (.russianGoods, "US"): []
        case (.russianGoodsSize, "EU"), (.russianGoodsSize, nil):
          ["russian-goods", "russian-goods-size"]
        // The United States have a rule about the sizes of unnamed goods, and none about names.
        case (.mixedOriginUnnamed, "US"): ["russian-threshold"]
        case (.mixedOriginUnnamed, nil): ["mixed-origin-unnamed", "russian-threshold"]
        case (let kind?, _): [kind.rawValue]
        }
      #expect(codes == expected, "\(shipment.parcel) \(code ?? "clean")")
    }
  }
}
