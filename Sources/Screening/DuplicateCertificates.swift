public import Specimens

/// No certificate number stands on two different certificates, or is presented twice.
///
/// One certificate may cover several parcels of a shipment, and then has several rows. Rows of one number
/// that agree in issuer, both dates, exporter, importer and day of presentation are taken for that: a note.
/// Rows that differ in one that both state are a violation. Separators and case are read over.
public struct DuplicateCertificates: ManifestCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["certificate-shared", "certificate-duplicate"]

  private let source: String

  /// The check with the source of the field.
  public init(rules: ScreeningRules) { source = rules.source(of: .certificate) }

  /// One finding for each shipment whose number another one has.
  public func findings(_ manifest: [Shipment]) -> [[Finding]] {
    let numbers = manifest.map { $0.certificate.map(CertificateNumber.normalised) ?? "" }
    let rows = Dictionary(grouping: manifest.indices) { numbers[$0] }
    return manifest.indices.map { index in
      let others = (rows[numbers[index]] ?? []).filter { $0 != index }
      guard !numbers[index].isEmpty, !others.isEmpty else { return [] }
      let differing = others.filter { Self.differ(manifest[index], manifest[$0]) }
      let named = differing.isEmpty ? others : differing
      return [
        Finding(
          code: differing.isEmpty ? "certificate-shared" : "certificate-duplicate",
          severity: differing.isEmpty ? .note : .violation,
          details: [
            "certificate": manifest[index].certificate ?? "",
            "parcels": named.map { manifest[$0].parcel }.joined(separator: ", "),
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
