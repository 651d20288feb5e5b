internal import Foundation
internal import Specimens

/// The goods of a made-up parcel: a table that is its evidence, and what the papers say of it.
struct SimulatedGoods {
  /// The table.
  let table: String
  /// The number of stones.
  let stones: Int
  /// The weight in carats, exactly what the table's rows add up to.
  let carats: Double
  /// What happened to them.
  let handling: Handling

  /// Goods of which a table was made, whose last column is carats.
  private init(table: String, stones: Int, handling: Handling) {
    let rows = table.split(separator: "\n").dropFirst()
    let thousandths = rows.map { row in
      let carats = row.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
      return ((Double(carats) ?? 0) * 1000).rounded()
    }
    self.table = table
    self.stones = stones
    self.handling = handling
    carats = thousandths.reduce(0, +) / 1000
  }

  /// The sieve sets of exporters: two of metal sheet, one of wire, one by weight.
  private static let sieveSets: [[SizeBound]] = [
    [1.2, 2, 3.35, 6].map { .aperture(millimetres: $0, mesh: .round) },
    [1.5, 2.1, 2.9, 4, 6].map { .aperture(millimetres: $0, mesh: .round) },
    [1.18, 1.7, 2.36, 3.35, 4.75].map { .aperture(millimetres: $0, mesh: .square) },
    [0.02, 0.05, 0.1, 0.3, 1, 3].map { .carats($0) },
  ]

  /// Goods as a plant recovers them: a table of single stones in one of four parcels, of size classes in
  /// the others.
  static func runOfMine(
    _ distribution: TruncatedLognormal, named name: String, stones: Int, seed: UInt64,
    _ generator: inout CounterGenerator
  ) -> SimulatedGoods {
    let simulator = ParcelSimulator(distribution: distribution, seed: seed)
    let isListed = generator.integer(below: 4) == 0
    let bounds = sieveSets[generator.integer(below: sieveSets.count)]
    return SimulatedGoods(
      table: isListed
        ? simulator.stonesTable(named: name, count: stones, above: bounds[0])
        : simulator.classTable(named: name, count: stones, bounds: bounds),
      stones: stones, handling: .runOfMine)
  }

  /// Stones of half a carat and more, which someone has picked.
  static func large(
    _ distribution: TruncatedLognormal, named name: String, stones: Int, seed: UInt64
  ) -> SimulatedGoods {
    let simulator = ParcelSimulator(distribution: distribution, seed: seed)
    let table = simulator.stonesTable(named: name, count: stones, above: .carats(0.5))
    return SimulatedGoods(
      table: table.replacingOccurrences(of: ",run-of-mine,", with: ",sorted,"), stones: stones,
      handling: .sorted)
  }

  /// Stones of 0.02 ct and more below half a carat, which someone has picked.
  static func small(
    _ distribution: TruncatedLognormal, named name: String, stones: Int, seed: UInt64
  ) -> SimulatedGoods {
    let simulator = ParcelSimulator(distribution: distribution, seed: seed)
    let kept = simulator.stones(4 * stones + 20, ofParcel: name, above: .carats(0.02)).lazy
      .map { String(format: "%.3f", $0.carats) }
      .filter { (Double($0) ?? 0) < 0.5 }
      .prefix(stones)
    let rows = kept.enumerated().map { "\(name),sorted,\(name)-\($0 + 1),\($1)" }
    return SimulatedGoods(
      table: (["parcel,handling,stone,carats"] + rows).joined(separator: "\n") + "\n",
      stones: rows.count, handling: .sorted)
  }

  /// Goods below 0.5 mm of a square mesh, ten times as many as asked for.
  ///
  /// A stone weighs what the middle of its class would hold back: 0.010 d³ carats.
  static func micro(named name: String, stones: Int) -> SimulatedGoods {
    let bounds = [0.15, 0.212, 0.3, 0.425, 0.5]
    let shares = [0.55, 0.25, 0.13, 0.07]
    var total = 0
    let rows = shares.indices.map { place in
      let count = max(1, Int((Double(stones) * 10 * shares[place]).rounded()))
      let middle = (bounds[place] + bounds[place + 1]) / 2
      let carats = max(0.001, Double(count) * 0.010 * pow(middle, 3))
      total += count
      return String(
        format: "%@,run-of-mine,%g,%g,square,%d,%.3f", name, bounds[place], bounds[place + 1],
        count, carats)
    }
    let header = "parcel,handling,lower_mm,upper_mm,mesh,stones,carats"
    return SimulatedGoods(
      table: ([header] + rows).joined(separator: "\n") + "\n", stones: total, handling: .runOfMine)
  }
}
