internal import Foundation
internal import Specimens

/// How papers that are clean are made to fail a check.
extension SimulatedTrade {
  /// Makes papers fail one check; where the goods matter they were made for it.
  func plant(
    _ kind: PlantedViolation, in papers: inout Shipment, _ generator: inout CounterGenerator
  ) {
    switch kind {
    case .certificateFieldMissing:
      switch generator.integer(below: 5) {
      case 0: papers.issuing = nil
      case 1: papers.valueUSD = nil
      case 2: papers.expires = nil
      case 3: papers.importer = nil
      default: papers.exporter = nil
      }
    case .certificateNumberMalformed:
      let digits = papers.certificate?.dropFirst(2) ?? ""
      papers.certificate =
        generator.integer(below: 2) == 0 ? String(digits) : "\(papers.issuing ?? "")?\(digits)"
    case .certificateNumberPrefix:
      // Botswana, Liberia, Sierra Leone: participants.
      let others: [String] = ["BW", "LR", "SL"].filter { $0 != papers.issuing }
      let prefix = others[generator.integer(below: others.count)]
      papers.certificate = prefix + (papers.certificate?.dropFirst(2) ?? "")
    case .issuerNotListed:
      // Bhutan, Haiti, Nepal: none is a participant, nor a member of one.
      issue(in: &papers, by: ["BT", "HT", "NP"][generator.integer(below: 3)])
    case .issuerNotParticipant:
      // Kyrgyzstan, Mozambique, Qatar: admitted by the plenary of 8 to 12 November 2021.
      issue(in: &papers, by: ["KG", "MZ", "QA"][generator.integer(below: 3)])
      date(&papers, issued: SimulatedTrade.earlyDay + generator.integer(below: 40))
    case .certificateDatesReversed, .certificateNotYetIssued, .certificateExpired:
      misdate(kind, &papers, &generator)
    case .roughWithoutCertificate:
      papers.certificate = nil
      papers.hs = "7102.31"
    case .workedWithCertificate: papers.hs = SimulatedTrade.workedCode
    case .codeNotListed:
      // Other precious stones, unworked; dust of diamonds.
      papers.hs = ["7103.10", "7105.10"][generator.integer(below: 2)]
    case .valuePerCaratLow: papers.valueUSD = papers.valueUSD.map { ($0 * 2.5).rounded() / 100 }
    case .valuePerCaratHigh: papers.valueUSD = papers.valueUSD.map { ($0 * 4000).rounded() / 100 }
    case .caratsDiffer:
      papers.valueUSD = papers.valueUSD.map { ($0 * 125).rounded() / 100 }
      papers.carats = papers.carats.map { ($0 * 1250).rounded() / 1000 }
    case .microDiamondsAsGems, .russianGoods: papers.hs = "7102.31"
    case .noMicroDiamonds:
      papers.others = [Shipment.Field(name: "description", value: "micro-diamonds")]
    case .mixedOriginUnnamed:
      papers.declared = .mixed
      papers.hs = "7102.31"
    case .russianGoodsSize: work(&papers)
    case .russianThreshold:
      work(&papers)
      papers.declared = .origins([])
    case .volumeOverProduction:
      let range = PublishedValues.tooMuchForIvoryCoast
      let carats =
        (range.lowerBound + (range.upperBound - range.lowerBound) * generator.uniform()).rounded()
      let perCarat = papers.valuePerCarat ?? 0
      papers.carats = carats
      papers.valueUSD = (perCarat * carats).rounded()
      papers.stones = nil
      // In a year in which no clean parcel declares the country.
      date(&papers, issued: SimulatedTrade.volumeDay + generator.integer(below: 150))
    case .certificateShared, .certificateDuplicate, .sameGoods: break
    }
  }

  /// Days of which one is in the wrong place.
  private func misdate(
    _ kind: PlantedViolation, _ papers: inout Shipment, _ generator: inout CounterGenerator
  ) {
    let issued = papers.issued?.number ?? 0
    switch kind {
    case .certificateDatesReversed:
      papers.expires = CalendarDay(number: issued - 1 - generator.integer(below: 30))
      papers.date = nil
    case .certificateNotYetIssued:
      papers.date = CalendarDay(number: issued - 1 - generator.integer(below: 30))
    default: papers.date = CalendarDay(number: issued + 61 + generator.integer(below: 60))
    }
  }

  /// A certificate that another country issued.
  private func issue(in papers: inout Shipment, by issuer: String) {
    papers.certificate = issuer + (papers.certificate?.dropFirst(2) ?? "")
    papers.issuing = issuer
  }

  /// A certificate of sixty days, presented after ten.
  private func date(_ papers: inout Shipment, issued: Int) {
    papers.issued = CalendarDay(number: issued)
    papers.expires = CalendarDay(number: issued + 60)
    papers.date = CalendarDay(number: issued + 10)
  }

  /// Goods that were worked, which travel without a certificate.
  private func work(_ papers: inout Shipment) {
    papers.hs = SimulatedTrade.workedCode
    papers.certificate = nil
    papers.issuing = nil
    papers.issued = nil
    papers.expires = nil
    papers.others = [Shipment.Field(name: "description", value: "worked diamonds")]
  }

  /// Makes a parcel the second of two.
  ///
  /// - Parameters:
  ///   - first: the parcel that was made before it
  ///   - kind: in what both fail
  ///   - papers: its papers, which get the certificate, its number or the goods of the first
  ///   - table: its goods
  func repeatGoods(
    of first: SimulatedShipment, _ kind: PlantedViolation, in papers: inout Shipment,
    _ table: inout String?
  ) {
    if kind == .certificateDuplicate || kind == .certificateShared {
      papers.certificate = first.papers.certificate
      papers.issuing = first.papers.issuing
    }
    switch kind {
    case .certificateShared:
      papers.issued = first.papers.issued
      papers.expires = first.papers.expires
      papers.date = first.papers.date
      papers.importer = first.papers.importer
      papers.exporter = first.papers.exporter
    case .sameGoods:
      table = first.table?.replacingOccurrences(of: first.papers.parcel, with: papers.parcel)
      papers.carats = first.papers.carats
      papers.valueUSD = first.papers.valueUSD
      papers.stones = first.papers.stones
      papers.hs = first.papers.hs
      papers.handling = first.papers.handling
      papers.exporter = first.papers.exporter
    default: break
    }
  }

  /// The code of worked diamonds that are not for industry.
  private static let workedCode = "7102.39"
  /// The earliest day of parcels with too great a volume: 2026-01-10.
  private static let volumeDay = 20_463
  /// The earliest day of certificates whose issuers were not admitted yet: 2021-08-01.
  private static let earlyDay = 18_840
}
