internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import Matching
internal import Reports
internal import Specimens

/// A library that is ready to assess questioned material.
struct FittedLibrary {
  /// What a report says of it.
  let description: ReportLibrary
  /// The fitted model.
  let model: OriginModel
  /// The columns that named the groups of the table it was fitted to.
  let groupColumns: [String]

  /// The grade of each origin's footprint.
  var grades: [Origin: Grade] {
    Dictionary(
      description.origins.map { ($0.origin, $0.grade) }, uniquingKeysWith: { first, _ in first })
  }

  /// The name of the archive's parameter that holds the group columns.
  static let groupColumnsParameter = "table.group"

  /// Its origins, in the order of every probability.
  var origins: [Origin] { model.origins }

  /// Assesses questioned material; rows of one name are pooled.
  ///
  /// - Throws: `MatchingError` when the material is not what the library was fitted to.
  func assess(
    _ material: Material, items: [String], options: AssessmentOptions
  ) throws -> [OriginAssessment] {
    try model.assess(material, items: items, grades: grades, options: options)
  }

  /// The library that a user named, or the shipped one for a kind of evidence.
  ///
  /// - Throws: `LibraryError` when there is none, or it cannot be used.
  init(chosen path: String?, kind: EvidenceKind) throws {
    guard let path else {
      throw LibraryError(
        .missing, path: "the shipped references",
        reason: "there are none for \(kind.rawValue)",
        mend: "fit a library with adamas library fit and name it with --library")
    }
    try self.init(fileAt: path)
  }

  /// Opens a library file.
  ///
  /// - Throws: `LibraryError` when it is no library or was never fitted.
  init(fileAt path: String) throws {
    let store = try LibraryStore.open(at: path, readOnly: true)
    guard let archive = try store.model else {
      throw LibraryError(
        .conflict, path: path, reason: "the library has no fitted model",
        mend: "fit it with adamas library fit TABLE --output \(path)")
    }
    let revision = try store.revision(hashing: sha256(of:))
    description = ReportLibrary(
      name: try store.description.name, revision: hexadecimal(revision),
      origins: try store.origins
        .map { ReportOrigin(origin: $0.origin, grade: $0.grade, source: $0.source) }
        .sorted { $0.origin < $1.origin })
    model = try OriginModel(archive: archive)
    groupColumns = (try? archive.texts(FittedLibrary.groupColumnsParameter)) ?? []
    try store.close()
  }
}
