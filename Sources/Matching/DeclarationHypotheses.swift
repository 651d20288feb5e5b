internal import Fingerprints
internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// How probable counts are if a declaration is right, and if it is not: what is compared when goods are
/// held against their papers.
///
/// *As declared*: from one of the members of the declared origins' footprints, or from a mixture of them where
/// several are declared. Shares that papers state are of weight or value, so those of stones are
/// taken as not known.
///
/// *Otherwise*, each with a third of the prior: from a member of another footprint; from a mixture of
/// declared goods with a tenth to three quarters of another footprint's; or from none of the references, any
/// shares being as probable as any others (Jeffreys' prior). Without other footprints the last has all.
///
/// ```swift
/// let both = DeclarationHypotheses(model, declared: [ghana], classes: kept)
/// both.log(of: counts).otherwise - both.log(of: counts).asDeclared   // the logarithm of the ratio
/// ```
struct DeclarationHypotheses: Sendable {
  /// The shares of other goods in mixtures.
  static let foreignShares = [0.1, 0.2, 0.35, 0.5, 0.75]
  /// The most members of each other footprint that goods may be from.
  static let membersPerOrigin = 150
  /// How many mixtures there are with each other footprint.
  static let mixturesPerOrigin = 60
  /// How many mixtures of several declared origins there are.
  static let declaredMixtures = 600

  /// The logarithms of the densities of counts.
  struct Densities: Sendable {
    /// If they are as declared.
    let asDeclared: Double
    /// If they are not, over all ways in which they may not be.
    let otherwise: Double
    /// With the prior of each other footprint: from it or a mixture with it.
    let others: [Double]
    /// With its prior: from none of the references.
    let none: Double

    /// The logarithm of how many times more probable the counts are if the declaration is wrong.
    var ratio: Double { otherwise - asDeclared }
  }

  /// A way in which goods are not as declared.
  enum Otherwise: Sendable { case elsewhere, mixed, none }

  /// The footprints that are not declared.
  let others: [Int]
  private let declared: DirichletRows
  private let rows: MultinomialRows
  /// The rows that are members of each other footprint.
  private let pure: [Range<Int>]
  /// The rows that are mixtures with each.
  private let mixed: [Range<Int>]
  private let none: DirichletRows
  private let stream: String

  /// The hypotheses about a declaration, in some classes.
  ///
  /// - Parameters:
  ///   - model: the library.
  ///   - declared: the footprints of each declared origin; none may be empty.
  ///   - classes: those in which stones are counted.
  ///   - stream: a name of both, from which draws come.
  init(_ model: SizeModel, declared: [[Int]], classes: KeptClasses, stream: String) {
    let shares = classes.sieves.classShares(of: model.members)
    let named = Set(declared.flatMap(\.self))
    others = model.ranges.indices.filter { !named.contains($0) }
    self.stream = stream
    var generator = CounterGenerator(seed: SizeModel.seed, stream: "hypotheses/\(stream)")
    let own = DeclarationHypotheses.declaredRows(model, declared, shares, &generator)
    self.declared = DirichletRows(
      own.shares, concentrations: own.concentrations, priors: own.priors)
    var elements: [Double] = []
    var (pure, mixed): ([Range<Int>], [Range<Int>]) = ([], [])
    var count = 0
    for other in others {
      let footprint = model.footprints[other]
      let all = model.ranges[other]
      let taken = min(all.count, DeclarationHypotheses.membersPerOrigin)
      for place in 0..<taken {
        let member = place * all.count / taken
        let row = all.lowerBound + member
        // Where parcels stray from their members, so do those that stand for them.
        if let concentration = footprint.drawingConcentration(ofMember: member) {
          elements += generator.dirichlet(shares.row(row).map { max($0 * concentration, 1e-9) })
        } else {
          elements += shares.row(row)
        }
      }
      pure.append(count..<count + taken)
      count += taken
      for place in 0..<DeclarationHypotheses.mixturesPerOrigin {
        let size = DeclarationHypotheses.foreignShares.count
        let share = DeclarationHypotheses.foreignShares[place % size]
        let one = own.shares.row(generator.integer(below: own.shares.rows))
        let foreign = shares.row(all.lowerBound + generator.integer(below: all.count))
        elements += zip(one, foreign).map { (1 - share) * $0 + share * $1 }
      }
      mixed.append(count..<count + DeclarationHypotheses.mixturesPerOrigin)
      count += DeclarationHypotheses.mixturesPerOrigin
    }
    (self.pure, self.mixed) = (pure, mixed)
    rows = MultinomialRows(Matrix(rows: count, columns: shares.columns, elements: elements))
    let even = 1 / Double(shares.columns)
    none = DirichletRows(
      Matrix([Array(repeating: even, count: shares.columns)]),
      concentrations: [Double(shares.columns) / 2])
  }

  /// The densities of counts.
  ///
  /// - Parameter counts: whole numbers, one for each class.
  func log(of counts: [Double]) -> Densities {
    let asDeclared = declared.logDensity(of: counts)
    let none = none.logDensity(of: counts)
    guard !others.isEmpty else {
      return Densities(asDeclared: asDeclared, otherwise: none, others: [], none: none)
    }
    let scores = rows.logProbabilities(of: counts)
    let prior = Foundation.log(1 / 3 / Double(others.count))
    func mean(_ range: Range<Int>) -> Double {
      logSumExp(scores[range]) - Foundation.log(Double(range.count))
    }
    let each = others.indices.map { place in
      prior + logSumExp([mean(pure[place]), mean(mixed[place])][...])
    }
    let third = Foundation.log(1 / 3.0) + none
    return Densities(
      asDeclared: asDeclared, otherwise: logSumExp((each + [third])[...]), others: each,
      none: third)
  }

  /// Parcels that are as declared.
  func declaredParcels(_ count: Int, stones: Int) -> [[Double]] {
    (0..<count).map { draw in
      var generator = CounterGenerator(
        seed: SizeModel.seed, stream: "declared/\(stream)/\(stones)/\(draw)")
      return declared.drawn(stones, using: &generator)
    }
  }

  /// Parcels that are not, drawn as their prior says.
  func otherParcels(_ count: Int, stones: Int) -> [(counts: [Double], kind: Otherwise)] {
    (0..<count).map { draw in
      var generator = CounterGenerator(
        seed: SizeModel.seed, stream: "otherwise/\(stream)/\(stones)/\(draw)")
      let kind: Otherwise =
        others.isEmpty
        ? .none : [.elsewhere, .mixed, .none][generator.integer(below: 3)]
      if case .none = kind { return (none.drawn(stones, using: &generator), kind) }
      let place = generator.integer(below: others.count)
      let range = if case .elsewhere = kind { pure[place] } else { mixed[place] }
      let row = range.lowerBound + generator.integer(below: range.count)
      return (generator.multinomial(stones, shares: rows.shares.row(row)), kind)
    }
  }

  /// The rows that stand for declared goods, with their concentrations and priors.
  private static func declaredRows(
    _ model: SizeModel, _ declared: [[Int]], _ shares: Matrix<Double>,
    _ generator: inout CounterGenerator
  ) -> (shares: Matrix<Double>, concentrations: [Double], priors: [Double]) {
    func concentration(_ footprint: Int, _ member: Int) -> Double {
      model.footprints[footprint].scoringConcentration(ofMember: member) ?? SizeFootprint.kernel
    }
    guard declared.count > 1 else {
      let footprints = declared.first ?? []
      var (rows, concentrations, priors): ([Int], [Double], [Double]) = ([], [], [])
      for footprint in footprints {
        let range = model.ranges[footprint]
        rows += range
        concentrations += range.indices.map { concentration(footprint, $0 - range.lowerBound) }
        priors += range.map { _ in 1 / Double(range.count * footprints.count) }
      }
      return (shares.selecting(rows: rows), concentrations, priors)
    }
    var (elements, concentrations): ([Double], [Double]) = ([], [])
    for _ in 0..<declaredMixtures {
      let parts = generator.dirichlet(declared.map { _ in 1.0 })
      var mixture = [Double](repeating: 0, count: shares.columns)
      var least = Double.infinity
      for (footprints, part) in zip(declared, parts) {
        let footprint = footprints[generator.integer(below: footprints.count)]
        let member = generator.integer(below: model.ranges[footprint].count)
        let row = shares.row(model.ranges[footprint].lowerBound + member)
        for (column, share) in row.enumerated() { mixture[column] += part * share }
        least = min(least, concentration(footprint, member))
      }
      elements += mixture
      concentrations.append(least)
    }
    return (
      Matrix(rows: declaredMixtures, columns: shares.columns, elements: elements), concentrations,
      Array(repeating: 1 / Double(declaredMixtures), count: declaredMixtures)
    )
  }
}
