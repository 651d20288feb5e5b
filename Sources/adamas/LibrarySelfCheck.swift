internal import FootprintLibraries
internal import Matching
internal import Specimens

/// Whether a library's model is of the library's references.
///
/// A model that answers with the scores of other items, or of the same in another order, is confidently
/// wrong, and nothing else would show it.
enum LibrarySelfCheck {
  /// Checks that every item finds itself in the library's model, and looks what is odd about them.
  ///
  /// - Parameters:
  ///   - contents: a library with a model.
  ///   - path: what errors call it.
  /// - Returns: what is odd; `nil` for a library without a model.
  /// - Throws: `LibraryError` naming an item that does not find itself.
  static func all(_ contents: LibraryContents, path: String) throws -> ReferenceFindings? {
    guard let archive = contents.model else { return nil }
    var contents = contents
    contents.sortItems()
    var seen: [Origin: Int] = [:]
    let places = contents.items.map { item in
      seen[item.origin, default: 0] += 1
      return seen[item.origin, default: 1] - 1
    }
    let model = try FittedLibrary.model(in: archive, kind: contents.description.kind, path: path)
    try check(model, contents, places, path: path)
    return switch model {
    case .vectors(let model): try ReferenceFindings(model)
    case .sizes(let model): try ReferenceFindings(model)
    }
  }

  /// Checks that the first and the last item of each origin find themselves.
  ///
  /// - Throws: `LibraryError` naming an item that does not.
  static func outermost(of store: LibraryStore, model: FittedLibrary.Model) throws {
    let found = try store.outermostItems()
    guard !found.isEmpty else { return }
    // The model says how many there are: counting a million items takes longer than all else here.
    let counts =
      switch model {
      case .vectors(let model): model.itemCounts
      case .sizes(let model): model.parcelCounts
      }
    let contents = LibraryContents(
      description: try store.description, axis: try store.axis,
      items: found.flatMap { [$0.first, $0.last] })
    try check(
      model, contents, found.flatMap { [0, (counts[$0.last.origin] ?? 0) - 1] }, path: store.path)
  }

  private static func check(
    _ model: FittedLibrary.Model, _ contents: LibraryContents, _ places: [Int], path: String
  ) throws {
    let labelled = try LabelledMaterial(contents, path: path)
    let strangers =
      switch model {
      case .vectors(let model): try model.strangers(among: labelled, at: places)
      case .sizes(let model): model.strangers(among: labelled, at: places)
      }
    guard let first = strangers.first else { return }
    throw LibraryError(
      .damaged, path: path,
      reason:
        "the item \"\(contents.items[first].identifier)\" does not find itself among the references: "
        + "the model is of others",
      mend: "fit the library again with adamas library fit")
  }
}
