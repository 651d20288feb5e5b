/// What a manifest says about a parcel, field by field.
///
/// A table calls its columns as ``heading`` says, a JSON document its keys as the raw value says.
enum ShipmentColumn: String, CaseIterable, Sendable {
  case parcel, certificate, issuing, declared, shares, hs, carats, valueUSD, stones, issued, expires
  case handling, evidence, date, importer, exporter

  /// The name of the column in a table.
  var heading: String { self == .valueUSD ? "value_usd" : rawValue }

  /// The column of a table that has the given name.
  init?(heading: String) {
    guard let found = ShipmentColumn.allCases.first(where: { $0.heading == heading }) else {
      return nil
    }
    self = found
  }

  /// The place among all columns.
  var place: Int { ShipmentColumn.places[self] ?? 0 }

  private static let places = Dictionary(
    uniqueKeysWithValues: zip(allCases, allCases.indices))
}
