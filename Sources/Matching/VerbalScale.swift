/// Words for likelihood ratios, read from a table that a laboratory can replace.
///
/// The table has the columns `lower_log10_lr`, `upper_log10_lr`, `words` and `source`; one row per
/// band of |log10 LR|, from 0 upwards without gaps, the last without an upper bound. A ratio on the
/// border of two bands belongs to the upper one. The shipped table is `Models/verbal-scale.csv`.
///
/// ```swift
/// let scale = try VerbalScale(csv: text)
/// scale.support(forLog10: -1.5).words     // "moderate support"
/// scale.sentence(forLog10: -1.5)
/// // "The findings give moderate support for the second proposition over the first."
/// ```
///
/// Words carry less than the number and never replace it: the same words are understood differently
/// by different readers, and a band hides a factor of ten or more. The scale is symmetric: a ratio
/// below 1 supports the second proposition as strongly as its inverse would the first.
///
/// The shipped bands are the example in the ENFSI Guideline for Evaluative Reporting in Forensic
/// Science (2015), which gives no words for ratios between 1 and 2; they count as no support.
public struct VerbalScale: Sendable, Equatable, Codable {
  /// Likelihood ratios that share their words.
  public struct Band: Sendable, Equatable, Codable {
    /// The smallest |log10 LR|.
    public let lower: Double
    /// The |log10 LR| where the next band starts; `nil` for the last.
    public let upper: Double?
    /// The words, such as `weak support`.
    public let words: String
    /// Where the words and the bounds come from.
    public let source: String
  }

  /// What a likelihood ratio speaks for, in words.
  public struct Support: Sendable, Equatable {
    /// The words of the band.
    public let words: String
    /// The proposition that is supported, 1 or 2; `nil` in the lowest band, which supports neither.
    public let proposition: Int?
  }

  /// The columns of the table, in their order.
  public static let columns = ["lower_log10_lr", "upper_log10_lr", "words", "source"]

  /// The bands by ascending ratio.
  public let bands: [Band]

  /// Reads a table.
  ///
  /// - Parameter csv: comma-separated text; no field holds a comma or a quotation mark. A byte-order
  ///   mark, CRLF and blank lines are read over.
  /// - Throws: ``MatchingError/material(reason:mend:)`` with the line.
  public init(csv: String) throws(MatchingError) {
    let lines = csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated().map { (number: $0 + 1, text: VerbalScale.trimmed($1)) }
      .filter { !$0.text.isEmpty }
    guard let header = lines.first, VerbalScale.fields(header.text) == VerbalScale.columns else {
      throw .material(
        reason: "the verbal scale does not start with its header",
        mend: "start it with \(VerbalScale.columns.joined(separator: ","))")
    }
    var bands: [Band] = []
    for line in lines.dropFirst() {
      let next = try VerbalScale.band(line.text, number: line.number)
      guard next.lower == (bands.isEmpty ? 0 : bands.last?.upper) else {
        throw .material(
          reason: "line \(line.number) of the verbal scale does not start where the last ended",
          mend: "give bands from 0 upwards without gaps")
      }
      bands.append(next)
    }
    guard let last = bands.last, last.upper == nil else {
      throw .material(
        reason: "the verbal scale has no band for the largest ratios",
        mend: "end it with a row whose upper_log10_lr is empty")
    }
    self.bands = bands
  }

  /// The words for a log10 likelihood ratio.
  public func support(forLog10 ratio: Double) -> Support {
    let index = bands.lastIndex { $0.lower <= abs(ratio) } ?? 0
    return Support(words: bands[index].words, proposition: index == 0 ? nil : ratio > 0 ? 1 : 2)
  }

  /// The words for a log10 likelihood ratio as a sentence about the two propositions.
  public func sentence(forLog10 ratio: Double) -> String {
    let support = support(forLog10: ratio)
    switch support.proposition {
    case 1: return "The findings give \(support.words) for the first proposition over the second."
    case 2: return "The findings give \(support.words) for the second proposition over the first."
    default: return "The findings give \(support.words) for either proposition over the other."
    }
  }

  /// The band of one row.
  private static func band(_ line: Substring, number: Int) throws(MatchingError) -> Band {
    let fields = fields(line)
    guard fields.count == columns.count, !line.contains("\""), !fields[2].isEmpty else {
      throw .material(
        reason: "line \(number) of the verbal scale does not hold \(columns.count) plain fields",
        mend: "write \(columns.joined(separator: ",")), with words and without quotation marks")
    }
    guard let lower = Double(fields[0]), lower.isFinite, lower >= 0 else {
      throw .material(
        reason: "line \(number) of the verbal scale has no lower bound",
        mend: "write log10 of a likelihood ratio of 1 or more")
    }
    if fields[1].isEmpty {
      return Band(lower: lower, upper: nil, words: fields[2], source: fields[3])
    }
    guard let upper = Double(fields[1]), upper.isFinite, upper > lower else {
      throw .material(
        reason: "line \(number) of the verbal scale has no upper bound above its lower one",
        mend: "write a larger number, or leave it empty in the last row")
    }
    return Band(lower: lower, upper: upper, words: fields[2], source: fields[3])
  }

  /// The fields of a line without the blanks around them.
  private static func fields(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { String(trimmed($0)) }
  }

  /// Text without blanks and byte-order marks at its ends.
  private static func trimmed(_ text: Substring) -> Substring {
    let isBlank = { (character: Character) in character.isWhitespace || character == "\u{FEFF}" }
    let start = text.drop(while: isBlank)
    guard let end = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return start[...end]
  }
}
