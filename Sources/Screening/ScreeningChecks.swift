public import LinearAlgebra
public import Specimens

/// All checks of a manifest that need no library of references.
///
/// ```swift
/// let checks = ScreeningChecks(rules: rules, importing: "EU")
/// checks.findings(manifest, goods: goods)   // one list for each shipment, the heaviest first
/// ```
public struct ScreeningChecks: Sendable {
  /// Checks of one shipment's papers.
  public let shipments: [any ShipmentCheck]
  /// Checks of one shipment's papers against its goods.
  public let goods: [any GoodsCheck]
  /// Checks of the papers of a manifest with one another.
  public let manifests: [any ManifestCheck]
  /// The check of the goods of a manifest with one another.
  public let sameGoods: SameGoods

  /// All checks.
  ///
  /// - Parameters:
  ///   - rules: what they know of the world.
  ///   - importing: whither the goods go: `EU`, or ISO 3166-1 alpha-2; without it a breach of a rule of one
  ///     territory is a doubt.
  ///   - earlier: carats by country that earlier manifests of the last year hold.
  ///   - before: what a register knows of earlier manifests.
  public init(
    rules: ScreeningRules, importing: String? = nil, earlier: [String: Double] = [:],
    before: EarlierShipments = EarlierShipments()
  ) {
    shipments = [
      CertificateFieldsPresent(rules: rules), CertificateNumber(rules: rules),
      CertificateDates(rules: rules), IssuerParticipation(rules: rules),
      CodeAndCertificate(rules: rules), ValuePerCarat(rules: rules),
    ]
    goods = [
      CaratSum(rules: rules), MicroDiamonds(rules: rules),
      MixedOriginDeclaration(rules: rules, importing: importing),
      RussianGoods(rules: rules, importing: importing),
    ]
    manifests = [
      YearlyVolume(rules: rules, earlier: earlier, before: before.volumes),
      DuplicateCertificates(rules: rules, before: before.certificates),
    ]
    sameGoods = SameGoods(rules: rules)
  }

  /// The codes of all findings that the checks can make, in their order.
  public var codes: [String] {
    shipments.flatMap { type(of: $0).codes } + goods.flatMap { type(of: $0).codes }
      + manifests.flatMap { type(of: $0).codes } + SameGoods.codes
  }

  /// What is wrong, for each shipment in the manifest's order, the heaviest first.
  ///
  /// - Parameters:
  ///   - manifest: shipments.
  ///   - goods: what was read from the evidence of each shipment, in the same order.
  ///   - workers: threads; no finding depends on them.
  public func findings(
    _ manifest: [Shipment], goods: [ScreenedGoods], workers: Workers = .all
  ) -> [[Finding]] {
    precondition(manifest.count == goods.count, "Every shipment has its goods.")
    let (across, each) = workers.both({
      manifests.map { $0.findings(manifest) } + [sameGoods.findings(manifest, goods: goods)]
    }) {
      manifest.indices.map { index in
        shipments.flatMap { $0.findings(manifest[index]) }
          + self.goods.flatMap { $0.findings(manifest[index], goods: goods[index]) }
      }
    }
    return manifest.indices.map { index in
      let found = each[index] + across.flatMap { $0[index] }
      guard !found.isEmpty else { return [] }
      // Findings of one weight keep the order of the checks.
      return Finding.Severity.allCases.sorted(by: >)
        .flatMap { severity in found.filter { $0.severity == severity } }
    }
  }
}
