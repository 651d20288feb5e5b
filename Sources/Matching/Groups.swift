package import LinearAlgebra

/// The means of rows that belong together.
package struct GroupMeans: Sendable {
  /// One row for each group, in the order of the groups' numbers.
  package let means: Matrix<Double>
  /// The number of rows in each group.
  package let counts: [Int]

  /// Averages the rows of each group.
  ///
  /// - Precondition: groups are numbered from 0 without a gap.
  package init<Scalar: BLASScalar>(of rows: Matrix<Scalar>, groups: [Int]) {
    precondition(groups.count == rows.rows, "One group for each row.")
    let count = (groups.max() ?? -1) + 1
    var sums = Matrix<Double>(rows: count, columns: rows.columns)
    var counts = [Int](repeating: 0, count: count)
    let width = rows.columns
    sums.elements.withUnsafeMutableBufferPointer { sums in
      rows.elements.withUnsafeBufferPointer { rows in
        for (row, group) in groups.enumerated() {
          counts[group] += 1
          for column in 0..<width {
            sums[group * width + column] += rows[row * width + column].widened
          }
        }
        for group in 0..<count where counts[group] > 0 {
          let size = Double(counts[group])
          for column in 0..<width { sums[group * width + column] /= size }
        }
      }
    }
    means = sums
    self.counts = counts
  }
}

/// Numbers groups `0, 1, …` in the order in which they appear.
package func renumbered<Group: Hashable>(_ groups: some Sequence<Group>) -> [Int] {
  var numbers: [Group: Int] = [:]
  return groups.map { group in
    let number = numbers[group] ?? numbers.count
    numbers[group] = number
    return number
  }
}
