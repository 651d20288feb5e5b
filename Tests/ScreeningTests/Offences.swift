import Specimens
import Testing

@testable import Screening

/// Shipments that together break every rule.
enum Offences {
  /// What all checks find in them.
  static func findings() throws -> [Finding] {
    let changes: [(inout Shipment, inout ScreenedGoods) throws -> Void] = [
      { shipment, _ in shipment.importer = nil },
      { shipment, _ in shipment.certificate = "12" },
      { shipment, _ in shipment.certificate = "AO9" },
      { shipment, _ in shipment.expires = try Fixtures.day("2025-01-01") },
      { shipment, _ in shipment.date = try Fixtures.day("2026-01-01") },
      { shipment, _ in (shipment.issuing, shipment.certificate) = ("FR", "FR5") },
      { shipment, _ in
        (shipment.issuing, shipment.certificate) = ("UZ", "UZ5")
        shipment.issued = try Fixtures.day("2020-01-01")
      },
      { shipment, _ in shipment.certificate = nil },
      { shipment, _ in (shipment.certificate, shipment.hs) = ("BW10", "7102.39") },
      { shipment, _ in (shipment.certificate, shipment.hs) = ("BW11", "7102.29") },
      { shipment, _ in (shipment.certificate, shipment.valueUSD) = ("BW12", 1) },
      { shipment, _ in (shipment.certificate, shipment.valueUSD) = ("BW13", 1e6) },
      { shipment, _ in (shipment.certificate, shipment.carats) = ("BW14", 13) },
      { shipment, goods in
        (shipment.certificate, shipment.carats) = ("BW15", 0.01)
        goods.stoneCarats = [0.0005, 0.0005, 0.009]
      },
      { shipment, _ in
        shipment.certificate = "BW16"
        shipment.others = [Shipment.Field(name: "description", value: "micro")]
      },
      { shipment, _ in (shipment.certificate, shipment.declared) = ("BW17", .mixed) },
      { shipment, _ in
        shipment.certificate = "BW18"
        shipment.declared = .origins([Origin("RU")])
      },
      { shipment, goods in
        (shipment.certificate, shipment.carats) = ("BW19", 30e6)
        goods.stoneCarats = (1...20).map(Double.init)
      },
      { shipment, goods in
        (shipment.certificate, shipment.carats) = ("BW20", 210)
        goods.stoneCarats = (1...20).map(Double.init)
      },
      { shipment, _ in shipment.certificate = "BW21" },
      { shipment, _ in shipment.certificate = "BW21" },
    ]
    var manifest: [Shipment] = []
    var goods: [ScreenedGoods] = []
    for (index, change) in changes.enumerated() {
      var shipment = try Fixtures.orderly("P\(index)")
      var held = Fixtures.goods
      try change(&shipment, &held)
      manifest.append(shipment)
      goods.append(held)
    }
    let rules = try Fixtures.rules()
    let checks = ScreeningChecks(rules: rules)
    return checks.findings(manifest, goods: goods).flatMap { $0 }
  }
}
