import Fingerprints
import Foundation
import Matching
import Specimens

/// Made-up stones of origins that lie evenly on a circle, with noise of one in each direction.
struct MixtureSamples {
  let origins: Int
  /// The distance between neighbours on the circle.
  let distance: Double
  /// By how much the classifier overstates itself: log posteriors are multiplied by it.
  var overstated = 1.7

  var names: [Origin] { (0..<origins).map { Origin("A\("ABCDEFGH".prefix($0 + 1).suffix(1))/X") } }

  /// What the classifier says of a stone.
  func stone(of origin: Int, using generator: inout CounterGenerator) -> [Double] {
    let centre = centre(of: origin)
    let place = (centre.0 + generator.normal(), centre.1 + generator.normal())
    let raw = (0..<origins).map { other -> Double in
      let (x, y) = self.centre(of: other)
      return -overstated * ((place.0 - x) * (place.0 - x) + (place.1 - y) * (place.1 - y)) / 2
    }
    let largest = raw.max() ?? 0
    let sum = largest + log(raw.reduce(0) { $0 + exp($1 - largest) })
    return raw.map { min(0, $0 - sum) }
  }

  private func centre(of origin: Int) -> (Double, Double) {
    let angle = 2 * Double.pi * Double(origin) / Double(origins)
    let radius = distance / 2 / sin(.pi / Double(origins))
    return (radius * cos(angle), radius * sin(angle))
  }

  /// A model that has seen some held-out groups of each origin.
  func model(groups: Int = 40, of stones: Int = 5, seed: UInt64 = 1) throws -> MixtureModel {
    var generator = CounterGenerator(seed: seed, stream: "held out")
    let truth = (0..<origins).flatMap { [Int](repeating: $0, count: groups * stones) }
    return try MixtureModel(
      origins: names, heldOut: truth.map { stone(of: $0, using: &generator) }, truth: truth,
      groups: truth.indices.map { $0 / stones })
  }

  /// A parcel; foreign stones look like the first origin, and their p-values follow Beta(¼, 1).
  func parcel(
    _ counts: [Int], foreign: Int = 0, seed: UInt64 = 2
  ) -> (stones: [[Double]], typicalities: [Double]) {
    var generator = CounterGenerator(seed: seed, stream: "parcel")
    var (stones, typicalities): ([[Double]], [Double]) = ([], [])
    for (origin, count) in counts.enumerated() {
      for _ in 0..<count {
        stones.append(stone(of: origin, using: &generator))
        typicalities.append(generator.uniform())
      }
    }
    for _ in 0..<foreign {
      stones.append(stone(of: 0, using: &generator))
      typicalities.append(pow(generator.uniform(), 4))
    }
    return (stones, typicalities)
  }
}
