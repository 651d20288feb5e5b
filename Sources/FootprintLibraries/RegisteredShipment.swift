public import Specimens

/// A screened parcel as a register keeps it: what its papers state, and what was said of it.
public struct RegisteredShipment: Sendable, Hashable {
  /// What the papers state; what they leave out is `nil`.
  public struct Papers: Sendable, Hashable {
    /// The parcel's identifier.
    public var parcel: String
    /// The certificate's number as it is written.
    public var certificate: String?
    /// The number in capitals without separators; empty where there is none.
    public var number = ""
    /// Who issued the certificate.
    public var issuing: String?
    /// The declared origins as text, `***` for mixed goods.
    public var declared = ""
    /// The code of the Harmonized System.
    public var hs: String?
    /// The weight in carats.
    public var carats: Double?
    /// The number of stones.
    public var stones: Int?
    /// The value in US dollars.
    public var valueUSD: Double?
    /// The day of issue.
    public var issued: CalendarDay?
    /// The last day of validity.
    public var expires: CalendarDay?
    /// The day on which the parcel was presented.
    public var presented: CalendarDay?
    /// Who imports it.
    public var importer: String?
    /// Who exports it.
    public var exporter: String?
    /// What happened to the goods between mine and sieve.
    public var handling = Handling.unknown
    /// The carats by declared country and year.
    public var volumes: [DeclaredVolume] = []

    /// Papers of which nothing is known but the parcel.
    public init(parcel: String) { self.parcel = parcel }
  }

  /// What screening said.
  public struct Verdict: Sendable, Hashable {
    /// The outcome of screening: `inconsistent`, `refer`, `cannotSay`, `consistent`.
    public let name: String
    /// The codes of the findings, the heaviest first.
    public let codes: [String]
    /// The risk by which the list was ranked.
    public let risk: Double
    /// The p-value of the declaration, adjusted for all that were tested; `nil` where it was not.
    public let adjustedPValue: Double?

    /// A verdict.
    public init(name: String, codes: [String], risk: Double, adjustedPValue: Double?) {
      self.name = name
      self.codes = codes
      self.risk = risk
      self.adjustedPValue = adjustedPValue
    }
  }

  /// What the papers state.
  public let papers: Papers
  /// What was said.
  public let verdict: Verdict

  /// A screened parcel.
  public init(papers: Papers, verdict: Verdict) {
    self.papers = papers
    self.verdict = verdict
  }

  /// The digest of papers and verdict.
  ///
  /// - Parameter papers: the digest of the papers.
  func contentDigest(papers: ContentDigest) -> ContentDigest {
    var record = CanonicalRecord("screened")
    record.add(papers)
    record.add(verdict.name)
    record.add(verdict.codes.joined(separator: " "))
    // SQLite does not keep the sign of zero.
    record.add("\(verdict.risk + 0)")
    record.add(ifPresent: verdict.adjustedPValue.map { "\($0 + 0)" })
    return record.digest
  }

  /// The name of the first number that is none; `nil` where all are.
  var brokenNumber: String? {
    let numbers: [(String, Double?)] =
      [
        ("carats", papers.carats), ("value", papers.valueUSD), ("risk", verdict.risk),
        ("p-value", verdict.adjustedPValue),
      ] + papers.volumes.map { ("carats", $0.carats) }
    return numbers.first { !($0.1?.isFinite ?? true) }?.0
  }
}

extension RegisteredShipment.Papers {
  /// What is the same for one presentation of a parcel, however often it is screened.
  ///
  /// Papers that state everything alike, the day of presentation too, are of one presentation in whatever
  /// manifest they stand. Without that day the manifest must be the same one, for the same papers may come
  /// again another day.
  ///
  /// - Parameters:
  ///   - sha256: the manifest's.
  ///   - papers: the digest of the papers.
  func presentation(in sha256: String, papers: ContentDigest) -> String {
    guard presented == nil else { return papers.hexadecimal }
    var record = CanonicalRecord("presentation")
    record.add(papers)
    record.add(sha256)
    return record.digest.hexadecimal
  }

  /// The digest of everything that the papers state.
  var contentDigest: ContentDigest {
    var record = CanonicalRecord("papers")
    record.add(parcel)
    for text in [certificate, number, issuing, declared, hs] { record.add(ifPresent: text) }
    for number in [carats, valueUSD] { record.add(ifPresent: number.map { "\($0 + 0)" }) }
    record.add(ifPresent: stones.map { "\($0)" })
    for day in [issued, expires, presented] { record.add(ifPresent: day?.description) }
    for text in [importer, exporter, handling.rawValue] { record.add(ifPresent: text) }
    record.add(DeclaredVolume.text(volumes))
    return record.digest
  }
}

extension DeclaredVolume {
  /// Lines of country, year and carats with every digit, as the file has them.
  static func text(_ volumes: [DeclaredVolume]) -> String {
    volumes.map { "\($0.country) \($0.year) \($0.carats)" }.joined(separator: "\n")
  }

  /// What such lines say.
  ///
  /// - Throws: `Damage` for any other text.
  static func volumes(_ text: String) throws -> [DeclaredVolume] {
    try text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      guard words.count == 3, let year = Int(words[1]), let carats = Double(words[2]) else {
        throw Damage(reason: "a record cannot be read")
      }
      return DeclaredVolume(country: String(words[0]), year: year, carats: carats)
    }
  }
}
