public import LinearAlgebra
public import Specimens

extension OriginModel {
  /// How many reference items there are of each origin.
  public var itemCounts: [Origin: Int] {
    Dictionary(uniqueKeysWithValues: zip(origins, classifier.references.itemsOfOrigin.map(\.count)))
  }

  /// The reference items that do not lead back to their own place among the references.
  ///
  /// A library answers with the items' scores that its model keeps. If those were of other items, or in
  /// another order, every answer would be confidently wrong, and nothing else would show it: so items go
  /// the whole way from their measurement to their scores again, which must be those that are kept.
  /// Where axes are registered, a few shots are registered a little differently than all of them were;
  /// then scores may differ by three standard deviations of a shot of one stone in each direction.
  ///
  /// - Parameters:
  ///   - labelled: some of the references that the model was fitted to.
  ///   - places: the place of each among the items of its origin, from 0, in the order of the references.
  ///   - workers: threads.
  /// - Returns: those that do not find themselves, as places in `labelled`.
  /// - Throws: ``MatchingError`` when the items are not of the model's kind.
  public func strangers(
    among labelled: LabelledMaterial, at places: [Int], workers: Workers = .all
  ) throws(MatchingError) -> [Int] {
    precondition(places.count == labelled.count, "One place for each item.")
    let numbers = Dictionary(uniqueKeysWithValues: origins.enumerated().map { ($1, $0) })
    let features = try features(of: labelled.material, workers: workers)
    let scores = classifier.metric.scores(of: features, workers: workers)
    let references = classifier.references
    let allowed = axis == nil ? OriginModel.rounding : 3
    return labelled.labels.indices.filter { item in
      guard
        let origin = numbers[labelled.labels[item]],
        case let row = references.itemsOfOrigin[origin].lowerBound + places[item],
        references.itemsOfOrigin[origin].contains(row)
      else { return true }
      return !(0..<scores.columns).allSatisfy { column in
        let deviation = Double(references.deviations[row, column])
        let difference = scores[item, column] - references.means[origin, column] - deviation
        return abs(difference) <= allowed * max(1, abs(deviation))
      }
    }
  }

  /// What rounding to single precision leaves of scores, with room for another order of sums.
  private static let rounding = 1e-4
}

extension SizeModel {
  /// How many reference parcels there are of each origin.
  public var parcelCounts: [Origin: Int] {
    Dictionary(uniqueKeysWithValues: footprints.map { ($0.origin, $0.parcelNames.count) })
  }

  /// The reference parcels that are not in their own place among those of their origin.
  ///
  /// - Parameters:
  ///   - labelled: some of the references that the model was fitted to.
  ///   - places: the place of each among the parcels of its origin, from 0, in the order of the references.
  /// - Returns: those that are elsewhere, as places in `labelled`.
  public func strangers(among labelled: LabelledMaterial, at places: [Int]) -> [Int] {
    guard case .parcels(let parcels) = labelled.material else { return Array(places.indices) }
    return parcels.indices.filter { index in
      let footprint = footprints.first { $0.origin == labelled.labels[index] }
      guard let names = footprint?.parcelNames, names.indices.contains(places[index]) else {
        return true
      }
      return names[places[index]] != parcels[index].identifier
    }
  }
}
