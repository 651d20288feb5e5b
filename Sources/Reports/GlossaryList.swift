public import Foundation

/// Terms with their meanings, as `adamas glossary` prints them.
public struct GlossaryList: Sendable, Equatable, Encodable {
  /// One term.
  public struct Term: Sendable, Equatable, Encodable {
    /// The word.
    public let term: String
    /// Other words for the same.
    public let also: [String]
    /// What it means, in sentences.
    public let meaning: String
    /// Where it is defined; `nil` where Adamas alone defines it.
    public let source: String?

    /// A term.
    public init(term: String, also: [String], meaning: String, source: String?) {
      self.term = term
      self.also = also
      self.meaning = meaning
      self.source = source
    }
  }

  private let schema = "adamas.glossary/1"
  /// The language of the words: `en` or `fr`.
  public let language: String
  /// The terms in the order of the catalogue.
  public let terms: [Term]

  /// A list.
  public init(language: String, terms: [Term]) {
    self.language = language
    self.terms = terms
  }

  /// The list as a person reads it: a paragraph for each term, its other names beside it, its source below.
  public func text(style: TextStyle) -> String {
    terms.map { term in
      let names = term.also.isEmpty ? "" : " (\(term.also.joined(separator: "; ")))"
      let lines =
        style.wrapped(term.term + names, first: "", indent: 0).split(separator: "\n")
        .map { style.strong(String($0)) }
        + [style.wrapped(term.meaning, first: "", indent: 2)]
        + (term.source.map { [style.faint(style.wrapped($0, first: "  =>", indent: 5))] } ?? [])
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// The list as JSON with the schema `adamas.glossary/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data { try encoded(self) }
}
