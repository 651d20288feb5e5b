public import Foundation
internal import Specimens

/// A ranked list of shipments, as `adamas screen` prints it.
///
/// The sentences come in the reader's language; this only sets them out.
public struct ScreeningList: Sendable, Equatable {
  /// One shipment.
  public struct Entry: Sendable, Equatable, Encodable {
    /// A part of the risk.
    public struct RiskPart: Sendable, Equatable, Encodable {
      /// The code of what it comes from.
      public let code: String
      /// Its weight in decimal logarithms.
      public let weight: Double

      /// A part of the risk.
      public init(code: String, weight: Double) {
        self.code = code
        self.weight = rounded(weight)
      }
    }

    /// The parcel's identifier.
    public let parcel: String
    /// The number of its certificate; empty where the papers have none.
    public let certificate: String
    /// What its papers declare, as they write it.
    public let declared: String
    /// `consistent`, `inconsistent`, `refer` or `cannotSay`.
    public let outcome: String
    /// The outcome in the reader's words.
    public let outcomeWords: String
    /// The codes of the findings, the heaviest first.
    public let codes: [String]
    /// The reasons in sentences, the weightiest first.
    public let reasons: [String]
    /// The sum of the risk's parts.
    public let risk: Double
    /// The parts of the risk, the largest first.
    public let riskParts: [RiskPart]
    /// The p-value of the declaration, adjusted for all that were tested; `nil` where it was not.
    public let adjustedPValue: Double?

    /// A shipment.
    public init(
      parcel: String, certificate: String, declared: String, outcome: String,
      outcomeWords: String, codes: [String], reasons: [String], risk: Double,
      riskParts: [RiskPart], adjustedPValue: Double?
    ) {
      self.parcel = parcel
      self.certificate = certificate
      self.declared = declared
      self.outcome = outcome
      self.outcomeWords = outcomeWords
      self.codes = codes
      self.reasons = reasons
      self.risk = rounded(risk)
      self.riskParts = riskParts
      self.adjustedPValue = adjustedPValue.map(rounded)
    }
  }

  /// What stands above the list: what it rests on, in sentences.
  public let basis: [String]
  /// How many shipments had each outcome, in words.
  public let summary: String
  /// The shipments, the riskiest first.
  public let entries: [Entry]
  /// The rows that could not be read, in sentences.
  public let refused: [String]
  /// Whether risks and p-values are shown.
  public let showsNumbers: Bool

  /// A list.
  public init(
    basis: [String], summary: String, entries: [Entry], refused: [String], showsNumbers: Bool
  ) {
    self.basis = basis
    self.summary = summary
    self.entries = entries
    self.refused = refused
    self.showsNumbers = showsNumbers
  }

  /// The list as a person reads it: a line for each shipment and its reasons below, a blank line between
  /// outcomes.
  ///
  /// Shipments with nothing against them whose reasons read the same stand together, with the reasons
  /// below the last of them, so that those to act on stay in sight. Where numbers are shown each stands by
  /// itself.
  public func text(style: TextStyle) -> String {
    var lines = basis.map { style.wrapped($0, first: "", indent: 0) }
    lines += ["", style.strong(style.wrapped(summary, first: "", indent: 0))]
    let width = (entries.map(\.outcomeWords.count).max() ?? 0) + 2
    var outcome: String?
    for block in blocks {
      if block.first?.outcome != outcome { lines.append("") }
      outcome = block.first?.outcome
      for entry in block { lines.append(head(entry, width: width, style: style)) }
      for reason in block.first?.reasons ?? [] {
        lines.append(style.wrapped(reason, first: "  -", indent: 4))
      }
      guard showsNumbers, let entry = block.first else { continue }
      let parts = entry.riskParts.map { "\($0.code) \($0.weight)" }.joined(separator: ", ")
      lines.append("  risk \(entry.risk)" + (parts.isEmpty ? "" : " = \(parts)"))
      if let value = entry.adjustedPValue { lines.append("  adjusted p-value \(value)") }
    }
    if !refused.isEmpty { lines.append("") }
    for sentence in refused {
      lines.append(style.warning(style.wrapped(sentence, first: "!", indent: 2)))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A shipment's line, without its reasons.
  private func head(_ entry: Entry, width: Int, style: TextStyle) -> String {
    let words = entry.outcomeWords.padded(to: width)
    let papers = [entry.parcel, entry.certificate, entry.declared].filter { !$0.isEmpty }
      .joined(separator: ", ")
    return (entry.outcome == "consistent" ? words : style.warning(words)) + style.strong(papers)
  }

  /// The shipments that share their reasons, each block at the place of its first.
  ///
  /// What a person must act on is ranked, so *inconsistent* and *refer* are never put together.
  private var blocks: [[Entry]] {
    var blocks: [[Entry]] = []
    var places: [[String]: Int] = [:]
    for entry in entries {
      let key = [entry.outcome] + entry.reasons
      let mayShare = !showsNumbers && ["consistent", "cannotSay"].contains(entry.outcome)
      if mayShare, let place = places[key] {
        blocks[place].append(entry)
      } else {
        if mayShare { places[key] = blocks.count }
        blocks.append([entry])
      }
    }
    return blocks
  }

  /// The list as a table: one row for each shipment.
  public var csv: String {
    let header = [
      "parcel", "certificate", "declared", "outcome", "risk", "adjusted_p", "codes", "reasons",
    ]
    let rows = entries.map { entry in
      [
        entry.parcel, entry.certificate, entry.declared, entry.outcome, "\(entry.risk)",
        entry.adjustedPValue.map { "\($0)" } ?? "", entry.codes.joined(separator: ";"),
        entry.reasons.joined(separator: " "),
      ]
    }
    return ([header] + rows).map { CommaTable.row($0) }.joined()
  }

  /// The list as JSON with the schema `adamas.screening/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data {
    struct File: Encodable {
      let schema: String
      let basis: [String]
      let summary: String
      let shipments: [Entry]
      let refused: [String]
    }
    return try encoded(
      File(
        schema: "adamas.screening/1", basis: basis, summary: summary, shipments: entries,
        refused: refused))
  }
}
