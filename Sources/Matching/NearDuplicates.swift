internal import Foundation
internal import LinearAlgebra

/// Two reference items that are suspiciously alike.
///
/// The same stone under two names makes a library look better than it is: one of the two is always
/// the other's nearest neighbour. The same goods under two origins make it wrong.
public struct NearDuplicate: Sendable, Equatable, Codable {
  /// The names of the two, the first in the order of the library.
  public let items: [String]
  /// Their origins.
  public let origins: [String]
  /// Their distance.
  public let distance: Double
  /// Whether they are the same but for rounding.
  public let isIdentical: Bool

  /// Whether both are of one origin.
  public var isWithinOrigin: Bool { origins[0] == origins[1] }
}

/// The near-duplicates among reference items.
///
/// The measure is the distance that one pair of items in a hundred of one origin falls below, those
/// that are identical not counted. Pairs of two origins are listed below that distance: they are as
/// near as two of one origin hardly ever are. Pairs of one origin, of which one in a hundred is there
/// by construction, are listed below a tenth of it: by chance hardly any are, since in `q` dimensions
/// about `10⁻ᑫ` of those are so near. With fewer than a hundred pairs the nearest is the measure.
/// Where two origins overlap altogether, up to one in a hundred of their pairs is listed by chance.
struct NearDuplicates {
  /// The most that are listed.
  static let most = 100
  /// Distances below this part of the largest are rounding.
  private static let rounding = 1e-7

  /// The pairs found, nearest first, at most ``most``.
  let listed: [NearDuplicate]
  /// The number found.
  let count: Int

  /// Compares all items with one another.
  ///
  /// - Parameters:
  ///   - points: `n x q`, distances are Euclidean.
  ///   - names: `n`.
  ///   - origins: `n`, the origin's name of each.
  /// - Complexity: O(n² q).
  init(_ points: Matrix<Double>, names: [String], origins: [String]) {
    let reach = points.elements.reduce(0) { max($0, abs($1)) }
    let same = NearDuplicates.rounding * reach
    var within: [Double] = []
    var near: [(Int, Int, Double)] = []
    func eachPair(_ body: (Int, Int, Double) -> Void) {
      for one in 0..<points.rows {
        for other in one + 1..<max(one + 1, points.rows) {
          body(one, other, squaredDistance(points.row(one), points.row(other)).squareRoot())
        }
      }
    }
    eachPair { one, other, distance in
      if origins[one] == origins[other], distance > same { within.append(distance) }
    }
    within.sort()
    let quantile = within.isEmpty ? 0 : within[within.count / 100]
    eachPair { one, other, distance in
      let limit = origins[one] == origins[other] ? quantile / 10 : quantile
      if distance <= same || distance < limit { near.append((one, other, distance)) }
    }
    near.sort { ($0.2, $0.0, $0.1) < ($1.2, $1.0, $1.1) }
    count = near.count
    listed = near.prefix(NearDuplicates.most).map { one, other, distance in
      NearDuplicate(
        items: [names[one], names[other]], origins: [origins[one], origins[other]],
        distance: distance, isIdentical: distance <= same)
    }
  }
}
