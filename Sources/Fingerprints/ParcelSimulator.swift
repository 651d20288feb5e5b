internal import Foundation
public import Specimens

/// Made-up parcels: stones drawn from one size distribution and what a sieve set makes of them.
///
/// ```swift
/// let parcels = ParcelSimulator(distribution: member, seed: 7)
/// parcels.stones(300, ofParcel: "P1", above: .aperture(millimetres: 1.2, mesh: .round)).count   // 300
/// ```
///
/// Every stone gets one shape for all sieves: a stone of weight w behaves like one of weight w · exp(s z)
/// with z standard normal and s = 0.15, and an aperture of d mm holds it back where that is at least
/// k d³. A stone that one sieve holds back therefore never falls through a coarser one and stays on a
/// finer one, and the passing curve is the one that footprints are made with.
public struct ParcelSimulator: Sendable {
  /// The distribution by number of stones, before any sieve.
  public let distribution: TruncatedLognormal
  /// The seed; each parcel has its own stream.
  public let seed: UInt64

  /// A simulator of parcels from one distribution.
  public init(distribution: TruncatedLognormal, seed: UInt64) {
    self.distribution = distribution
    self.seed = seed
  }

  /// One made-up stone.
  public struct SimulatedStone: Sendable, Equatable {
    /// Its weight in carats.
    public let carats: Double
    /// What it behaves like on a sieve: ln of a weight in carats.
    let sievedLogWeight: Double

    /// Whether a bound holds the stone back.
    func isHeldBack(by bound: SizeBound) -> Bool {
      let half = PassingCurve().halfWeight(of: bound)
      return switch bound {
      case .carats: carats >= half
      case .aperture: sievedLogWeight >= log(half)
      }
    }
  }

  /// Stones that a bound holds back.
  ///
  /// - Parameters:
  ///   - count: how many; fewer than one gives none
  ///   - name: the parcel's name, which names its random numbers
  ///   - bound: the bottom cut-off
  /// - Complexity: O(count · log cells)
  public func stones(
    _ count: Int, ofParcel name: String, above bound: SizeBound
  ) -> [SimulatedStone] {
    var generator = CounterGenerator(seed: seed, stream: "parcel \(name)")
    var cumulative: [Double] = []
    for (share, kept) in zip(distribution.shares, PassingCurve().heldBackShares(by: bound)) {
      cumulative.append((cumulative.last ?? 0) + share * kept)
    }
    var stones: [SimulatedStone] = []
    while stones.count < count {
      // A cell by its share of what stays on the sieve, then a stone of it that does stay.
      let level = generator.uniform() * (cumulative.last ?? 0)
      let cell = cumulative.firstIndex { $0 > level } ?? CaratGrid.count - 1
      var stone = ParcelSimulator.stone(inCell: cell, &generator)
      while !stone.isHeldBack(by: bound) {
        stone = ParcelSimulator.stone(inCell: cell, &generator)
      }
      stones.append(stone)
    }
    return stones
  }

  /// A table of single stones: `parcel,handling,stone,carats`, weights to a thousandth of a carat.
  public func stonesTable(named name: String, count: Int, above bound: SizeBound) -> String {
    let rows = stones(count, ofParcel: name, above: bound).enumerated().map { place, stone in
      "\(name),run-of-mine,\(name)-\(place + 1),\(String(format: "%.3f", stone.carats))"
    }
    return (["parcel,handling,stone,carats"] + rows).joined(separator: "\n") + "\n"
  }

  /// A table of size classes, each with its stones and carats; the last class is open.
  ///
  /// - Parameters:
  ///   - name: the parcel's name
  ///   - count: how many stones
  ///   - bounds: the classes' lower bounds, rising, all in carats or all of one mesh
  /// - Precondition: there is at least one bound.
  public func classTable(named name: String, count: Int, bounds: [SizeBound]) -> String {
    precondition(!bounds.isEmpty, "A sieve set has at least one bound.")
    var contents = bounds.map { _ in (stones: 0, carats: 0.0) }
    for stone in stones(count, ofParcel: name, above: bounds[0]) {
      let place = bounds.lastIndex { stone.isHeldBack(by: $0) } ?? 0
      contents[place].stones += 1
      contents[place].carats += stone.carats
    }
    var mesh: [String] = []
    if case .aperture(_, let shape) = bounds[0] { mesh = [shape.rawValue] }
    let rows = bounds.indices.map { place in
      let lower = String(format: "%g", bounds[place].value)
      let upper = place + 1 < bounds.count ? String(format: "%g", bounds[place + 1].value) : ""
      let content = contents[place]
      let carats = content.stones == 0 ? "0" : String(format: "%.3f", content.carats)
      return
        ([name, "run-of-mine", lower, upper] + mesh
        + ["\(content.stones)", carats]).joined(separator: ",")
    }
    let columns = mesh.isEmpty ? "lower_ct,upper_ct" : "lower_mm,upper_mm,mesh"
    return (["parcel,handling,\(columns),stones,carats"] + rows).joined(separator: "\n") + "\n"
  }

  /// A stone of a weight within a cell, and of some shape.
  private static func stone(
    inCell cell: Int, _ generator: inout CounterGenerator
  ) -> SimulatedStone {
    let position = CaratGrid.lowest + CaratGrid.step * (Double(cell) + generator.uniform())
    return SimulatedStone(
      carats: pow(10, position),
      sievedLogWeight: position * log(10)
        + PassingCurve().spread * generator.normal())
  }
}
