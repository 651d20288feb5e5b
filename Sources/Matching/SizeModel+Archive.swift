internal import Fingerprints
internal import LinearAlgebra
internal import Specimens

extension SizeModel {
  /// The name and version of the archive's content.
  static let archiveSchema = "adamas.sizeModel/1"

  /// The model as named parameters and matrices, complete: a model read back answers the same to the
  /// last bit.
  ///
  /// ```swift
  /// try SizeModel(archive: model.archive()) == model   // true
  /// ```
  ///
  /// Members are kept in single precision, in which footprints hold them anyway. The draws that an
  /// assessment makes are not kept: they follow from a fixed seed.
  ///
  /// - Returns: parameters `origins`, `grades`, `sources`, `curve` and, for each footprint by its
  ///   number, its cut-off, scatter and parcels' names; matrices `pooled` (1 x 240), `members`
  ///   (m x 240) and `parcels` (parcels x 240) of each footprint.
  /// - Complexity: O(members); 300 members take 290 kB.
  public func archive() -> ModelArchive {
    var archive = ModelArchive()
    archive.parameters["schema"] = .text(SizeModel.archiveSchema)
    archive.parameters["origins"] = .texts(origins.map(\.name))
    archive.parameters["grades"] = .texts(footprints.map(\.grade.rawValue))
    archive.parameters["sources"] = .texts(footprints.map(\.source))
    archive.parameters["curve"] = .numbers([curve.round, curve.square, curve.spread])
    archive.arrays["pooled"] = .double(
      Matrix(rows: 1, columns: pooled.count, elements: pooled))
    for (index, footprint) in footprints.enumerated() {
      let prefix = "footprint.\(index)."
      archive.parameters[prefix + "cutOff"] = .texts(footprint.cutOff.map(\.words) ?? [])
      archive.parameters[prefix + "cutOffValue"] = .numbers(
        footprint.cutOff.map { [$0.value] } ?? [])
      if let reach = footprint.figuresReach {
        archive.parameters[prefix + "figuresReach"] = .texts(reach.words)
        archive.parameters[prefix + "figuresReachValue"] = .numbers([reach.value])
      }
      archive.parameters[prefix + "parcels"] = .texts(footprint.parcelNames)
      archive.arrays[prefix + "members"] = .single(footprint.members)
      archive.arrays[prefix + "parcels"] = .single(footprint.parcels)
      switch footprint.scatter {
      case .none: archive.parameters[prefix + "scatter"] = .text("none")
      case .unknown: archive.parameters[prefix + "scatter"] = .text("unknown")
      case .dirichlet(let values):
        archive.parameters[prefix + "scatter"] = .text("dirichlet")
        archive.arrays[prefix + "concentrations"] = .double(
          Matrix(rows: 1, columns: values.count, elements: values))
      }
    }
    return archive
  }

  /// Reads a model back.
  ///
  /// - Throws: ``MatchingError/material(reason:mend:)`` when the archive is of another version, or its
  ///   parts do not fit one another.
  public init(archive: ModelArchive) throws(MatchingError) {
    do {
      let schema = try archive.text("schema")
      guard schema == SizeModel.archiveSchema else {
        throw MatchingError.material(
          reason: "the fitted model has the version \(schema), and this program reads "
            + SizeModel.archiveSchema,
          mend: "fit the library again with this program")
      }
      let origins = try archive.texts("origins").map(Origin.init)
      let grades = try archive.texts("grades").compactMap(Grade.init)
      let sources = try archive.texts("sources")
      let curve = try archive.numbers("curve")
      let pooled = try archive.double("pooled").elements
      guard
        grades.count == origins.count, sources.count == origins.count, curve.count == 3,
        curve.allSatisfy({ $0 > 0 }), pooled.count == CaratGrid.count
      else { throw SizeModel.inconsistent }
      var footprints: [SizeFootprint] = []
      for index in origins.indices {
        footprints.append(
          try SizeFootprint(
            archive, prefix: "footprint.\(index).", origin: origins[index], grade: grades[index],
            source: sources[index]))
      }
      try self.init(
        footprints: footprints, pooled: pooled,
        curve: PassingCurve(round: curve[0], square: curve[1], spread: curve[2]))
    } catch let error as MatchingError {
      throw error
    } catch let error as ModelArchiveError {
      throw .material(reason: "\(error)", mend: "the file may be damaged")
    } catch {
      throw SizeModel.inconsistent
    }
  }

  fileprivate static let inconsistent = MatchingError.material(
    reason: "the parts of the fitted model do not fit one another",
    mend: "fit the library again; the file may be damaged")
}

extension SizeFootprint {
  fileprivate init(
    _ archive: ModelArchive, prefix: String, origin: Origin, grade: Grade, source: String
  ) throws {
    let members = try archive.single(prefix + "members")
    let parcels = try archive.single(prefix + "parcels")
    let names = try archive.texts(prefix + "parcels")
    let scatter: Scatter
    switch try archive.text(prefix + "scatter") {
    case "none": scatter = .none
    case "unknown": scatter = .unknown
    case "dirichlet":
      let values = try archive.double(prefix + "concentrations").elements
      guard values.count == members.rows, values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw SizeModel.inconsistent
      }
      scatter = .dirichlet(values)
    default: throw SizeModel.inconsistent
    }
    guard
      members.rows > 0, members.columns == CaratGrid.count, parcels.columns == CaratGrid.count,
      parcels.rows == names.count,
      (members.elements + parcels.elements).allSatisfy({ $0 >= 0 && $0.isFinite })
    else { throw SizeModel.inconsistent }
    self.init(
      origin: origin, grade: grade, source: source, members: members, scatter: scatter,
      cutOff: try SizeBound(
        words: archive.texts(prefix + "cutOff"), values: archive.numbers(prefix + "cutOffValue")),
      figuresReach: try archive.parameters[prefix + "figuresReach"] == nil
        ? nil
        : SizeBound(
          words: archive.texts(prefix + "figuresReach"),
          values: archive.numbers(prefix + "figuresReachValue")),
      parcelNames: names, parcels: parcels)
  }
}

extension SizeBound {
  /// What kind of bound it is.
  fileprivate var words: [String] {
    switch self {
    case .carats: ["carats"]
    case .aperture(_, let mesh): [mesh.rawValue]
    }
  }

  /// The bound of some words and values; `nil` for none of either.
  fileprivate init?(words: [String], values: [Double]) throws(MatchingError) {
    guard words.count == values.count, words.count <= 1, values.allSatisfy({ $0 >= 0 }) else {
      throw SizeModel.inconsistent
    }
    guard let word = words.first, let value = values.first else { return nil }
    if word == "carats" {
      self = .carats(value)
    } else if let mesh = Mesh(rawValue: word) {
      self = .aperture(millimetres: value, mesh: mesh)
    } else {
      throw SizeModel.inconsistent
    }
  }
}
