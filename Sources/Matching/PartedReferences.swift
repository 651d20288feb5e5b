package import LinearAlgebra

/// References that are fitted again and again without one part, a fold or an origin, after another.
///
/// Every fit is what ``ReferenceSpace`` makes of the items that are left, and nothing of the part that
/// is left out enters it. What the fits share is computed once:
///
/// - the moments of each part (``PartMoments``), from which the covariance of all others follows without
///   another product over the items;
/// - the features less their common centre, of which each fit needs one product, for the items that are
///   left and those left out together.
///
/// Where there are fewer items than features, or the parts' moments would take several times the memory
/// of the features, each part is left out and the rest fitted by itself.
package struct PartedReferences: Sendable {
  /// All references.
  package let training: LabelledFeatures
  /// The part of each item, numbered from 0.
  package let parts: [Int]
  /// `nil` where each fit is made by itself.
  private let shared: Shared?

  private struct Shared: Sendable {
    /// The mean of all features.
    let centre: [Double]
    /// `n x d`: the features less their mean.
    let centred: Matrix<Double>
    /// The moments of each part's centred features.
    let moments: PartMoments
  }

  /// How many times as many numbers as the features have the parts' scatter matrices may have.
  private static let mostMemory = 4

  /// Prepares references.
  ///
  /// - Parameters:
  ///   - training: the references.
  ///   - parts: the part of each item; `nil` for items that are never left out.
  ///   - workers: threads over parts.
  package init(_ training: LabelledFeatures, parts: [Int?], workers: Workers) {
    precondition(parts.count == training.count, "One part for each item.")
    self.training = training
    let number = (parts.compactMap(\.self).max() ?? -1) + 1
    self.parts = parts.map { $0 ?? number }
    let (n, d) = (training.count, training.features.columns)
    let largest = Dictionary(grouping: self.parts) { $0 }.values.map(\.count).max() ?? 0
    guard n - largest > d, (number + 1) * d <= PartedReferences.mostMemory * n else {
      shared = nil
      return
    }
    let centre = columnMeans(training.features)
    let centred = subtracting(centre, from: training.features)
    shared = Shared(
      centre: centre, centred: centred,
      moments: PartMoments(of: centred, parts: self.parts, workers: workers))
  }

  /// Whether the fits share their sums.
  package var sharesSums: Bool { shared != nil }

  /// The items of a part, or all others, in their order.
  package func items(of part: Int?, leftOut: Bool) -> [Int] {
    parts.indices.filter { (parts[$0] == part) == leftOut }
  }

  /// The space of all items but those of a part.
  ///
  /// - Parameters:
  ///   - part: the part to leave out; none if `nil`.
  ///   - limit: the largest number of components wanted.
  ///   - workers: threads for the products.
  /// - Returns: the space, and the coordinates of the items that were left out in its components, in
  ///   their order.
  /// - Throws: `DecompositionError` when a decomposition does not converge.
  package func space(
    without part: Int?, limit: Int, workers: Workers
  ) throws(DecompositionError) -> (space: ReferenceSpace, leftOut: Matrix<Double>) {
    let (kept, leftOut) = (items(of: part, leftOut: false), items(of: part, leftOut: true))
    guard let shared else {
      let space = try ReferenceSpace(training.selecting(kept), limit: limit, workers: workers)
      let others = subtracting(
        space.components.centre, from: training.features, rows: leftOut)
      return (space, product(others, space.components.axes, workers: workers))
    }
    let centred = try PrincipalComponents(of: shared.moments.without(part), limit: limit)
    let origin = product(Matrix([centred.centre]), centred.axes)
    let offset = Array(origin.row(0))
    let coordinates = product(shared.centred, centred.axes, workers: workers)
    let components = PrincipalComponents(
      centre: zip(shared.centre, centred.centre).map { $0 + $1 }, axes: centred.axes)
    let references = LabelledFeatures(
      features: subtracting(offset, from: coordinates, rows: kept),
      labels: kept.map { training.labels[$0] },
      groups: kept.map { training.groups[$0] }, origins: training.origins)
    return (
      ReferenceSpace(references, in: components, workers: workers),
      subtracting(offset, from: coordinates, rows: leftOut)
    )
  }
}
