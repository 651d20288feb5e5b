/// A code of the Harmonized System for diamonds.
public struct GoodsCode: Sendable, Equatable {
  /// What the goods are for.
  public enum Use: String, Sendable, CaseIterable {
    /// Not sorted yet.
    case unsorted
    /// Tools and abrasives.
    case industrial
    /// Jewellery.
    case nonIndustrial = "non-industrial"
  }

  /// The six digits with a point after the fourth, such as `7102.31`.
  public let code: String
  /// What the goods are for.
  public let use: Use
  /// What it covers.
  public let meaning: String
  /// Whether the goods are rough and need a Kimberley Process certificate.
  public let isRough: Bool
  /// Where that is stated.
  public let source: RuleSource

  /// The first six digits of a code as papers write it, with a point after the fourth.
  ///
  /// ```swift
  /// GoodsCode.sixDigits("7102 3100 00")   // "7102.31"
  /// GoodsCode.sixDigits("7102")           // nil
  /// ```
  public static func sixDigits(_ text: String) -> String? {
    var digits = ""
    for character in text where !" .-".contains(character) {
      guard let value = character.wholeNumberValue, character.isASCII else { return nil }
      digits += String(value)
    }
    return digits.count < 6 ? nil : "\(digits.prefix(4)).\(digits.dropFirst(4).prefix(2))"
  }

  static let columns = ["code", "use", "meaning", "rough", "source", "date"]

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    code = try row.required("code")
    guard let use = Use(rawValue: try row.required("use")) else {
      throw row.broken(
        "use is unknown", "write one of \(Use.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.use = use
    meaning = try row.required("meaning")
    isRough = try row.flag("rough")
    source = try RuleSource(row)
    guard GoodsCode.sixDigits(code) == code else {
      throw row.broken("code is no code", "write it like 7102.31")
    }
  }
}
