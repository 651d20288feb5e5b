internal import Fingerprints
internal import Foundation
internal import LinearAlgebra

/// Possible distributions of stones over classes, and how probable counts are if they come from one of
/// them.
///
/// A parcel comes from one of the rows, each with its own prior; its shares stray from the row as a
/// Dirichlet distribution of the row's concentration does. So counts `y` of `n` stones have the
/// Dirichlet-multinomial density
/// `Γ(A)/Γ(n+A) Π Γ(yᵢ+Apᵢ)/Γ(Apᵢ)`, here and in ``MultinomialRows`` without the multinomial coefficient, which is
/// the same for all.
///
/// ```swift
/// let rows = DirichletRows(Matrix([[0.5, 0.5]]), concentrations: [2])
/// exp(rows.logDensity(of: [1, 0]))   // 0.5
/// ```
struct DirichletRows: Sendable {
  /// The classes' parameters of each row, row after row: `Apᵢ`, at least 10⁻⁹.
  private let parameters: [Double]
  /// The logarithm of the gamma function of each parameter.
  private let logGammas: [Double]
  private let concentrations: [Double]
  private let classes: Int
  /// The logarithm of each row's prior probability.
  private let logPriors: [Double]
  /// What each row belongs to.
  private let members: [Int]
  /// The prior of everything that belongs together.
  private let priorOfMember: [Int: Double]
  /// The same shares without straying.
  private let plain: MultinomialRows

  /// Rows of shares.
  ///
  /// - Parameters:
  ///   - shares: `rows x classes`, each row summing to 1.
  ///   - concentrations: one for each row, finite.
  ///   - priors: of the rows; even without them.
  ///   - members: a number for each row; rows with one number can be left out together. Each has its own without them.
  init(
    _ shares: Matrix<Double>, concentrations: [Double], priors: [Double]? = nil,
    members: [Int]? = nil
  ) {
    precondition(concentrations.count == shares.rows, "One concentration for each row.")
    classes = shares.columns
    plain = MultinomialRows(shares)
    let parameters = (0..<shares.rows).flatMap { row in
      shares.row(row).map { max($0 * concentrations[row], 1e-9) }
    }
    self.parameters = parameters
    logGammas = parameters.map(logGamma)
    // Of the parameters as they are used, so that densities sum to 1.
    let width = shares.columns
    self.concentrations = (0..<shares.rows).map { row in
      parameters[row * width..<(row + 1) * width].reduce(0, +)
    }
    let priors =
      priors ?? [Double](repeating: 1 / Double(max(shares.rows, 1)), count: shares.rows)
    logPriors = priors.map { log($0) }
    let numbers = members ?? Array(0..<shares.rows)
    self.members = numbers
    priorOfMember = Dictionary(zip(numbers, priors), uniquingKeysWith: +)
  }

  /// The logarithm of the density of counts, over all rows.
  ///
  /// - Parameters:
  ///   - counts: whole numbers of stones, one for each class.
  ///   - member: whose rows are left out, if any.
  /// - Complexity: O(rows · classes with stones).
  func logDensity(of counts: [Double], leavingOut member: Int? = nil) -> Double {
    let left = 1 - (member.flatMap { priorOfMember[$0] } ?? 0)
    return logSumExp(logTerms(of: counts, leavingOut: member)[...]) - (left > 0 ? log(left) : 0)
  }

  /// What each row has of the density of counts, in logarithms; −∞ where that is next to nothing.
  ///
  /// Most rows are far from any one parcel: those that are 20 below the best by
  /// ``MultinomialRows/logDensities(of:concentrations:)`` are left out, which moves the density by less than a part in
  /// 50,000.
  private func logTerms(of counts: [Double], leavingOut member: Int?) -> [Double] {
    let n = counts.reduce(0, +)
    let filled = counts.indices.filter { counts[$0] > 0 }
    var terms = plain.logDensities(of: counts, concentrations: concentrations)
    for row in terms.indices where members[row] == member { terms[row] = -.infinity }
    let least = (terms.max() ?? 0) - 20
    var (last, shift) = (-1.0, 0.0)
    for row in terms.indices {
      guard terms[row] >= least else {
        terms[row] = -.infinity
        continue
      }
      if concentrations[row] != last {
        last = concentrations[row]
        shift = logGamma(last) - logGamma(last + n)
      }
      var product = RisingFactorials()
      for column in filled {
        let place = row * classes + column
        product.multiply(parameters[place], count: counts[column], logGamma: logGammas[place])
      }
      terms[row] = logPriors[row] + shift + product.logarithm
    }
    return terms
  }
}

/// Possible distributions of stones over classes, from which parcels do not stray: many of them, fast.
///
/// ```swift
/// let rows = MultinomialRows(Matrix([[0.5, 0.5], [1, 0]]))
/// exp(rows.logDensity(of: [1, 0], in: 0..<2))   // 0.75: the mean over both
/// ```
struct MultinomialRows: Sendable {
  /// `rows x classes`.
  let shares: Matrix<Double>
  /// `classes x rows`: the logarithms of the shares, at least that of 10⁻¹².
  private let logShares: Matrix<Double>

  /// Rows of shares.
  ///
  /// - Parameter shares: `rows x classes`, each row summing to 1; lifted to 10⁻¹² where they are less.
  init(_ shares: Matrix<Double>) {
    var lifted = shares
    for row in 0..<lifted.rows {
      for column in 0..<lifted.columns { lifted[row, column] = max(lifted[row, column], 1e-12) }
      let sum = lifted.row(row).reduce(0, +)
      for column in 0..<lifted.columns { lifted[row, column] /= sum }
    }
    self.shares = lifted
    var logarithms = lifted.transposed
    for row in 0..<logarithms.rows {
      for column in 0..<logarithms.columns {
        logarithms[row, column] = log(logarithms[row, column])
      }
    }
    logShares = logarithms
  }

  /// The logarithm of each row's probability of counts.
  ///
  /// - Complexity: O(rows · classes with stones).
  func logProbabilities(of counts: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: shares.rows)
    sums.withUnsafeMutableBufferPointer { sums in
      logShares.elements.withUnsafeBufferPointer { values in
        for (column, count) in counts.enumerated() where count > 0 {
          let start = column * sums.count
          let logarithms = UnsafeBufferPointer(rebasing: values[start..<start + sums.count])
          for row in sums.indices { sums[row] += count * logarithms[row] }
        }
      }
    }
    return sums
  }

  /// About the logarithm of each row's density of counts where parcels stray as a Dirichlet distribution does.
  ///
  /// The Dirichlet-multinomial is about a multinomial whose stones weigh `w = (1 + A)/(n + A)` each (J. N. K. Rao and
  /// A. J. Scott, 1981, doi:10.1080/01621459.1981.10477633): `Σ y ln(y/n) − w Σ y ln((y/n)/p) + ½ (C − 1) ln w` for `C` classes with
  /// stones. At the counts' own shares that is within 0.15 for A = 3000 and up to 5,000 stones in a class, and within 3
  /// for A = 30.
  ///
  /// - Parameters:
  ///   - counts: whole numbers of stones, one for each class.
  ///   - concentrations: `A` of each row; infinite for one from which parcels do not stray.
  /// - Complexity: O(rows · classes with stones).
  func logDensities(of counts: [Double], concentrations: [Double]) -> [Double] {
    let n = counts.reduce(0, +)
    let filled = counts.filter { $0 > 0 }
    let saturated = filled.reduce(0) { $0 + $1 * log($1 / n) }
    var densities = logProbabilities(of: counts)
    var (last, weight, shift) = (Double.infinity, 1.0, 0.0)
    for (row, concentration) in concentrations.enumerated() {
      if concentration != last {
        last = concentration
        weight = last.isFinite ? (1 + last) / (n + last) : 1
        shift = (1 - weight) * saturated + Double(filled.count - 1) / 2 * log(weight)
      }
      densities[row] = shift + weight * densities[row]
    }
    return densities
  }
}
