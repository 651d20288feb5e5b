/// `library.json` as it is written; ``LibraryPack`` says what each key means.
///
/// Words with a fixed set of values stay texts here, so that an unknown one gets our sentence and not
/// the decoder's.
struct PackFile: Codable {
  /// What the rest means.
  let schema: String
  /// The library's name.
  let name: String
  /// The version of its content.
  let version: String
  /// A kind of evidence.
  let kind: String
  /// The grade of every origin that states none.
  let grade: String
  /// The question that it answers.
  let question: String?
  /// What it does not tell.
  let limits: [String]?
  /// How the items of a library are held, where the pack was exported from one.
  let references: PackReferences?
  /// At least one.
  let origins: [Entry]

  /// One origin.
  struct Entry: Codable {
    /// Its name.
    let origin: String
    /// Where its data are: one plain name.
    let folder: String
    /// Its own grade, which may be weaker than the pack's.
    let grade: String?
    /// Where its figures come from.
    let source: String?
    /// The bottom cut-off of its goods.
    let cutOff: CutOff?
  }

  /// A range of apertures of a square mesh.
  struct CutOff: Codable {
    /// The finest that it may have been.
    let lowMillimetres: Double
    /// The coarsest.
    let highMillimetres: Double
  }
}
