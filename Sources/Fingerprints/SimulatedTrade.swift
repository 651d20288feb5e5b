internal import Foundation
internal import Specimens

/// A made-up parcel with its goods.
struct SimulatedShipment {
  /// Its papers; the evidence is named when it is written.
  var papers: Shipment
  /// The table of its goods; `nil` where there is none.
  var table: String?
  /// The origin that the papers state or hide.
  let declared: Origin
  /// Where the goods come from.
  let origin: Origin
}

/// The countries, goods and papers of a made-up manifest; see ``ManifestSimulator``.
struct SimulatedTrade {
  /// What is planted in a parcel.
  enum Plan: Equatable {
    case clean
    case moved
    case violation(PlantedViolation)
  }

  private let seed: UInt64
  private let stones: Int
  private let distributions: [Origin: [TruncatedLognormal]]
  private let russian: [Origin]
  private let ivorian: [Origin]
  private let others: [Origin]

  /// The trade that the facts allow.
  ///
  /// - Throws: `SimulationError` where they lack a country that a violation needs.
  init(
    facts: SummaryFacts, seed: UInt64, members: Int, stones: Int
  ) throws(SimulationError) {
    self.seed = seed
    self.stones = stones
    let named = facts.origins.filter { $0.country != nil }
    russian = named.filter { $0.country == "RU" }
    ivorian = named.filter { $0.country == "CI" }
    others = named.filter { $0.country != "RU" && $0.country != "CI" }
    let lists = [("RU", russian), ("CI", ivorian), ("a third country", others)]
    if let lacking = lists.first(where: { $0.1.isEmpty }) {
      throw SimulationError(
        file: "the facts about sizes", reason: "they name no origin in \(lacking.0)",
        mend: "add one, or take the shipped facts")
    }
    let sampler = SummaryFootprintSampler(facts: facts, seed: seed)
    var distributions: [Origin: [TruncatedLognormal]] = [:]
    for origin in named {
      distributions[origin] = try sampler.ensemble(of: origin, count: members).members
    }
    self.distributions = distributions
  }

  /// A parcel.
  ///
  /// - Parameters:
  ///   - place: its place in the manifest, from 0
  ///   - plan: what is planted in it
  ///   - partner: the first of two parcels of which this is the second
  ///   - mayBeIvorian: whether it may declare Côte d'Ivoire
  func shipment(
    _ place: Int, _ plan: Plan, after partner: SimulatedShipment?, mayBeIvorian: Bool
  ) -> SimulatedShipment {
    let name = String(format: "P%06d", place + 1)
    var generator = CounterGenerator(seed: seed, stream: "shipment \(name)")
    let drawn = declared(plan, mayBeIvorian: mayBeIvorian, &generator)
    let declared = partner?.declared ?? drawn
    var origin = declared
    if plan == .moved {
      let elsewhere = (russian + ivorian + others).filter { $0.country != declared.country }
      origin = elsewhere[generator.integer(below: elsewhere.count)]
    }
    let goods = goods(plan, of: origin, named: name, &generator)
    var papers = papers(name, place, from: declared, with: goods, &generator)
    var table: String? = goods.table
    if case .violation(let kind) = plan {
      plant(kind, in: &papers, &generator)
      if kind == .volumeOverProduction { table = nil }
      if let partner {
        repeatGoods(of: partner, kind, in: &papers, &table)
      }
    }
    return SimulatedShipment(
      papers: papers, table: table, declared: declared, origin: origin)
  }

  /// The origin that a parcel's papers state.
  private func declared(
    _ plan: Plan, mayBeIvorian: Bool, _ generator: inout CounterGenerator
  ) -> Origin {
    var choices = mayBeIvorian ? others + ivorian : others
    switch plan {
    case .violation(.russianGoods), .violation(.russianGoodsSize): choices = russian
    case .violation(.volumeOverProduction): choices = ivorian
    case .violation(.valuePerCaratLow), .violation(.valuePerCaratHigh):
      let published = others.filter { PublishedValues.range(of: $0.country ?? "") != nil }
      choices = published.isEmpty ? ivorian : published
    case .violation(.mixedOriginUnnamed), .violation(.russianThreshold): choices = others
    default: break
    }
    return choices[generator.integer(below: choices.count)]
  }

  /// The goods of a parcel.
  private func goods(
    _ plan: Plan, of origin: Origin, named name: String, _ generator: inout CounterGenerator
  ) -> SimulatedGoods {
    let members = distributions[origin] ?? []
    let member = members[generator.integer(below: members.count)]
    let count = max(2, Int((Double(stones) * (0.5 + generator.uniform())).rounded()))
    switch plan {
    case .violation(.microDiamondsAsGems): return .micro(named: name, stones: count)
    case .violation(.russianGoods): return .small(member, named: name, stones: count, seed: seed)
    case .violation(.mixedOriginUnnamed), .violation(.russianGoodsSize),
      .violation(.russianThreshold):
      return .large(member, named: name, stones: max(2, count / 10), seed: seed)
    default:
      return .runOfMine(member, named: name, stones: count, seed: seed, &generator)
    }
  }

  /// Papers that break no rule.
  private func papers(
    _ name: String, _ place: Int, from declared: Origin, with goods: SimulatedGoods,
    _ generator: inout CounterGenerator
  ) -> Shipment {
    let country = declared.country ?? ""
    var papers = Shipment(parcel: name)
    papers.issuing = country
    // Two numbers never agree: each parcel has a hundred of its own.
    let number = String(format: "%010d", (place + 1) * 100 + generator.integer(below: 100))
    papers.certificate = country + number
    papers.declared = .origins([declared])
    papers.hs =
      ["7102.31", "7102.31", "7102.31", "7102.21", "7102.10"][generator.integer(below: 5)]
    papers.carats = goods.carats
    papers.stones = goods.stones
    papers.handling = goods.handling
    let range = PublishedValues.range(of: country) ?? 80...160
    // Rounding to cents moves the value of few carats; it stays within the range.
    let margin = 0.02 + 0.96 * generator.uniform()
    let perCarat = range.lowerBound * pow(range.upperBound / range.lowerBound, margin)
    papers.valueUSD = (perCarat * goods.carats * 100).rounded() / 100
    let last = country == "CI" ? 220 : 440
    let issued = SimulatedTrade.firstDay + generator.integer(below: last)
    papers.issued = CalendarDay(number: issued)
    papers.expires = CalendarDay(number: issued + 60)
    papers.date = CalendarDay(number: issued + 5 + generator.integer(below: 40))
    papers.exporter = "Made-up exporter \(country) \(1 + generator.integer(below: 5))"
    papers.importer = "Made-up importer \(1 + generator.integer(below: 20))"
    papers.others = [Shipment.Field(name: "description", value: "rough diamonds")]
    return papers
  }

  /// The earliest day on which a certificate is issued: 2025-03-10, after the rule about mixed goods.
  private static let firstDay = 20_157
}
