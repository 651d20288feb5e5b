internal import Foundation
internal import Specimens

/// Made-up manifests with violations whose truth is known, to try checks of papers and goods with.
///
/// ```swift
/// let simulator = ManifestSimulator(facts: facts, seed: 1, parcels: 1000)
/// try simulator.files().map(\.path).prefix(3)   // manifest.csv, planted.csv, README.md
/// ```
///
/// The goods are drawn from size distributions that reproduce the published facts about the declared
/// origin, or for *moved* parcels about one of another country. The papers of a clean parcel break no rule:
/// the number begins with the issuer's code, the days are in order, the carats are those of the listed
/// stones, the value per carat is within what is published for the country. Each violating parcel fails
/// one check; see ``PlantedViolation``. Clean parcels declare no Russian goods, and few carats from Côte
/// d'Ivoire, all of them in 2025: the planted parcels with too great a volume are Ivorian ones of 2026.
///
/// Names, numbers and days are invented; nothing is measured. The same numbers give the same bytes.
public struct ManifestSimulator: Sendable {
  /// The published facts about sizes; Côte d'Ivoire, Russia and one more country must be among them.
  public let facts: SummaryFacts
  /// The seed.
  public let seed: UInt64
  /// The number of parcels.
  public let parcels: Int
  /// The share of parcels that break a rule, 0 to 1.
  public var violations = 0.1
  /// The share of parcels whose goods are of another origin than declared, 0 to 1.
  public var moved = 0.02
  /// The number of stones of a parcel, about.
  public var stones = 300
  /// How many distributions each origin has.
  package var members = 20

  /// A simulator with a tenth of violations and a fiftieth of moved parcels.
  public init(facts: SummaryFacts, seed: UInt64, parcels: Int) {
    self.facts = facts
    self.seed = seed
    self.parcels = parcels
  }

  /// The files: each one's path within the folder, and its text.
  ///
  /// `manifest.csv` has one row for each parcel, `planted.csv` (`parcel,code,true_origin`) the truth about
  /// those that are not clean: the code of the finding that must name a parcel, or `moved`. `evidence` holds the tables of goods.
  ///
  /// - Throws: `SimulationError` where the facts cannot be reproduced, or lack a country.
  /// - Complexity: O(parcels · stones).
  public func files() throws(SimulationError) -> [(path: String, text: String)] {
    let world = try SimulatedTrade(facts: facts, seed: seed, members: members, stones: stones)
    var text = ManifestText.header
    var truth = CommaTable.row(["parcel", "code", "true_origin"])
    var tables: [(path: String, text: String)] = []
    // The first of two parcels waits for the second, with clean ones between them.
    var waiting: (plan: SimulatedTrade.Plan, first: SimulatedShipment)?
    var ivorian = 0.0
    for (place, plan) in plans().enumerated() {
      let partner = waiting.flatMap { $0.plan == plan ? $0.first : nil }
      var made = world.shipment(
        place, plan, after: partner, mayBeIvorian: ivorian < PublishedValues.ivoryCoastTotal)
      if partner != nil {
        waiting = nil
      } else if case .violation(let kind) = plan, kind.takesTwo {
        waiting = (plan, made)
      }
      if made.declared.country == "CI", plan != .violation(.volumeOverProduction) {
        ivorian += made.papers.carats ?? 0
      }
      if let table = made.table {
        let path = "evidence/\(made.papers.parcel).csv"
        made.papers.evidence = [path]
        tables.append((path, table))
      }
      text += ManifestText.row(of: made.papers)
      switch plan {
      case .clean: break
      case .moved: truth += CommaTable.row([made.papers.parcel, "moved", "\(made.origin)"])
      case .violation(let kind):
        truth += CommaTable.row([made.papers.parcel, kind.rawValue, "\(made.origin)"])
      }
    }
    return [
      ("manifest.csv", text), ("planted.csv", truth),
      ("README.md", ManifestSimulator.readme(seed: seed)),
    ] + tables
  }

  /// What is planted in each parcel: the kinds of violations evenly, in places that the seed chooses.
  private func plans() -> [SimulatedTrade.Plan] {
    var generator = CounterGenerator(seed: seed, stream: "planted")
    let broken = min(parcels, max(0, Int((Double(parcels) * violations).rounded())))
    let other = min(parcels - broken, max(0, Int((Double(parcels) * moved).rounded())))
    var plans = Array(repeating: SimulatedTrade.Plan.clean, count: parcels)
    let places = generator.choose(broken + other, of: parcels)
    let isMoved = Set(generator.choose(other, of: places.count))
    var kinds = PlantedViolation.kinds(broken).makeIterator()
    for (index, place) in places.enumerated() {
      if isMoved.contains(index) {
        plans[place] = .moved
      } else if let kind = kinds.next() {
        plans[place] = .violation(kind)
      }
    }
    return plans
  }

  /// What stands beside the files.
  private static func readme(seed: UInt64) -> String {
    """
    # A made-up manifest

    Everything in this folder is made up: parcels, certificates, names and goods. No such certificate was
    issued and no such goods exist. `manifest.csv` holds the papers, `evidence` the goods, `planted.csv` the
    violations that were planted. Made by `adamas simulate manifest` with seed \(seed).

    """
  }
}
