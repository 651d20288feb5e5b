package import LinearAlgebra

/// Reference items in their principal components, with what separates and what blurs the origins.
///
/// Every smaller number of components is the leading block of these matrices, so that one space
/// serves for trying several numbers.
package struct ReferenceSpace: Sendable {
  /// The components.
  package let components: PrincipalComponents
  /// `n x r`: the items.
  package let items: Matrix<Double>
  /// The origin of each item.
  package let labels: [Int]
  /// The number of origins.
  package let origins: Int
  /// `g x r`: the mean of each group.
  package let groupMeans: Matrix<Double>
  /// The origin of each group.
  package let groupLabels: [Int]
  /// Which origins have references.
  package let isPresent: [Bool]
  /// `origins x r`: the mean of each origin's group means; zeros where there is none.
  package let means: Matrix<Double>
  /// `r x r`: the covariance within groups, from shot to shot.
  package let withinGroups: Matrix<Double>
  /// `r x r`: the covariance of groups within origins, from stone to stone, without the part that
  /// comes from averaging few shots.
  package let betweenGroups: Matrix<Double>
  /// The mean of the squared lengths of the items.
  package let meanSquare: Double
  /// `r x r`: the covariance of items about the mean of their origin.
  package let aboutOrigins: Matrix<Double>
  /// For each number `p` of components from 1 to `r`: `Σ |x|⁴` over the items, each less the mean of
  /// its origin, in the first `p` components.
  package let fourthMoments: [Double]

  /// Finds the components of references and describes them there.
  ///
  /// - Parameters:
  ///   - training: the references.
  ///   - limit: the largest number of components wanted.
  ///   - workers: threads for the products.
  /// - Throws: `DecompositionError` when the eigenvalues are not found.
  package init(
    _ training: LabelledFeatures, limit: Int, workers: Workers
  ) throws(DecompositionError) {
    let components = try PrincipalComponents(
      of: training.features, limit: limit, workers: workers)
    let items = product(
      subtracting(components.centre, from: training.features), components.axes, workers: workers)
    self.init(
      LabelledFeatures(
        features: items, labels: training.labels, groups: training.groups, origins: training.origins
      ),
      in: components, workers: workers)
  }

  /// Describes references whose components are known.
  ///
  /// - Parameters:
  ///   - training: the references, `n x r` coordinates in the components.
  ///   - components: the components.
  ///   - workers: threads for the products.
  package init(
    _ training: LabelledFeatures, in components: PrincipalComponents, workers: Workers
  ) {
    self.components = components
    let rank = components.count
    labels = training.labels
    origins = training.origins
    items = training.features
    meanSquare = items.elements.reduce(0) { $0 + $1 * $1 } / Double(max(1, items.rows))

    let groups = GroupMeans(of: items, groups: training.groups)
    groupMeans = groups.means
    var groupLabels = [Int](repeating: 0, count: groups.counts.count)
    for (group, label) in zip(training.groups, training.labels) { groupLabels[group] = label }
    self.groupLabels = groupLabels

    var means = Matrix<Double>(rows: origins, columns: rank)
    var groupCounts = [Int](repeating: 0, count: origins)
    for (group, label) in groupLabels.enumerated() {
      groupCounts[label] += 1
      for column in 0..<rank { means[label, column] += groupMeans[group, column] }
    }
    for label in 0..<origins where groupCounts[label] > 0 {
      for column in 0..<rank { means[label, column] /= Double(groupCounts[label]) }
    }
    self.means = means
    isPresent = groupCounts.map { $0 > 0 }

    let aboutGroups = scatter(
      ofCentred: ReferenceSpace.residuals(items, less: groupMeans, of: training.groups),
      workers: workers)
    withinGroups = ReferenceSpace.divided(
      aboutGroups, by: training.count - groups.counts.count)
    let groupResiduals = ReferenceSpace.residuals(groupMeans, less: means, of: groupLabels)
    let averaged = ReferenceSpace.divided(
      scatter(ofCentred: groupResiduals, workers: workers),
      by: groupLabels.count - groupCounts.count { $0 > 0 })
    let share =
      groups.counts.reduce(0) { $0 + 1 / Double($1) } / Double(max(1, groups.counts.count))
    let hasFreedom = groupLabels.count > groupCounts.count { $0 > 0 }
    var between = averaged
    if hasFreedom {
      for index in between.elements.indices {
        between.elements[index] -= share * withinGroups.elements[index]
      }
    }
    betweenGroups = between

    // About its origin's mean an item is its group's mean there and the rest.
    var weighted = groupResiduals
    for (group, count) in groups.counts.enumerated() {
      for column in 0..<rank { weighted[group, column] *= Double(count).squareRoot() }
    }
    var pooled = scatter(ofCentred: weighted, workers: workers)
    for index in pooled.elements.indices { pooled.elements[index] += aboutGroups.elements[index] }
    aboutOrigins = ReferenceSpace.divided(pooled, by: training.count)
    fourthMoments = ReferenceSpace.fourthMoments(items, about: means, of: labels)
  }

  /// `n x r`: each item less the mean of its origin.
  package var residuals: Matrix<Double> {
    ReferenceSpace.residuals(items, less: means, of: labels)
  }

  /// Each row less the row of `centres` that it belongs to.
  private static func residuals(
    _ rows: Matrix<Double>, less centres: Matrix<Double>, of owners: [Int]
  ) -> Matrix<Double> {
    let width = rows.columns
    var result = rows
    result.elements.withUnsafeMutableBufferPointer { values in
      centres.elements.withUnsafeBufferPointer { centres in
        for (row, owner) in owners.enumerated() {
          for column in 0..<width {
            values[row * width + column] -= centres[owner * width + column]
          }
        }
      }
    }
    return result
  }

  /// For each number of leading columns the sum of the fourth powers of the rows' lengths about their
  /// centres.
  private static func fourthMoments(
    _ rows: Matrix<Double>, about centres: Matrix<Double>, of owners: [Int]
  ) -> [Double] {
    let width = rows.columns
    var sums = [Double](repeating: 0, count: width)
    sums.withUnsafeMutableBufferPointer { sums in
      rows.elements.withUnsafeBufferPointer { rows in
        centres.elements.withUnsafeBufferPointer { centres in
          for (row, owner) in owners.enumerated() {
            var square = 0.0
            for column in 0..<width {
              let residual = rows[row * width + column] - centres[owner * width + column]
              square += residual * residual
              sums[column] += square * square
            }
          }
        }
      }
    }
    return sums
  }

  /// A scatter as a covariance; zeros where there is nothing to estimate it from.
  private static func divided(_ scatter: Matrix<Double>, by freedom: Int) -> Matrix<Double> {
    guard freedom > 0 else { return Matrix(rows: scatter.rows, columns: scatter.columns) }
    return Matrix(
      rows: scatter.rows, columns: scatter.columns,
      elements: scatter.elements.map { $0 / Double(freedom) })
  }
}
