internal import LinearAlgebra

extension GroupConfidence {
  /// Adds everything to an archive, under names that begin with the size.
  func write(to archive: inout ModelArchive, origins: Int) {
    let prefix = "group.\(size)."
    archive.arrays[prefix + "calibration"] = .row(calibration.numbers)
    archive.arrays[prefix + "truth"] = .row(truth.map(Double.init))
    archive.arrays[prefix + "own"] = .row(ownDistances)
    archive.arrays[prefix + "nearest"] = .row(nearestDistances)
    archive.arrays[prefix + "surprises"] = .row(surprises)
    archive.arrays[prefix + "residuals"] = .row(residuals)
    archive.arrays[prefix + "logPosteriors"] = .double(
      Matrix(
        rows: logPosteriors.count, columns: origins,
        elements: logPosteriors.flatMap(\.self)))
    archive.arrays[prefix + "likelihoodRatio"] = .row(likelihoodRatio?.numbers ?? [])
    let stones =
      heldOutStones ?? HeldOutStones(logPosteriors: [], truth: [], groups: [])
    archive.arrays[prefix + "stones.logPosteriors"] = .double(
      Matrix(
        rows: stones.truth.count, columns: origins,
        elements: stones.logPosteriors.flatMap(\.self)))
    archive.arrays[prefix + "stones.truth"] = .row(stones.truth.map(Double.init))
    archive.arrays[prefix + "stones.groups"] = .row(stones.groups.map(Double.init))
    archive.arrays[prefix + "leftOut.pValues"] = .row(leftOutNovelties.flatMap(\.self))
    archive.arrays[prefix + "leftOut.counts"] = .row(
      leftOutNovelties.map { Double($0.count) })
  }

  /// The confidence of groups of one size, as a library keeps it.
  ///
  /// - Throws: `ModelArchiveError` when a part is missing, `MatchingError` when parts do not fit.
  init(_ archive: ModelArchive, size: Int, origins: Int) throws {
    let prefix = "group.\(size)."
    let logs = try archive.double(prefix + "logPosteriors")
    guard logs.columns == origins, logs.elements.allSatisfy({ $0 <= 1e-9 }) else {
      throw OriginModel.inconsistent
    }
    self.init(
      size: size, calibration: try Calibration(numbers: archive.row(prefix + "calibration")),
      truth: try archive.numbers(row: prefix + "truth"),
      ownDistances: try archive.row(prefix + "own"),
      nearestDistances: try archive.row(prefix + "nearest"),
      surprises: try archive.row(prefix + "surprises"),
      residuals: try archive.row(prefix + "residuals"),
      logPosteriors: (0..<logs.rows).map { Array(logs.row($0)) },
      likelihoodRatio: try LikelihoodRatioModel(
        stored: archive.double(prefix + "likelihoodRatio")))
    heldOutStones = try HeldOutStones(archive, prefix: prefix, origins: origins)
    let novelties = try archive.row(prefix + "leftOut.pValues")
    let sizes = try archive.numbers(row: prefix + "leftOut.counts")
    guard
      sizes.allSatisfy({ $0 > 0 }), sizes.reduce(0, +) == novelties.count,
      novelties.allSatisfy({ $0 > 0 && $0 <= 1 })
    else { throw OriginModel.inconsistent }
    var left = novelties[...]
    for size in sizes {
      leftOutNovelties.append(Array(left.prefix(size)))
      left = left.dropFirst(size)
    }
    let counts =
      [ownDistances.count, nearestDistances.count, surprises.count, residuals.count]
      + [logPosteriors.count]
    guard
      counts.allSatisfy({ $0 == truth.count }), truth.allSatisfy((0..<origins).contains),
      (ownDistances + nearestDistances + surprises + residuals).allSatisfy(\.isFinite)
    else { throw OriginModel.inconsistent }
  }
}

extension HeldOutStones {
  /// Stones that a library keeps; `nil` for none.
  fileprivate init?(_ archive: ModelArchive, prefix: String, origins: Int) throws {
    let logs = try archive.double(prefix + "stones.logPosteriors")
    let truth = try archive.numbers(row: prefix + "stones.truth")
    let groups = try archive.numbers(row: prefix + "stones.groups")
    guard
      logs.columns == origins, logs.rows == truth.count, groups.count == truth.count,
      logs.elements.allSatisfy({ $0 <= 1e-9 }), truth.allSatisfy((0..<origins).contains)
    else { throw OriginModel.inconsistent }
    if truth.isEmpty { return nil }
    self.init(
      logPosteriors: (0..<logs.rows).map { Array(logs.row($0)) }, truth: truth, groups: groups)
  }
}

extension LikelihoodRatioModel {
  /// A model from the row of its numbers; `nil` for an empty row, which stands for none.
  fileprivate init?(stored row: Matrix<Double>) throws(MatchingError) {
    if row.rows == 1, row.columns == 0 { return nil }
    try self.init(numbers: row.elements)
  }
}
