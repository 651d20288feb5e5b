internal import Foundation

/// The words that Adamas prints, explained in one language.
///
/// ```swift
/// let glossary = try Glossary(csv: text, file: "glossary-en.csv")
/// glossary.term(named: "Likelihood-Ratios")?.name   // "likelihood ratio"
/// glossary.nearest(to: "tipicality")[0].name        // "typicality"
/// ```
///
/// A table has the columns `term`, `also`, `meaning` and `source`; the shipped tables are
/// `Models/rules/glossary-en.csv` and `glossary-fr.csv`.
public struct Glossary: Sendable, Equatable {
  /// One word with its meaning.
  public struct Term: Sendable, Equatable {
    /// The word.
    public let name: String
    /// Other words for the same, and those of files and other languages.
    public let also: [String]
    /// What it means for what Adamas does, in a sentence or a few.
    public let meaning: String
    /// Where it is defined; `nil` where Adamas alone defines it.
    public let source: String?
  }

  /// The terms in the order of the table.
  public let terms: [Term]
  /// The index of the term of each name, by the name's ``key(_:)``.
  private let places: [String: Int]

  /// Reads a table.
  ///
  /// `also` holds names with semicolons between them and may be empty, as may `source`.
  ///
  /// - Throws: ``ScreeningError`` with the line of a row that is broken, or that has a name of a row before,
  ///   case, accents, hyphens and plurals apart.
  public init(csv: String, file: String) throws(ScreeningError) {
    var terms: [Term] = []
    var places: [String: Int] = [:]
    let columns = ["term", "also", "meaning", "source"]
    for row in try RuleTable(csv, file: file, columns: columns).rows {
      let name = try row.required("term")
      let also = (row.text("also") ?? "").split(separator: ";")
        .map { $0.trimmingCharacters(in: .whitespaces) }
      for word in [name] + also {
        guard !word.isEmpty else {
          throw row.broken("also names nothing between two semicolons", "write it like a; b")
        }
        let key = Glossary.key(word)
        guard (places[key] ?? terms.count) == terms.count else {
          throw row.broken("\(word) is a name of a row before", "keep it in one of them")
        }
        places[key] = terms.count
      }
      terms.append(
        Term(
          name: name, also: also, meaning: try row.required("meaning"), source: row.text("source")))
    }
    guard !terms.isEmpty else {
      throw ScreeningError(file: file, reason: "it has no rows", mend: "restore the file")
    }
    self.terms = terms
    self.places = places
  }

  /// The term that a word names; case, accents, hyphens, blanks and an `s` at the end of a word do not
  /// matter.
  public func term(named word: String) -> Term? {
    places[Glossary.key(word)].map { terms[$0] }
  }

  /// The terms whose names are most like a word: those that hold it or that it holds, and those that at
  /// most a third of their letters tell from it.
  ///
  /// - Returns: the most alike first, in the order of the table where they are equally so; none where none is.
  /// - Complexity: O(letters of the word and of all names, multiplied).
  public func nearest(to word: String, count: Int = 3) -> [Term] {
    let key = Array(Glossary.key(word))
    guard !key.isEmpty else { return [] }
    var least: [Int: Double] = [:]
    for (name, place) in places {
      let unlike = Glossary.unlikeness(key, Array(name))
      if unlike <= 1.0 / 3 { least[place] = min(unlike, least[place] ?? 1) }
    }
    return least.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(count)
      .map { terms[$0.key] }
  }

  /// What is left of a name where case, accents, hyphens, blanks and plurals do not matter.
  ///
  /// `Likelihood-Ratios` and `likelihood ratio` become `likelihoodratio`; `***`, which has no letters, stays.
  static func key(_ word: String) -> String {
    let plain = word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .lowercased()
    let words = plain.split { !$0.isLetter && !$0.isNumber }
    guard !words.isEmpty else { return plain.filter { !$0.isWhitespace } }
    return words.map { $0.count > 3 && $0.hasSuffix("s") ? $0.dropLast() : $0 }.joined()
  }

  /// 0 for the same, 1 for nothing in common: the edit distance over the longer length.
  ///
  /// At most a third where one of at least four letters stands in the other, less the more of it that is.
  private static func unlikeness(_ a: [Character], _ b: [Character]) -> Double {
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    let share = Double(short.count) / Double(max(1, long.count))
    let edited = Double(editDistance(a, b)) / Double(max(1, long.count))
    let holds = short.count >= 4 && String(long).contains(String(short))
    return holds ? min(edited, (1 - share) / 3) : edited
  }

  /// How many letters must be put in, taken out or changed to make one word of the other.
  ///
  /// V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", Soviet
  /// Physics Doklady 10 (1966) 707, by R. A. Wagner and M. J. Fischer's table, doi:10.1145/321796.321811.
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let changed = diagonal + (letter == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
