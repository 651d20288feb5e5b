public import Specimens

/// No certificate number stands on two different certificates, or is presented twice.
///
/// One certificate may cover several parcels of a shipment, and then has several rows. Rows of one number
/// that agree in issuer, both dates, exporter, importer and day of presentation are taken for that: a note.
/// Rows that differ in one that both state are a violation. Separators and case are read over.
///
/// Shipments of earlier manifests are compared alike, and named with the day of their screening.
public struct DuplicateCertificates: ManifestCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["certificate-shared", "certificate-duplicate"]

  private let source: String
  private let before: [EarlierShipments.Presented]

  /// The check with the source of the field.
  ///
  /// - Parameter before: shipments of earlier manifests, first to last.
  public init(rules: ScreeningRules, before: [EarlierShipments.Presented] = []) {
    source = rules.source(of: .certificate)
    self.before = before
  }

  /// One finding for each shipment whose number another one has.
  public func findings(_ manifest: [Shipment]) -> [[Finding]] {
    let numbers = manifest.map { $0.certificate.map(CertificateNumber.normalised) ?? "" }
    let rows = Dictionary(grouping: manifest.indices) { numbers[$0] }
    let earlier = Dictionary(grouping: before) {
      $0.shipment.certificate.map(CertificateNumber.normalised) ?? ""
    }
    return manifest.indices.map { index in
      guard !numbers[index].isEmpty else { return [] }
      let others =
        (rows[numbers[index]] ?? []).filter { $0 != index }
        .map { (shipment: manifest[$0], name: manifest[$0].parcel) }
        + (earlier[numbers[index]] ?? [])
        .map { (shipment: $0.shipment, name: "\($0.shipment.parcel) (\($0.day))") }
      guard !others.isEmpty else { return [] }
      let differing = others.filter { Self.differ(manifest[index], $0.shipment) }
      let named = differing.isEmpty ? others : differing
      return [
        Finding(
          code: differing.isEmpty ? "certificate-shared" : "certificate-duplicate",
          severity: differing.isEmpty ? .note : .violation,
          details: [
            "certificate": manifest[index].certificate ?? "",
            "parcels": named.map(\.name).joined(separator: ", "),
          ], source: source)
      ]
    }
  }

  /// Whether two rows state different things of what one certificate states once.
  private static func differ(_ a: Shipment, _ b: Shipment) -> Bool {
    func differ<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool {
      if let a, let b { a != b } else { false }
    }
    return differ(a.issuing, b.issuing) || differ(a.issued, b.issued)
      || differ(a.expires, b.expires) || differ(a.exporter, b.exporter)
      || differ(a.importer, b.importer) || differ(a.date, b.date)
  }
}
