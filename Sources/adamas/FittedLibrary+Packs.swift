internal import Fingerprints
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Specimens

extension FittedLibrary {
  /// The library that a user named, or the shipped one for a kind of evidence.
  ///
  /// - Parameters:
  ///   - path: a library file or a pack's folder; `nil` for the shipped pack.
  ///   - kind: the kind of evidence of the questioned material.
  ///   - forMixtures: whether a pack's model shall know what foreign stones look like; a library file
  ///     does anyway.
  /// - Throws: `LibraryError` when there is none, or it cannot be used.
  init(chosen path: String?, kind: EvidenceKind, forMixtures: Bool = false) throws {
    try self.init(named: try path ?? ShippedModels.path(of: kind), forMixtures: forMixtures)
  }

  /// The library in a file or a pack's folder.
  ///
  /// - Throws: `LibraryError` when there is none, or it cannot be used.
  init(named path: String, forMixtures: Bool = false) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      if SignedFolder.isSigned(path) {
        try SignedFolder.read(at: path).verifyItself(on: CalendarDay.today.description)
      }
      try self.init(pack: LibraryPack.read(at: path), forMixtures: forMixtures)
    } else {
      try self.init(fileAt: path)
    }
  }

  /// Fits a library to a pack's references.
  ///
  /// - Throws: `LibraryError` or `ReadError` when a file of the pack is broken, `MatchingError` when
  ///   the references cannot be fitted.
  init(pack: LibraryPack, forMixtures: Bool = false) throws {
    if pack.holdsItems {
      try self.init(contents: pack.contents, path: pack.path)
      return
    }
    let model: Model
    switch pack.kind {
    case .sizes:
      let footprints = Workers.all.map(pack.origins.count) { index in
        Result {
          let origin = pack.origins[index]
          return try SizeFootprint(
            origin: origin.origin, grade: origin.grade, source: origin.source,
            members: try pack.members(of: origin).map(\.shares),
            figuresReach: origin.cutOff.map {
              .aperture(millimetres: $0.lowerBound, mesh: .square)
            })
        }
      }
      model = .sizes(try SizeModel(footprints: try footprints.map { try $0.get() }))
    case .spectra, .elements:
      model = .vectors(
        try OriginModel(
          fittedTo: try FittedLibrary.references(of: pack), knowsForeignStones: forMixtures))
    }
    self.init(
      description: ReportLibrary(
        name: pack.name, revision: try pack.revision,
        origins: pack.origins
          .map { ReportOrigin(origin: $0.origin, grade: $0.grade, source: $0.source) }
          .sorted { $0.origin < $1.origin }),
      model: model, groupColumns: pack.kind == .sizes ? [] : ["stone"])
  }

  /// Fits a library to reference items.
  ///
  /// - Throws: `MatchingError` when they cannot be fitted.
  private init(contents: LibraryContents, path: String) throws {
    try contents.validity?.requireDay(.today)
    var contents = contents
    let (archive, revision) = try contents.fit(baseline: .none)
    self.init(
      description: ReportLibrary(
        name: contents.description.name, revision: revision,
        origins: contents.origins
          .map { ReportOrigin(origin: $0.origin, grade: $0.grade, source: $0.source) }
          .sorted { $0.origin < $1.origin }),
      model: try FittedLibrary.model(in: archive, kind: contents.description.kind, path: path),
      validity: contents.validity, groupColumns: contents.groupColumns)
  }

  /// The stones of a pack's tables, one table after another.
  private static func references(of pack: LibraryPack) throws -> LabelledMaterial {
    var parts: [LabelledMaterial] = []
    for origin in pack.origins {
      let material = try MaterialFile(at: pack.dataPath(of: origin)).material(kind: pack.kind)
      parts.append(
        LabelledMaterial(
          material: material,
          labels: Array(repeating: origin.origin, count: material.count),
          groups: try material.metadata.keys(of: ["stone"])))
    }
    guard let joined = LabelledMaterial(joining: parts) else {
      throw LibraryError(
        .damaged, path: pack.path, reason: "the tables of its origins do not have the same columns",
        mend: "take the pack from its source again")
    }
    return joined
  }
}
