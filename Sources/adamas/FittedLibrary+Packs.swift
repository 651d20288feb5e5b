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

/// Where the packs are that come with the program.
enum ShippedModels {
  /// The names of the packs by kind of evidence.
  private static let names: [EvidenceKind: String] = [
    .sizes: "summary-footprints", .spectra: "simulated-spectra",
  ]

  /// The folder of the pack for a kind of evidence.
  ///
  /// It is looked for in the folder that `ADAMAS_MODELS` names, in `share/adamas/Models` beside the
  /// program's own folder, and in `Models` of the folders above the program, which finds it in a
  /// checkout.
  ///
  /// - Throws: `LibraryError` when there is no such pack.
  static func path(of kind: EvidenceKind) throws(LibraryError) -> String {
    guard let name = names[kind] else {
      throw LibraryError(
        .missing, path: "the shipped references", reason: "there are none for \(kind.rawValue)",
        mend: "fit a library with adamas library fit and name it with --library")
    }
    for folder in folders {
      let path = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw LibraryError(
      .missing, path: name, reason: "the shipped references are not where they are looked for",
      mend: "name the folder that holds them in ADAMAS_MODELS, or a library with --library")
  }

  /// The words for likelihood ratios; `nil` where the shipped table is not found.
  ///
  /// - Throws: `MatchingError` when the table is broken.
  static var verbalScale: VerbalScale? {
    get throws {
      for folder in folders {
        let path = folder.appendingPathComponent("verbal-scale.csv").path
        guard let data = FileManager.default.contents(atPath: path) else { continue }
        return try VerbalScale(csv: String(decoding: data, as: UTF8.self))
      }
      return nil
    }
  }

  /// The folders to look in, in order.
  private static var folders: [URL] {
    var folders: [URL] = []
    if let named = ProcessInfo.processInfo.environment["ADAMAS_MODELS"] {
      folders.append(URL(fileURLWithPath: named))
    }
    let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    var folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
    folders.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/adamas/Models"))
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      folders.append(folder.appendingPathComponent("Models"))
    }
    return folders
  }
}
