internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// How well a mixture's components can be told apart at all.
///
/// ```swift
/// MixtureSeparation(known: [[1, 0], [0, 1]]).conditionNumber           // 1
/// MixtureSeparation(known: [[0.5, 0.5], [0.5, 0.5]]).conditionNumber   // 1e9
/// ```
struct MixtureSeparation: Sendable {
  /// The largest over the smallest singular value.
  let conditionNumber: Double
  /// Pairs of components that cannot be told apart, the lower number first.
  let pairs: [(Int, Int)]

  /// The part of the stones beyond noise in which two origins must differ: with less, guessing which
  /// of the two a stone comes from is right 55 times in a hundred at best.
  static let leastDifference = 0.1

  /// A known separation.
  init(conditionNumber: Double, pairs: [(Int, Int)]) {
    self.conditionNumber = conditionNumber
    self.pairs = pairs
  }

  /// Compares components.
  ///
  /// The matrix is `P_kc / √h_c` with `h` the mean of the components: its Gram matrix is the Fisher
  /// information of the shares at an even mixture. Two equal components that were each learned from
  /// a few stones differ by chance, so the smallest singular value counts as far as its square
  /// exceeds twice the square of its noise.
  ///
  /// - Parameters:
  ///   - known: `components x cells`, rows that sum to 1.
  ///   - draws: what is not known of them; the mean distance of draws from their mean is noise.
  init(known: [[Double]], draws: [[[Double]]] = []) {
    let cells = known.first?.count ?? 0
    let even = (0..<cells).map { cell in
      known.reduce(0) { $0 + $1[cell] } / Double(known.count)
    }
    let units = even.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    let scaled = Matrix(known.map { row in zip(row, units).map(*) })
    let gram = product(scaled, scaled, .plain, .transposed)
    if cells >= known.count, let eigen = try? symmetricEigen(gram) {
      let largest = eigen.values.indices.max { eigen.values[$0] < eigen.values[$1] } ?? 0
      let smallest = eigen.values.indices.min { eigen.values[$0] < eigen.values[$1] } ?? 0
      let blur = known.indices.reduce(0.0) { sum, origin in
        let squares = draws.reduce(0.0) { sum, draw in
          zip(zip(draw[origin], known[origin]), units).reduce(sum) {
            let difference = ($1.0.0 - $1.0.1) * $1.1
            return $0 + difference * difference
          }
        }
        let part = eigen.vectors[smallest, origin]
        return sum + part * part * squares / Double(max(1, draws.count))
      }
      let left = max(eigen.values[smallest] - 2 * blur, 1e-300)
      conditionNumber = min(1e9, (eigen.values[largest] / left).squareRoot())
    } else {
      // Fewer cells than components cannot tell them apart.
      conditionNumber = 1e9
    }
    let noise = known.indices.map { origin in
      draws.reduce(0) { $0 + MixtureSeparation.difference($1[origin], known[origin]) }
        / Double(max(1, draws.count))
    }
    var pairs: [(Int, Int)] = []
    for one in known.indices {
      for other in known.indices where other > one {
        let both = (noise[one] * noise[one] + noise[other] * noise[other]).squareRoot()
        if MixtureSeparation.difference(known[one], known[other])
          <= MixtureSeparation.leastDifference + both
        {
          pairs.append((one, other))
        }
      }
    }
    self.pairs = pairs
  }

  /// Half the sum of absolute differences: the part of the stones in which two components differ.
  private static func difference(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
  }

  /// What a reader must know.
  func warnings(_ origins: [Origin]) -> [String] {
    var result = pairs.map { one, other in
      "The footprints of \(origins[one]) and \(origins[other]) cannot be told apart on this "
        + "evidence; only their shares together mean anything."
    }
    if pairs.isEmpty, conditionNumber > MixtureReport.mostCondition {
      result.append(
        "The footprints are so alike that small errors become large ones in the shares (condition "
          + "number \(conditionNumber < 1e6 ? String(Int(conditionNumber.rounded())) : "over a million"))"
          + "; read the intervals, not the shares.")
    }
    return result
  }
}
