public import Foundation

/// What a register holds, as `adamas register show` prints it.
public struct RegisterList: Sendable, Equatable {
  /// What was found out of a parcel.
  public struct Followup: Sendable, Equatable, Encodable {
    /// `confirmed` or `cleared`.
    public let outcome: String
    /// The day on which it was found out, `YYYY-MM-DD`.
    public let on: String
    /// Who recorded it.
    public let by: String
    /// Why.
    public let why: String
    /// The number of the log's entry.
    public let entry: Int

    /// What was found out.
    public init(outcome: String, on: String, by: String, why: String, entry: Int) {
      self.outcome = outcome
      self.on = on
      self.by = by
      self.why = why
      self.entry = entry
    }
  }

  /// One screened parcel.
  public struct Entry: Sendable, Equatable, Encodable {
    /// The parcel's identifier.
    public let parcel: String
    /// The number of its certificate as it is written.
    public let certificate: String?
    /// The declared origins.
    public let declared: String
    /// The weight in carats.
    public let carats: Double?
    /// The number of stones.
    public let stones: Int?
    /// The value in US dollars.
    public let valueUSD: Double?
    /// The day of issue.
    public let issued: String?
    /// The day of presentation.
    public let presented: String?
    /// What screening said.
    public let verdict: String
    /// The codes of what it found.
    public let codes: [String]
    /// The risk by which it was ranked.
    public let risk: Double
    /// The adjusted p-value of the declaration.
    public let adjustedPValue: Double?
    /// The day of the screening.
    public let screened: String
    /// The manifest as it was named.
    public let manifest: String
    /// The manifest's SHA-256.
    public let sha256: String
    /// The number of the log's entry.
    public let entry: Int
    /// What was found out since, first to last; the last counts.
    public let outcomes: [Followup]

    /// A screened parcel.
    public init(
      parcel: String, certificate: String?, declared: String, carats: Double?, stones: Int?,
      valueUSD: Double?, issued: String?, presented: String?, verdict: String, codes: [String],
      risk: Double, adjustedPValue: Double?, screened: String, manifest: String, sha256: String,
      entry: Int, outcomes: [Followup]
    ) {
      self.parcel = parcel
      self.certificate = certificate
      self.declared = declared
      self.carats = carats
      self.stones = stones
      self.valueUSD = valueUSD
      self.issued = issued
      self.presented = presented
      self.verdict = verdict
      self.codes = codes
      self.risk = rounded(risk)
      self.adjustedPValue = adjustedPValue
      self.screened = screened
      self.manifest = manifest
      self.sha256 = sha256
      self.entry = entry
      self.outcomes = outcomes
    }
  }

  /// The parcels, the newest first.
  public let entries: [Entry]
  /// How many entries the log has.
  public let logged: Int
  /// The hash of the last; empty where there is none.
  public let hash: String

  /// A list.
  public init(entries: [Entry], logged: Int, hash: String) {
    self.entries = entries
    self.logged = logged
    self.hash = hash
  }

  /// The list as a person reads it: a paragraph for each parcel, and that the log holds.
  public func text(style: TextStyle) -> String {
    var lines: [String] = []
    for entry in entries {
      let head = [entry.parcel, entry.certificate ?? "", entry.declared].filter { !$0.isEmpty }
        .joined(separator: ", ")
      lines.append(style.strong(head) + "  \(entry.verdict)")
      let screened = "\(entry.screened), \(entry.manifest), entry \(entry.entry)"
      lines.append(style.wrapped(screened, first: "   Screened", indent: 14))
      let papers = [
        entry.carats.map { "\($0) ct" }, entry.stones.map { $0 == 1 ? "1 stone" : "\($0) stones" },
        entry.valueUSD.map { "\($0) US$" }, entry.issued.map { "issued \($0)" },
        entry.presented.map { "presented \($0)" },
      ].compactMap(\.self)
      if !papers.isEmpty {
        lines.append(style.wrapped(papers.joined(separator: ", "), first: "   Papers", indent: 14))
      }
      if !entry.codes.isEmpty {
        lines.append(
          style.wrapped(entry.codes.joined(separator: ", "), first: "   Found", indent: 14))
      }
      for followup in entry.outcomes {
        let words = "\(followup.outcome) \(followup.on) by \(followup.by): \(followup.why)"
        lines.append(style.wrapped(words, first: "   Outcome", indent: 14))
      }
      lines.append("")
    }
    if entries.isEmpty { lines += ["No parcel was screened.", ""] }
    if logged > 0 {
      let count = logged == 1 ? "The entry" : "All \(logged) entries"
      lines.append(
        style.wrapped(
          "\(count) of the log hold\(logged == 1 ? "s" : ""): nothing was changed. "
            + "The last hash is \(hash).", first: "", indent: 0))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The list as JSON with the schema `adamas.register/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data {
    struct File: Encodable {
      let schema: String
      let entries: [Entry]
      let log: Log
    }
    struct Log: Encodable {
      let entries: Int
      let hash: String
    }
    return try encoded(
      File(schema: "adamas.register/1", entries: entries, log: Log(entries: logged, hash: hash)))
  }
}
