internal import Fingerprints
internal import LinearAlgebra

/// The distributions that goods may come from if their declaration is right, in a parcel's classes.
///
/// The members of the footprints of one declared origin, each footprint as probable as the next, or mixtures of
/// members of several.
struct DeclaredMembers: Sendable {
  /// `members x classes`.
  let shares: Matrix<Double>
  /// With what concentration counts are held against each.
  let concentrations: [Double]
  /// With what concentration parcels stray from each; `nil` for chance alone.
  private let drawing: [Double?]
  /// The prior of each.
  let priors: [Double]

  /// The members of footprints.
  ///
  /// - Parameters:
  ///   - model: the library.
  ///   - declared: the footprints of each declared origin.
  ///   - shares: of all the library's members, in the parcel's classes.
  init(
    _ model: SizeModel, _ declared: [[Int]], shares: Matrix<Double>,
    _ generator: inout CounterGenerator
  ) {
    func scoring(_ footprint: Int, _ member: Int) -> Double {
      model.footprints[footprint].scoringConcentration(ofMember: member) ?? SizeFootprint.kernel
    }
    func straying(_ footprint: Int, _ member: Int) -> Double? {
      model.footprints[footprint].drawingConcentration(ofMember: member)
    }
    guard declared.count > 1 else {
      let footprints = declared.first ?? []
      let members = footprints.flatMap { footprint in
        model.ranges[footprint].indices.map { (footprint, $0) }
      }
      self.shares = shares.selecting(rows: members.map(\.1))
      concentrations = members.map { scoring($0, $1 - model.ranges[$0].lowerBound) }
      drawing = members.map { straying($0, $1 - model.ranges[$0].lowerBound) }
      priors = members.map { footprint, _ in
        1 / Double(model.ranges[footprint].count * footprints.count)
      }
      return
    }
    var elements: [Double] = []
    var (concentrations, drawing): ([Double], [Double?]) = ([], [])
    for _ in 0..<DeclarationHypotheses.declaredMixtures {
      let parts = generator.dirichlet(declared.map { _ in 1.0 })
      var mixture = [Double](repeating: 0, count: shares.columns)
      var (least, leastDrawn) = (Double.infinity, Double.infinity)
      for (footprints, part) in zip(declared, parts) {
        let footprint = footprints[generator.integer(below: footprints.count)]
        let member = generator.integer(below: model.ranges[footprint].count)
        let row = shares.row(model.ranges[footprint].lowerBound + member)
        for (column, share) in row.enumerated() { mixture[column] += part * share }
        // A mixture cannot be trusted further than its worst part.
        least = min(least, scoring(footprint, member))
        leastDrawn = min(leastDrawn, straying(footprint, member) ?? .infinity)
      }
      elements += mixture
      concentrations.append(least)
      drawing.append(leastDrawn.isFinite ? leastDrawn : nil)
    }
    let count = concentrations.count
    self.shares = Matrix(rows: count, columns: shares.columns, elements: elements)
    (self.concentrations, self.drawing) = (concentrations, drawing)
    priors = Array(repeating: 1 / Double(count), count: count)
  }

  /// The rows against which counts are held.
  func rows(
    straying kernels: [(concentration: Double, prior: Double, every: Int)]
  ) -> DirichletRows {
    var (members, concentrations, priors): ([Int], [Double], [Double]) = ([], [], [])
    for kernel in kernels {
      let taken = self.priors.indices.filter { $0.isMultiple(of: kernel.every) }
      let sum = taken.reduce(0) { $0 + self.priors[$1] }
      members += taken
      concentrations += taken.map { self.concentrations[$0] * kernel.concentration }
      priors += taken.map { kernel.prior * self.priors[$0] / sum }
    }
    return DirichletRows(
      shares.selecting(rows: members), concentrations: concentrations, priors: priors,
      members: members)
  }

  /// The member up to which a share of the prior lies.
  func member(at level: Double) -> Int {
    var sum = 0.0
    for (member, prior) in priors.enumerated() {
      sum += prior
      if sum > level { return member }
    }
    return max(0, priors.count - 1)
  }

  /// A parcel of `n` stones from a member.
  func drawn(_ n: Int, from member: Int, using generator: inout CounterGenerator) -> [Double] {
    guard let concentration = drawing[member] else {
      return generator.multinomial(n, shares: shares.row(member))
    }
    let strayed = generator.dirichlet(shares.row(member).map { max($0 * concentration, 1e-9) })
    return generator.multinomial(n, shares: strayed)
  }
}
