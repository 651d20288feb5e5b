public import Specimens

/// What the checks know of the world: rules, participants, statistics and codes, each row with its source
/// and the day on which it was last known to be true.
///
/// ```swift
/// let rules = try ScreeningRules(files: texts)     // "participants.csv": "country,name,…"
/// rules.stale(on: day).first?.sentence
/// // participants.csv:2: AO was last known to be true on 2013-02-21, more than a year before 2026-11-22.
/// ```
///
/// The shipped files are in `Models/rules`. They are no legal advice, and what they leave out is in their
/// `CARD.md`.
public struct ScreeningRules: Sendable, Equatable {
  /// What is known of one file.
  public struct File: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Every row's line, what it is about and its source.
    public let rows: [Row]
  }

  /// What is known of one row, whatever its file.
  public struct Row: Sendable, Equatable {
    /// The file's name.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What it is about: a country, a code, a name.
    public let subject: String
    /// Where it comes from, and of when.
    public let source: RuleSource
  }

  /// Who takes part in the Kimberley Process, in the order of the file.
  public let participants: [Participant]
  /// Codes of the Harmonized System.
  public let codes: [GoodsCode]
  /// Production and export by country and year.
  public let statistics: [TradeStatistic]
  /// Rules on diamonds of Russian origin.
  public let russianGoods: [RussianGoodsRule]
  /// Rules on declarations of mixed origin.
  public let mixedOrigin: [MixedOriginRule]
  /// What a certificate must state.
  public let certificateFields: [CertificateField]
  /// The files with their rows, in the order of ``fileNames``.
  public let files: [File]
  private let bounds: [TechnicalBound.Name: TechnicalBound]

  /// The names of the files that rules are made of.
  public static let fileNames = [
    "participants.csv", "hs-codes.csv", "statistics.csv", "russian-diamonds.csv",
    "mixed-origin.csv", "certificate-fields.csv", "bounds.csv",
  ]

  /// Reads all rules.
  ///
  /// - Parameter files: the text of every file by its name, as in ``fileNames``; others are passed over.
  /// - Throws: ``ScreeningError`` with the file and line of the first row that is broken, for a file that
  ///   is missing, a code or a bound that stands there twice, and a bound that does not.
  /// - Complexity: linear in the length of the texts.
  public init(files: [String: String]) throws(ScreeningError) {
    var reader = RuleReader(files: files)
    participants = try reader.read("participants.csv", Participant.columns) {
      (row) throws(ScreeningError) in
      try Participant(row)
    } about: {
      ($0.country, $0.source)
    }
    codes = try reader.read("hs-codes.csv", GoodsCode.columns) {
      (row) throws(ScreeningError) in
      try GoodsCode(row)
    } about: {
      ($0.code, $0.source)
    }
    try reader.refuseRepeats()
    statistics = try reader.read("statistics.csv", TradeStatistic.columns) {
      (row) throws(ScreeningError) in
      try TradeStatistic(row)
    } about: {
      ("\($0.country) \($0.year) \($0.kind.rawValue)", $0.source)
    }
    russianGoods = try reader.read("russian-diamonds.csv", RussianGoodsRule.columns) {
      (row) throws(ScreeningError) in
      try RussianGoodsRule(row)
    } about: {
      ("\($0.kind.rawValue) from \($0.period.from)", $0.source)
    }
    mixedOrigin = try reader.read("mixed-origin.csv", MixedOriginRule.columns) {
      (row) throws(ScreeningError) in
      try MixedOriginRule(row)
    } about: {
      ("from \($0.period.from)", $0.source)
    }
    certificateFields = try reader.read("certificate-fields.csv", CertificateField.columns) {
      (row) throws(ScreeningError) in
      try CertificateField(row)
    } about: {
      ($0.field, $0.source)
    }
    let bounds = try reader.read("bounds.csv", TechnicalBound.columns) {
      (row) throws(ScreeningError) in
      try TechnicalBound(row)
    } about: {
      ($0.name.rawValue, $0.source)
    }
    try reader.refuseRepeats()
    self.bounds = Dictionary(bounds.map { ($0.name, $0) }) { first, _ in first }
    for name in TechnicalBound.Name.allCases where self.bounds[name] == nil {
      throw ScreeningError(
        file: "bounds.csv", reason: "there is no bound \(name.rawValue)",
        mend: "add a row for it")
    }
    self.files = reader.finished
  }

  /// A named number with its source.
  public func bound(_ name: TechnicalBound.Name) -> TechnicalBound {
    guard let bound = bounds[name] else {
      preconditionFailure("Rules hold every bound: it is checked when they are read.")
    }
    return bound
  }

  /// The row for a code as papers write it; `nil` where none is listed.
  public func code(_ text: String) -> GoodsCode? {
    guard let digits = GoodsCode.sixDigits(text) else { return nil }
    return codes.first { $0.code == digits }
  }

  /// The rows that are older than a year on a day, in the order of the files.
  public func stale(on day: CalendarDay) -> [StaleRow] {
    files.flatMap(\.rows).filter { $0.source.isStale(on: day) }.map { StaleRow(row: $0, day: day) }
  }
}
