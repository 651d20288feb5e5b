internal import Fingerprints
internal import Foundation
internal import LinearAlgebra
internal import Specimens

/// How probable counts are if a declaration is right, and if it is not: what is compared when goods are
/// held against their papers.
///
/// *As declared*: from one of the members of the declared origins' footprints, or from a mixture of them where
/// several are declared. Shares that papers state are of weight or value, so those of stones are
/// taken as not known. A footprint's members are examples of what its parcels may be, and others lie between and
/// beside them: so a parcel may stray from a member, mostly a little, one in ten times three times as far, one in a
/// hundred ten times (``kernels``).
///
/// *Otherwise*, each with a third of the prior: from a member of another footprint; from a mixture of
/// declared goods with a tenth to three quarters of another footprint's, from which they stray a little as well; or from none of the
/// references, any shares being as probable as any others (Jeffreys' prior). Without other footprints the last has all.
///
/// ```swift
/// let both = DeclarationHypotheses(model, declared: [ghana], classes: kept)
/// both.logDensities(of: counts).ratio   // 4.6: a hundred times more probable otherwise
/// ```
struct DeclarationHypotheses: Sendable {
  /// The shares of other goods in mixtures.
  static let foreignShares = [0.1, 0.2, 0.35, 0.5, 0.75]
  /// The most members of each other footprint that goods may be from.
  static let membersPerOrigin = 150
  /// How many mixtures there are with each other footprint.
  static let mixturesPerOrigin = 60
  /// How many mixtures of several declared origins there are.
  static let declaredMixtures = 300
  /// How far parcels stray from members: the concentration as a share of the footprint's own, the prior, and
  /// of how many members one stands for all.
  static let kernels = [
    (concentration: 1.0, prior: 0.9, every: 1), (concentration: 0.1, prior: 0.09, every: 3),
    (concentration: 0.01, prior: 0.01, every: 10),
  ]

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

  /// The footprints that are not declared.
  let others: [Int]
  private let declared: DirichletRows
  /// What parcels as declared are drawn from.
  private let own: DeclaredMembers
  private let rows: MultinomialRows
  /// The rows that are members of each other footprint.
  private let pure: [Range<Int>]
  /// The rows that are mixtures with each.
  private let mixed: [Range<Int>]
  /// How far parcels stray from each row; infinite where they do not.
  private let concentrations: [Double]
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
    let own = DeclaredMembers(model, declared, shares: shares, &generator)
    self.own = own
    self.declared = own.rows(straying: DeclarationHypotheses.kernels)
    var (elements, concentrations): ([Double], [Double]) = ([], [])
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
        concentrations.append(.infinity)
      }
      pure.append(count..<count + taken)
      count += taken
      for place in 0..<DeclarationHypotheses.mixturesPerOrigin {
        let size = DeclarationHypotheses.foreignShares.count
        let share = DeclarationHypotheses.foreignShares[place % size]
        let member = generator.integer(below: own.shares.rows)
        let foreign = generator.integer(below: all.count)
        elements += zip(own.shares.row(member), shares.row(all.lowerBound + foreign)).map {
          (1 - share) * $0 + share * $1
        }
        // A mixture cannot be trusted further than its worse part.
        let scoring = footprint.scoringConcentration(ofMember: foreign) ?? SizeFootprint.kernel
        concentrations.append(min(own.concentrations[member], scoring))
      }
      mixed.append(count..<count + DeclarationHypotheses.mixturesPerOrigin)
      count += DeclarationHypotheses.mixturesPerOrigin
    }
    (self.pure, self.mixed, self.concentrations) = (pure, mixed, concentrations)
    rows = MultinomialRows(Matrix(rows: count, columns: shares.columns, elements: elements))
    let even = 1 / Double(shares.columns)
    none = DirichletRows(
      Matrix([Array(repeating: even, count: shares.columns)]),
      concentrations: [Double(shares.columns) / 2])
  }

  /// The densities of counts.
  ///
  /// - Parameters:
  ///   - counts: whole numbers, one for each class.
  ///   - member: the member of the declared origins that they were drawn from and that must not know them, if any.
  func logDensities(of counts: [Double], leavingOut member: Int? = nil) -> Densities {
    let asDeclared = declared.logDensity(of: counts, leavingOut: member)
    let none = none.logDensity(of: counts)
    guard !others.isEmpty else {
      return Densities(asDeclared: asDeclared, otherwise: none, others: [], none: none)
    }
    let scores = rows.logDensities(of: counts, concentrations: concentrations)
    let prior = log(1 / 3 / Double(others.count))
    func mean(_ range: Range<Int>) -> Double {
      logSumExp(scores[range], over: range.count)
    }
    let each = others.indices.map { place in
      prior + logSumExp([mean(pure[place]), mean(mixed[place])][...])
    }
    let third = log(1 / 3.0) + none
    return Densities(
      asDeclared: asDeclared, otherwise: logSumExp((each + [third])[...]), others: each,
      none: third)
  }

  /// Parcels that are as declared, each with the member that it was drawn from.
  func declaredParcels(_ count: Int, stones: Int) -> [(counts: [Double], member: Int)] {
    (0..<count).map { draw in
      var generator = CounterGenerator(
        seed: SizeModel.seed, stream: "declared/\(stream)/\(stones)/\(draw)")
      let member = own.member(at: (Double(draw) + 0.5) / Double(count))
      return (own.drawn(stones, from: member, using: &generator), member)
    }
  }

  /// Parcels from other footprints.
  func parcelsFromElsewhere(_ count: Int, stones: Int) -> [[Double]] {
    guard !others.isEmpty else { return [] }
    return (0..<count).map { draw in
      var generator = CounterGenerator(
        seed: SizeModel.seed, stream: "elsewhere/\(stream)/\(stones)/\(draw)")
      let range = pure[draw % pure.count]
      let row = range.lowerBound + generator.integer(below: range.count)
      return generator.multinomial(stones, shares: rows.shares.row(row))
    }
  }
}
