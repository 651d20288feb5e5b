internal import Fingerprints
internal import Foundation
public import LinearAlgebra
public import Specimens

extension SizeModel {
  /// Fits footprints to reference parcels of known origin.
  ///
  /// Each origin gets a distribution about the pooled one, draws of what its stones leave open, and
  /// the scatter of its parcels (`FootprintDensities`, `ParcelConcentration`). Tables of stones are
  /// taken as complete down to the cut-off that they state, else down to nothing, tables of classes
  /// down to their own smallest bound.
  ///
  /// ```swift
  /// let model = try SizeModel(fittedTo: labelled)
  /// model.footprints[0].parcels.rows   // the origin's reference parcels
  /// ```
  ///
  /// - Parameters:
  ///   - labelled: parcels; what they belong to otherwise does not matter, a parcel is a group.
  ///   - grades: the grade of each origin's goods; measured unless stated.
  ///   - sources: who measured each origin's goods, when and how.
  ///   - workers: threads; the model does not depend on them.
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the references are no parcels, hold fewer
  ///   than two origins or a sorted parcel, or cannot be fitted.
  public init(
    fittedTo labelled: LabelledMaterial, grades: [Origin: Grade] = [:],
    sources: [Origin: String] = [:], workers: Workers = .all
  ) throws(MatchingError) {
    guard case .parcels(let parcels) = labelled.material else {
      throw .material(
        reason: "the references are no parcels", mend: "give a table of stones or of size classes")
    }
    let curve = PassingCurve()
    let origins = labelled.origins
    guard origins.count > 1 else {
      throw .material(
        reason: "the references hold fewer than two origins",
        mend: "add references of another origin: there is nothing to tell apart")
    }
    let samples = try ReferenceParcels(parcels, curve: curve)
    let rows = origins.map { origin in
      labelled.labels.indices.filter { labelled.labels[$0] == origin }
    }
    let areStones = parcels.allSatisfy(\.hasStones)
    var counts = try samples.counts(under: nil)
    do {
      var fitted = try FootprintDensities(
        of: rows.map { $0.map { counts[$0] } }, areStones: areStones, workers: workers)
      if samples.needsWeights {
        counts = try samples.counts(under: fitted.pooled)
        fitted = try FootprintDensities(
          of: rows.map { $0.map { counts[$0] } }, areStones: areStones, workers: workers)
      }
      let footprints = origins.indices.map { index in
        SizeFootprint(
          origin: origins[index], grade: grades[origins[index]] ?? .measured,
          source: sources[origins[index]] ?? "",
          fit: fitted.fits[index], concentration: fitted.concentrations?[index],
          cutOff: samples.cutOff(ofParcels: rows[index]),
          parcels: rows[index].map { (parcels[$0].identifier, counts[$0]) })
      }
      try self.init(footprints: footprints, pooled: fitted.pooled, curve: curve)
    } catch let error as FingerprintError {
      throw .material(reason: error.reason, mend: error.mend)
    } catch let error as MatchingError {
      throw error
    } catch {
      throw .material(reason: "the parcels could not be fitted: \(error)", mend: "report this")
    }
  }
}

extension SizeFootprint {
  /// A measured footprint with its draws.
  fileprivate init(
    origin: Origin, grade: Grade, source: String, fit: LogLinearDensity,
    concentration: ParcelConcentration?, cutOff: SizeBound?,
    parcels: [(name: String, counts: ClassCounts)]
  ) {
    var generator = CounterGenerator(seed: SizeModel.seed, stream: "footprint/\(origin)")
    let members = fit.draws(SizeModel.measuredMembers, using: &generator)
    self.init(
      origin: origin, grade: grade, source: source, members: Matrix<Float>(members),
      scatter: concentration.map {
        .dirichlet($0.draws(members.rows, using: &generator))
      } ?? .unknown,
      cutOff: cutOff, parcelNames: parcels.map(\.name),
      parcels: Matrix<Float>(Matrix(parcels.map { $0.counts.expectation(from: fit.shares) })))
  }
}

extension Parcel {
  /// Whether single stones are known.
  fileprivate var hasStones: Bool {
    if case .stones = content { true } else { false }
  }
}

/// Reference parcels on their way to counts in classes.
///
/// Every parcel keeps its own classes: the fit carries distributions into them, so references of
/// unlike sieves and tables of stones can be mixed.
private struct ReferenceParcels {
  let parcels: [Parcel]
  let curve: PassingCurve

  init(_ parcels: [Parcel], curve: PassingCurve) throws(MatchingError) {
    if let sorted = parcels.first(where: { $0.handling == .sorted }) {
      throw .material(
        reason: "the reference parcel \(sorted.identifier) was sorted, so it does not show the "
          + "size distribution of its origin",
        mend: "leave it out")
    }
    self.parcels = parcels
    self.curve = curve
  }

  /// Whether some class gives carats and no stones.
  var needsWeights: Bool {
    parcels.contains { parcel in
      guard case .classes(_, let contents) = parcel.content else { return false }
      return contents.contains { $0.stones == nil }
    }
  }

  /// The stones in the classes of every parcel.
  ///
  /// - Parameter density: the distribution under which carats are turned into stones; without one
  ///   stones are taken to lie evenly in log weight.
  func counts(under density: [Double]?) throws(MatchingError) -> [ClassCounts] {
    let density = density ?? [Double](repeating: 1, count: CaratGrid.count)
    let cells = SieveMatrix(cells: (0..<CaratGrid.count).map { $0..<$0 + 1 })
    var known: [SieveSet: SieveMatrix] = [:]
    var result: [ClassCounts] = []
    for parcel in parcels {
      let counts: ClassCounts
      switch parcel.content {
      case .stones(let stones):
        guard stones.allSatisfy({ $0.carats > 0 && $0.carats.isFinite }) else {
          throw Self.invalid(parcel)
        }
        counts = ClassCounts(
          ofStones: stones.map(\.carats), from: 0, cells: cells)
      case .classes(let set, let contents):
        let sieves = known[set] ?? SieveMatrix(set, curve: curve)
        known[set] = sieves
        let values = zip(contents, sieves.meanWeights(under: density)).map { content, weight in
          content.stones ?? content.carats.flatMap { carats in weight.map { carats / $0 } } ?? .nan
        }
        guard values.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw Self.invalid(parcel) }
        counts = ClassCounts(values, sieves: sieves)
      }
      guard counts.total > 0 else { throw Self.invalid(parcel) }
      result.append(counts)
    }
    return result
  }

  /// The lowest bound that any of the given parcels shows; `nil` where one states none.
  func cutOff(ofParcels rows: [Int]) -> SizeBound? {
    let bounds = rows.map { row -> SizeBound? in
      switch parcels[row].content {
      case .stones: nil
      case .classes(let set, _): set.bottomCutOff
      }
    }
    guard bounds.allSatisfy({ $0 != nil }) else { return nil }
    return bounds.compactMap(\.self).min { curve.halfWeight(of: $0) < curve.halfWeight(of: $1) }
  }

  private static func invalid(_ parcel: Parcel) -> MatchingError {
    .material(
      reason: "the reference parcel \(parcel.identifier) has no stones, or a weight or number "
        + "that is not valid",
      mend: "correct it or leave it out")
  }
}
