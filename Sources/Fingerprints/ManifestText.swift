internal import Foundation
internal import Specimens

/// A manifest as a table of text.
enum ManifestText {
  /// The header with its line feed.
  static let header = """
    parcel,certificate,issuing,declared,shares,hs,carats,value_usd,stones,issued,expires,handling,\
    evidence,date,importer,exporter,description

    """

  /// The row of a shipment with its line feed; of other columns only the description is written.
  static func row(of shipment: Shipment) -> String {
    var declared = "***"
    if case .origins(let origins) = shipment.declared {
      declared = origins.map(\.name).joined(separator: ";")
    }
    let fields: [String?] = [
      shipment.parcel, shipment.certificate, shipment.issuing, declared,
      shipment.shares?.map { String(format: "%g", $0) }.joined(separator: ";"), shipment.hs,
      shipment.carats.map { String(format: "%.3f", $0) },
      shipment.valueUSD.map { String(format: "%.2f", $0) }, shipment.stones.map { "\($0)" },
      shipment.issued?.description, shipment.expires?.description, shipment.handling.rawValue,
      shipment.evidence.joined(separator: ";"), shipment.date?.description, shipment.importer,
      shipment.exporter, shipment.others.first { $0.name == "description" }?.value,
    ]
    return CommaTable.row(fields.map { $0 ?? "" })
  }
}
