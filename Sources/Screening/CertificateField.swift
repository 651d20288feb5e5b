public import Specimens

/// A field that a Kimberley Process certificate must have.
public struct CertificateField: Sendable, Equatable {
  /// The column of a manifest that holds it.
  public enum Key: String, Sendable, CaseIterable {
    /// The declared origins.
    case origin
    /// The certificate's number.
    case certificate
    /// The day of issue.
    case issued
    /// The last day of validity.
    case expires
    /// Who issued it.
    case issuing
    /// Who exports the goods.
    case exporter
    /// Who imports them.
    case importer
    /// Their weight.
    case carats
    /// Their value.
    case valueUSD
    /// The code of the Harmonized System.
    case hs
  }

  /// The column of a manifest; `nil` for a field that no manifest holds.
  public let key: Key?
  /// What the field holds, in words.
  public let field: String
  /// Where that is stated.
  public let source: RuleSource

  /// Whether a shipment has the field; a field that no manifest holds counts as there.
  public func isPresent(in shipment: Shipment) -> Bool {
    func holds(_ text: String?) -> Bool { text?.contains { !$0.isWhitespace } ?? false }
    switch key {
    case nil: return true
    case .origin: return shipment.declared != .origins([])
    case .certificate: return holds(shipment.certificate)
    case .issued: return shipment.issued != nil
    case .expires: return shipment.expires != nil
    case .issuing: return holds(shipment.issuing)
    case .exporter: return holds(shipment.exporter)
    case .importer: return holds(shipment.importer)
    case .carats: return shipment.carats != nil
    case .valueUSD: return shipment.valueUSD != nil
    case .hs: return holds(shipment.hs)
    }
  }

  static let columns = ["key", "field", "source", "date"]

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    if let text = row.text("key") {
      guard let key = Key(rawValue: text) else {
        throw row.broken(
          "key is no column of a manifest",
          "write one of \(Key.allCases.map(\.rawValue).joined(separator: ", ")), or nothing")
      }
      self.key = key
    } else {
      key = nil
    }
    field = try row.required("field")
    source = try RuleSource(row)
  }
}
