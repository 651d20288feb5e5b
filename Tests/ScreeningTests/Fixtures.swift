import Foundation
import Specimens
import Testing

@testable import Screening

/// The shipped rules, and goods whose papers are in order.
enum Fixtures {
  /// The folder of the shipped rule files.
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Models/rules")

  /// The text of a shipped file.
  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// The texts of all rule files.
  static func texts() throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in ScreeningRules.fileNames { texts[name] = try text(name) }
    return texts
  }

  /// The shipped rules.
  static func rules() throws -> ScreeningRules { try ScreeningRules(files: texts()) }

  /// A day that must be one.
  static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  /// Botswana's goods, every field in order.
  static func orderly(_ parcel: String = "P1", number: String = "BW 001234") throws -> Shipment {
    var shipment = Shipment(parcel: parcel)
    shipment.certificate = number
    shipment.issuing = "BW"
    shipment.declared = .origins([Origin("BW")])
    shipment.hs = "7102.31"
    shipment.carats = 12.34
    shipment.valueUSD = 1_600
    shipment.stones = 3
    shipment.issued = try day("2026-01-10")
    shipment.expires = try day("2026-03-10")
    shipment.date = try day("2026-02-01")
    shipment.importer = "Importer"
    shipment.exporter = "Exporter"
    return shipment
  }

  /// The goods of ``orderly(_:number:)``.
  static let goods = ScreenedGoods(stoneCarats: [10, 2, 0.34])

  /// A parcel of classes between bounds, with a count for each.
  static func classes(_ bounds: [SizeBound], _ counts: [Double]) -> ScreenedGoods {
    ScreenedGoods(parcels: [
      Parcel(
        identifier: "P",
        content: .classes(
          SieveSet(bounds: bounds), counts.map { ClassContent(stones: $0) }))
    ])
  }
}

extension [Finding] {
  /// The codes, in their order.
  var codes: [String] { map(\.code) }
}
