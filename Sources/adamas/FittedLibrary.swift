internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Specimens

/// A library that is ready to assess questioned material.
struct FittedLibrary: Sendable {
  /// A fitted model of one kind of evidence.
  enum Model: Sendable {
    /// For spectra and element tables.
    case vectors(OriginModel)
    /// For parcels.
    case sizes(SizeModel)
  }

  /// What a report says of it.
  let description: ReportLibrary
  /// The fitted model.
  let model: Model
  /// The conditions of use; `nil` where none were stated.
  let validity: Validity?
  /// The columns that named the groups of the table it was fitted to.
  let groupColumns: [String]

  /// The name of the archive's parameter that holds the group columns.
  static let groupColumnsParameter = "table.group"

  /// The kind of evidence that it knows.
  var kind: EvidenceKind {
    switch model {
    case .vectors(let model): model.kind
    case .sizes: .sizes
    }
  }

  /// The name of the archive's parameter that holds the library's revision as it was fitted.
  ///
  /// The store drops the model whenever references are added, so the revision of a fitted library is
  /// the one it was fitted with, and opening it need not read and hash every reference.
  /// `adamas library show` hashes them.
  static let revisionParameter = "library.revision"

  /// Its origins, in the order of every probability.
  var origins: [Origin] {
    switch model {
    case .vectors(let model): model.origins
    case .sizes(let model): model.origins
    }
  }

  /// Assesses questioned material; rows of one name are pooled.
  ///
  /// - Parameters:
  ///   - material: what is questioned.
  ///   - items: the name of each row; parcels are items by themselves, under these names.
  ///   - options: level, priors, declared origin.
  /// - Throws: `MatchingError` when the material is not what the library was fitted to.
  func assess(
    _ material: Material, items: [String], options: AssessmentOptions
  ) throws -> [OriginAssessment] {
    _ = try requireValid(material)
    switch (model, material) {
    case (.sizes(let model), .parcels(let parcels)):
      return try model.assess(
        zip(parcels, items).map { $0.named($1) }, options: options)
    case (.vectors(let model), .spectra), (.vectors(let model), .elements):
      let grades = Dictionary(
        description.origins.map { ($0.origin, $0.grade) }, uniquingKeysWith: { first, _ in first })
      return try model.assess(material, items: items, grades: grades, options: options)
    case (.sizes, _):
      throw FittedLibrary.wrongKind(material.kind, wanted: .sizes)
    case (.vectors(let model), .parcels):
      throw FittedLibrary.wrongKind(material.kind, wanted: model.kind)
    }
  }

  private static func wrongKind(_ kind: EvidenceKind, wanted: EvidenceKind) -> MatchingError {
    .material(
      reason: "the questioned material is \(kind.rawValue), and the library knows "
        + wanted.rawValue,
      mend: "name a library of \(kind.rawValue) with --library")
  }

  /// Refuses questioned material that the library must not be compared with.
  ///
  /// - Returns: what is converted, in words.
  /// - Throws: `MatchingError` that names the condition.
  func requireValid(_ material: Material) throws -> [String] {
    guard let validity else { return [] }
    let converts = if case .vectors(let model) = model { model.registersAxes } else { true }
    return try validity.require(material, converts: converts)
  }

  /// Opens a library file.
  ///
  /// - Throws: `LibraryError` when it is no library or was never fitted, `MatchingError` when it is not
  ///   valid today.
  init(fileAt path: String) throws {
    let store = try LibraryStore.open(at: path, readOnly: true)
    guard let archive = try store.model else {
      throw LibraryError(
        .conflict, path: path, reason: "the library has no fitted model",
        mend: "fit it with adamas library fit TABLE --output \(path)")
    }
    let stored = try store.description
    description = ReportLibrary(
      name: stored.name,
      revision: try (try? archive.text(FittedLibrary.revisionParameter))
        ?? store.revision,
      origins: try store.origins
        .map { ReportOrigin(origin: $0.origin, grade: $0.grade, source: $0.source) }
        .sorted { $0.origin < $1.origin })
    model = try FittedLibrary.model(in: archive, kind: stored.kind, path: path)
    validity = try store.validity
    try validity?.requireDay(.today)
    try LibrarySelfCheck.outermost(of: store, model: model)
    groupColumns = (try? archive.texts(FittedLibrary.groupColumnsParameter)) ?? []
    try store.close()
  }

  /// The fitted model that a library keeps.
  ///
  /// - Throws: `LibraryError` with the library's path when the model is of another version or broken.
  static func model(
    in archive: ModelArchive, kind: EvidenceKind, path: String
  ) throws -> Model {
    do {
      return kind == .sizes
        ? .sizes(try SizeModel(archive: archive)) : .vectors(try OriginModel(archive: archive))
    } catch {
      guard let (reason, mend) = error.materialFault else {
        throw error
      }
      throw LibraryError(.conflict, path: path, reason: reason, mend: mend)
    }
  }

  /// A library with known parts.
  init(
    description: ReportLibrary, model: Model, validity: Validity? = nil, groupColumns: [String]
  ) {
    self.description = description
    self.model = model
    self.validity = validity
    self.groupColumns = groupColumns
  }
}

extension Parcel {
  /// The same parcel under another name.
  fileprivate func named(_ identifier: String) -> Parcel {
    Parcel(identifier: identifier, content: content, handling: handling, origin: origin)
  }
}
