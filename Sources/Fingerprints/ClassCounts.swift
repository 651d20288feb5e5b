internal import LinearAlgebra

/// What is known of a sample's sizes: how many stones fell into each of some classes.
public struct ClassCounts: Sendable, Equatable {
  /// The number of stones in each class; fractions are allowed, as weights make them.
  public let counts: [Double]
  /// How a distribution is carried into the classes.
  public let sieves: SieveMatrix
  /// The number of stones.
  public let total: Double

  /// Counts in classes.
  ///
  /// - Precondition: one count for each class, none negative.
  public init(_ counts: [Double], sieves: SieveMatrix) {
    precondition(counts.count == sieves.count && counts.allSatisfy { $0 >= 0 })
    self.counts = counts
    self.sieves = sieves
    total = counts.reduce(0, +)
  }

  /// Single stones, each in its own cell of ``CaratGrid``.
  ///
  /// - Parameters:
  ///   - carats: the stones' weights.
  ///   - first: the first cell that the sample can hold: what lies below says nothing.
  public init(ofStones carats: [Double], from first: Int = 0) {
    self.init(
      ofStones: carats, from: first,
      cells: SieveMatrix(cells: (first..<CaratGrid.count).map { $0..<$0 + 1 }))
  }

  /// The same with the matrix of the cells from `first` up, so that samples share it.
  package init(ofStones carats: [Double], from first: Int, cells: SieveMatrix) {
    var counts = [Double](repeating: 0, count: CaratGrid.count - first)
    for weight in carats {
      let cell = CaratGrid.cell(ofCarats: weight)
      if cell >= first { counts[cell - first] += 1 }
    }
    self.init(counts, sieves: cells)
  }

  /// Samples with those in the same classes added up.
  ///
  /// What they say together about one distribution is the same, at the cost of one.
  static func merged(_ samples: [ClassCounts]) -> [ClassCounts] {
    var result: [ClassCounts] = []
    for sample in samples {
      if let index = result.firstIndex(where: { $0.sieves == sample.sieves }) {
        result[index] = ClassCounts(
          zip(result[index].counts, sample.counts).map { $0 + $1 }, sieves: sample.sieves)
      } else {
        result.append(sample)
      }
    }
    return result
  }

  /// The same sample counting for a different number of stones.
  func scaled(by factor: Double) -> ClassCounts {
    ClassCounts(counts.map { $0 * factor }, sieves: sieves)
  }

  /// The distribution after one step of expectation-maximisation from another: every class's stones
  /// are spread over its cells as the other distribution has them.
  ///
  /// It is the sample's own distribution as far as its classes tell, and the other's within them and
  /// outside them (A. P. Dempster, N. M. Laird and D. B. Rubin, 1977,
  /// doi:10.1111/j.2517-6161.1977.tb01600.x).
  ///
  /// - Returns: 240 shares that sum to 1.
  public func expectation(from density: [Double]) -> [Double] {
    let matrix = sieves.probabilities
    let expected = sieves.masses(of: density)
    let seen = expected.reduce(0, +)
    guard total > 0, seen > 0 else { return density }
    var factors = zip(counts, expected).map { $1 > 0 ? $0 / total * seen / $1 : 0 }
    for index in factors.indices { factors[index] -= 1 }
    // Stones that no class catches keep their place: only what was seen is moved.
    let change = product(
      Matrix(rows: 1, columns: factors.count, elements: factors), matrix
    ).elements
    let result = zip(density, change).map { max($0 * (1 + $1), 0) }
    let sum = result.reduce(0, +)
    return result.map { $0 / sum }
  }
}
