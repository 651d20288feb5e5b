/// What a country produced or exported in a year, as somebody published it.
public struct TradeStatistic: Sendable, Equatable {
  /// What was counted.
  public enum Kind: String, Sendable, CaseIterable {
    /// What was mined.
    case production
    /// What left the country.
    case export
  }

  /// ISO 3166-1 alpha-2.
  public let country: String
  /// The calendar year.
  public let year: Int
  /// What was counted.
  public let kind: Kind
  /// Carats, where stated.
  public let carats: Double?
  /// US dollars, where stated.
  public let valueUSD: Double?
  /// US dollars per carat, where stated or to be had from the other two.
  public let valuePerCarat: Double?
  /// Where that is stated.
  public let source: RuleSource

  static let columns = [
    "country", "year", "kind", "carats", "value_usd", "usd_per_ct", "source", "date",
  ]

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    country = try row.country("country")
    guard let year = Int(try row.required("year")), (1900...9999).contains(year) else {
      throw row.broken("year is no year", "write it as YYYY")
    }
    guard let kind = Kind(rawValue: try row.required("kind")) else {
      throw row.broken("kind is unknown", "write production or export")
    }
    self.year = year
    self.kind = kind
    carats = try row.number("carats")
    valueUSD = try row.number("value_usd")
    source = try RuleSource(row)
    if let stated = try row.number("usd_per_ct") {
      valuePerCarat = stated
    } else if let carats, let valueUSD, carats > 0 {
      valuePerCarat = valueUSD / carats
    } else {
      valuePerCarat = nil
    }
  }
}
