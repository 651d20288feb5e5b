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
  /// `n x r`: each item less the mean of its origin.
  package let residuals: Matrix<Double>

  package init(
    _ training: LabelledFeatures, limit: Int, workers: Workers
  ) throws(DecompositionError) {
    components = try PrincipalComponents(of: training.features, limit: limit, workers: workers)
    let rank = components.count
    labels = training.labels
    origins = training.origins
    items = product(
      subtracting(components.centre, from: training.features), components.axes, workers: workers)

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

    withinGroups = ReferenceSpace.covariance(
      items, less: groupMeans, of: training.groups,
      freedom: training.count - groups.counts.count, workers: workers)
    let averaged = ReferenceSpace.covariance(
      groupMeans, less: means, of: groupLabels,
      freedom: groupLabels.count - groupCounts.count { $0 > 0 }, workers: workers)
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
    residuals = ReferenceSpace.residuals(items, less: means, of: labels)
  }

  /// Each row less the row of `centres` that it belongs to.
  private static func residuals(
    _ rows: Matrix<Double>, less centres: Matrix<Double>, of owners: [Int]
  ) -> Matrix<Double> {
    var result = rows
    for (row, owner) in owners.enumerated() {
      for column in 0..<rows.columns { result[row, column] -= centres[owner, column] }
    }
    return result
  }

  /// The covariance of the residuals; zeros where nothing is left to estimate it from.
  private static func covariance(
    _ rows: Matrix<Double>, less centres: Matrix<Double>, of owners: [Int], freedom: Int,
    workers: Workers
  ) -> Matrix<Double> {
    let width = rows.columns
    guard freedom > 0 else { return Matrix(rows: width, columns: width) }
    let centred = residuals(rows, less: centres, of: owners)
    var result = scatter(
      centred, about: [Double](repeating: 0, count: width), workers: workers)
    for index in result.elements.indices { result.elements[index] /= Double(freedom) }
    return result
  }
}
