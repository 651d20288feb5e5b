import Fingerprints
import Foundation
import Specimens

@testable import Matching

/// Made-up origins and parcels for the tests of size models.
enum SizeSamples {
  /// Lognormal ensembles about given medians in carats.
  static func footprints(
    medians: [Double] = [0.05, 0.12, 0.3], members: Int = 100, spread: Double = 0.1
  ) throws -> [SizeFootprint] {
    try medians.enumerated().map { index, median in
      var generator = CounterGenerator(seed: 9, stream: "origin \(index)")
      return try SizeFootprint(
        origin: Origin("AA/\(index)"), grade: .simulated, source: "test",
        members: (0..<members).map { _ in
          TruncatedLognormal(
            mu: log(median) + spread * generator.normal(),
            sigma: 1 + 0.1 * generator.normal()
          ).shares
        })
    }
  }

  /// Stones from a lognormal, with a shape deviate each, of which sieves see the half above `cut`.
  static func stones(
    _ count: Int, median: Double, sigma: Double = 1, seed: UInt64, above cut: Double = 0
  ) -> [(carats: Double, shape: Double)] {
    var generator = CounterGenerator(seed: seed, stream: "stones")
    var result: [(Double, Double)] = []
    while result.count < count {
      let carats = exp(log(median) + sigma * generator.normal())
      let shape = generator.normal()
      if carats >= cut { result.append((carats, shape)) }
    }
    return result
  }

  /// The parcel that sieves make of stones; a sieve sees a stone's weight through its shape.
  static func parcel(
    of stones: [(carats: Double, shape: Double)], in bounds: [SizeBound], name: String = "P",
    handling: Handling = .runOfMine, origin: Origin? = nil
  ) -> Parcel {
    let curve = PassingCurve()
    var counts = [Double](repeating: 0, count: bounds.count)
    for stone in stones {
      let place = bounds.lastIndex { bound in
        if case .carats(let carats) = bound { return stone.carats >= carats }
        return log(stone.carats) + curve.spread * stone.shape >= log(curve.halfWeight(of: bound))
      }
      if let place { counts[place] += 1 }
    }
    return Parcel(
      identifier: name,
      content: .classes(
        SieveSet(bounds: bounds), counts.map { ClassContent(stones: $0) }),
      handling: handling, origin: origin)
  }

  static let round: [SizeBound] = [1.2, 1.5, 2, 2.7, 3.35, 4, 4.75, 6, 7, 8, 9.5, 11].map {
    .aperture(millimetres: $0, mesh: .round)
  }
  static let square: [SizeBound] = [1.18, 1.7, 2.36, 3.35, 4.75, 6.7, 9.5].map {
    .aperture(millimetres: $0, mesh: .square)
  }
  static let carats: [SizeBound] = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 4, 8].map {
    .carats($0)
  }
}
