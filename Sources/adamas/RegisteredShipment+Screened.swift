internal import FootprintLibraries
internal import Screening
internal import Specimens

extension RegisteredShipment {
  /// What a register keeps of a screened shipment.
  init(_ screened: ScreenedShipment) {
    self.init(
      papers: Papers(screened.shipment),
      verdict: Verdict(
        name: screened.outcome.rawValue, codes: screened.findings.map(\.code), risk: screened.risk,
        adjustedPValue: screened.adjustedPValue))
  }
}

extension RegisteredShipment.Papers {
  /// What a register keeps of a shipment's papers.
  init(_ shipment: Shipment) {
    self.init(parcel: shipment.parcel)
    certificate = shipment.certificate
    number = shipment.certificate.map(CertificateNumber.normalised) ?? ""
    issuing = shipment.issuing
    declared = "\(shipment.declared)"
    hs = shipment.hs
    carats = shipment.carats
    stones = shipment.stones
    valueUSD = shipment.valueUSD
    issued = shipment.issued
    expires = shipment.expires
    presented = shipment.date
    importer = shipment.importer
    exporter = shipment.exporter
    handling = shipment.handling
    volumes = shipment.declaredVolumes
  }
}

extension Shipment {
  /// As much of a shipment as the checks of certificates look at.
  init(_ papers: RegisteredShipment.Papers) {
    self.init(parcel: papers.parcel)
    certificate = papers.certificate
    issuing = papers.issuing
    issued = papers.issued
    expires = papers.expires
    date = papers.presented
    importer = papers.importer
    exporter = papers.exporter
  }
}
