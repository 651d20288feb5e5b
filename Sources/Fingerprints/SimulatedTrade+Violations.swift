internal import Foundation
internal import Specimens

/// How rules are broken in papers that are clean.
extension SimulatedTrade {
  /// Breaks one rule.
  func plant(
    _ kind: PlantedViolation, in papers: inout Shipment, _ generator: inout CounterGenerator
  ) {
    let issued = papers.issued?.number ?? 0
    switch kind {
    case .fieldMissing:
      switch generator.integer(below: 5) {
      case 0: papers.issuing = nil
      case 1: papers.valueUSD = nil
      case 2: papers.expires = nil
      case 3: papers.importer = nil
      default: papers.exporter = nil
      }
    case .numberMalformed:
      let digits = papers.certificate?.dropFirst(2) ?? ""
      papers.certificate =
        generator.integer(below: 2) == 0 ? String(digits) : "\(papers.issuing ?? "")?\(digits)"
    case .issuerNotParticipant:
      // Bhutan, Haiti, Nepal: none is a participant, nor a member of one.
      let issuer = ["BT", "HT", "NP"][generator.integer(below: 3)]
      papers.certificate = issuer + (papers.certificate?.dropFirst(2) ?? "")
      papers.issuing = issuer
    case .datesOutOfOrder:
      // Presented before it expires, so that nothing else is wrong.
      papers.issued = CalendarDay(number: issued + 60)
      papers.expires = CalendarDay(number: issued + 40)
      papers.date = CalendarDay(number: issued + 5 + generator.integer(below: 30))
    case .expired:
      papers.date = CalendarDay(number: issued + 61 + generator.integer(below: 60))
    case .caratsDiffer:
      papers.valueUSD = papers.valueUSD.map { ($0 * 125).rounded() / 100 }
      papers.carats = papers.carats.map { ($0 * 1250).rounded() / 1000 }
    case .codeWithoutCertificate:
      papers.certificate = nil
      papers.hs = "7102.31"
    case .codeWorked: papers.hs = "7102.39"
    case .microDiamonds: papers.hs = "7102.31"
    case .valuePerCarat:
      let factor = generator.integer(below: 2) == 0 ? 40.0 : 1.0 / 40
      papers.valueUSD = papers.valueUSD.map { ($0 * factor * 100).rounded() / 100 }
    case .volume:
      let range = PublishedValues.tooMuchForIvoryCoast
      let carats =
        (range.lowerBound + (range.upperBound - range.lowerBound) * generator.uniform()).rounded()
      let perCarat = papers.valuePerCarat ?? 0
      papers.carats = carats
      papers.valueUSD = (perCarat * carats).rounded()
      papers.stones = nil
      // In a year in which no clean parcel declares the country.
      let start = SimulatedTrade.volumeDay + generator.integer(below: 150)
      papers.issued = CalendarDay(number: start)
      papers.expires = CalendarDay(number: start + 60)
      papers.date = CalendarDay(number: start + 10)
    case .mixedOrigin:
      papers.declared = .mixed
      papers.hs = "7102.31"
    case .russianGoods: papers.hs = "7102.31"
    case .certificateDuplicate, .sameGoods: break
    }
  }

  /// Makes a parcel the second of two.
  ///
  /// - Parameters:
  ///   - first: the parcel that was made before it
  ///   - kind: what both break
  ///   - papers: its papers, which get the number or the goods of the first
  ///   - table: its goods
  func repeatGoods(
    of first: SimulatedShipment, _ kind: PlantedViolation, in papers: inout Shipment,
    _ table: inout String?
  ) {
    if kind == .certificateDuplicate {
      papers.certificate = first.papers.certificate
      papers.issuing = first.papers.issuing
      return
    }
    table = first.table?.replacingOccurrences(of: first.papers.parcel, with: papers.parcel)
    papers.carats = first.papers.carats
    papers.valueUSD = first.papers.valueUSD
    papers.stones = first.papers.stones
    papers.hs = first.papers.hs
    papers.handling = first.papers.handling
    papers.exporter = first.papers.exporter
  }

  /// The earliest day of parcels with too great a volume: 2026-01-10.
  private static let volumeDay = 20_463
}
