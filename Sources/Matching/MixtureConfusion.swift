internal import Fingerprints
internal import Foundation

/// What a classifier makes of stones of known origin: how often a stone of each lands in each cell.
///
/// A cell is the best origin and, as far as there are held-out stones for it, how clear it was. Best
/// origins alone would waste what a sure answer says beyond a doubtful one; finer cells could not be
/// learned. Because only the held-out frequencies of cells are used, a classifier that overstates
/// itself does not bend the shares: its own confusion is taken in, as G. Forman's adjusted counts do
/// (2008, doi:10.1007/s10618-008-0097-y) and M. Saerens' expectation-maximisation on posteriors
/// (2002, doi:10.1162/089976602753284446) does not.
struct MixtureConfusion: Sendable {
  /// The fewest held-out stones in a cell that is split off by clearness.
  static let fewestStones = 200
  /// The most cells of one best origin.
  ///
  /// Noise in the confusion makes origins look more unlike than they are, the more cells the more so,
  /// and the shares lean towards even ones. With 300 held-out stones of each origin intervals covered
  /// 95.1 % of the truth with one cell, 94.3 % with two, 93.7 % with three and 93.5 % with four; two are
  /// a tenth narrower than one, more gain next to nothing.
  static let mostLevels = 2
  /// How many stones the classifier's own statement about a cell weighs.
  static let ownStones = 1.0

  /// The number of origins.
  let origins: Int
  /// The clearness above which a best origin's next cell begins, for each origin.
  private let edges: [[Double]]
  /// The first cell of each best origin, and the number of cells at the end.
  private let firstCells: [Int]
  /// For each origin, each held-out group's stones in each cell.
  private let groups: [[[Double]]]
  /// `origins x cells`: imaginary stones, by the classifier's posteriors.
  private let own: [[Double]]

  /// The number of cells.
  var cells: Int { firstCells[origins] }

  /// Learns the confusion.
  ///
  /// - Parameters:
  ///   - rows: ln p of every origin for each held-out stone, under equal priors.
  ///   - truth: its origin.
  ///   - groups: its group.
  init(_ rows: [[Double]], truth: [Int], groups units: [Int], origins: Int) {
    self.origins = origins
    let best = rows.map(MixtureConfusion.best)
    var edges: [[Double]] = []
    for origin in 0..<origins {
      let clear = best.filter { $0.origin == origin }.map(\.clearness).sorted()
      let levels = min(MixtureConfusion.mostLevels, clear.count / MixtureConfusion.fewestStones)
      edges.append(
        levels < 2 ? [] : (1..<levels).map { quantile(clear, Double($0) / Double(levels)) })
    }
    self.edges = edges
    firstCells = edges.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count + 1) }
    let cells = firstCells[origins]
    var counts = [[Int: [Double]]](repeating: [:], count: origins)
    var own = [[Double]](
      repeating: [Double](repeating: 0.01 / Double(cells), count: cells), count: origins)
    let sizes = (0..<origins).map { origin in Double(truth.count { $0 == origin }) }
    for (row, best) in rows.indices.map({ ($0, best[$0]) }) {
      let cell =
        firstCells[best.origin] + edges[best.origin].count { $0 < best.clearness }
      counts[truth[row]][units[row], default: [Double](repeating: 0, count: cells)][cell] += 1
      // Each true origin weighs the same, as in the posteriors' priors.
      for origin in 0..<origins { own[origin][cell] += exp(rows[row][origin]) / sizes[truth[row]] }
    }
    groups = counts.map { counts in counts.sorted { $0.key < $1.key }.map(\.value) }
    self.own = own.map { shares in
      let sum = shares.reduce(0, +)
      return shares.map { MixtureConfusion.ownStones * $0 / sum }
    }
  }

  /// The cell of a questioned stone.
  func cell(_ logPosterior: [Double]) -> Int {
    let best = MixtureConfusion.best(logPosterior)
    return firstCells[best.origin] + edges[best.origin].count { $0 < best.clearness }
  }

  /// `origins x cells`: the expected probability of each cell.
  var expected: [[Double]] {
    zip(groups, own).map { groups, own in
      MixtureConfusion.scaled(groups.reduce(own) { zip($0, $1).map(+) })
    }
  }

  /// The same with every held-out group weighted anew: the Bayesian bootstrap over whole groups, for
  /// stones of one group err together.
  ///
  /// Weights of shape 1 would give the variance of `n` groups' mean too small by (n − 1)/(n + 1).
  func drawn(using generator: inout CounterGenerator) -> [[Double]] {
    zip(groups, own).map { groups, own in
      var sums = own.map { generator.gamma(shape: $0) }
      let number = Double(max(2, groups.count))
      let shape = (number - 1) / (number + 1)
      for group in groups {
        let weight = generator.gamma(shape: shape) / shape
        for cell in sums.indices { sums[cell] += weight * group[cell] }
      }
      return MixtureConfusion.scaled(sums.map { max($0, 1e-9) })
    }
  }

  /// The first of the most probable origins and by how much it leads the second.
  private static func best(_ logs: [Double]) -> (origin: Int, clearness: Double) {
    let origin = indexOfLargest(logs)
    let second = logs.indices.filter { $0 != origin }.map { logs[$0] }.max() ?? -.infinity
    return (origin, min(logs[origin] - second, 1e9))
  }

  private static func scaled(_ values: [Double]) -> [Double] {
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }
}
