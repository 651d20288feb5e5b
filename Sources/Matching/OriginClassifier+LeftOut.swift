internal import LinearAlgebra

extension OriginClassifier {
  /// The most origins that are left out in turn.
  static let mostLeftOut = 16
  /// The most stones of one group that are looked at for each size.
  static let mostLeftOutStones = 10

  /// The same classifier, knowing how typical stones of an origin look that it has no references of.
  ///
  /// Each origin is left out of the references in turn, or evenly chosen ones of many, and its own
  /// stones, cut to each of ``groupSizes``, are held against the rest. Nothing else changes.
  ///
  /// - Parameter training: the references that the classifier was fitted to.
  /// - Throws: `DecompositionError` when a decomposition does not converge.
  /// - Complexity: a fit of the metric for each origin that is left out; the fits share their sums
  ///   (``PartedReferences``).
  func knowingForeignStones(
    from training: LabelledFeatures, workers: Workers
  ) throws(DecompositionError) -> OriginClassifier {
    let present = Set(training.labels).sorted()
    guard present.count > 2, !groups.isEmpty else { return self }
    let number = min(present.count, OriginClassifier.mostLeftOut)
    let leftOut = (0..<number).map { present[$0 * present.count / number] }
    let references = PartedReferences(training, parts: training.labels, workers: workers)
    let results = workers.map(leftOut.count) { index in
      Result { () throws(DecompositionError) in
        try novelties(ofLeftOut: leftOut[index], references)
      }
    }
    var found = groups.map { _ in [[Double]]() }
    for result in results {
      for (size, values) in try result.get().enumerated() where !values.isEmpty {
        found[size].append(values)
      }
    }
    return OriginClassifier(
      metric: metric, residual: residual, references: self.references, centres: centres,
      heldOut: heldOut, items: items,
      groups: zip(groups, found).map { group, values in
        var group = group
        group.leftOutNovelties = values
        return group
      })
  }

  /// For each size of groups the p-values of one origin's stones when it has no references.
  private func novelties(
    ofLeftOut origin: Int, _ references: PartedReferences
  ) throws(DecompositionError) -> [[Double]] {
    let training = references.training
    let rows = training.labels.indices.filter { training.labels[$0] == origin }
    let groups = rows.map { training.groups[$0] }
    var (items, stones, sizes): ([Int], [Int], [Int]) = ([], [], [])
    for (index, confidence) in self.groups.enumerated() {
      let isLast = index == self.groups.count - 1
      let (kept, numbers) = HeldOutStones.cut(groups, size: isLast ? nil : confidence.size)
      var seen: [Int: Set<Int>] = [:]
      var names: [Int: Int] = [:]
      for (item, number) in zip(kept, numbers) {
        seen[groups[item], default: []].insert(number)
        guard seen[groups[item], default: []].count <= OriginClassifier.mostLeftOutStones else {
          continue
        }
        if names[number] == nil {
          names[number] = sizes.count
          sizes.append(index)
        }
        items.append(rows[item])
        stones.append(names[number] ?? 0)
      }
    }
    let strange = try strangeness(
      of: training.features.selecting(rows: items), groups: stones, among: references,
      without: origin)
    var result = self.groups.map { _ in [Double]() }
    for (value, size) in zip(strange ?? [], sizes) {
      result[size].append(self.groups[size].novelty(strangeness: value))
    }
    return result
  }
}
