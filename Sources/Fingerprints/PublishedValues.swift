/// What the output of a country is published to be worth, for made-up papers.
///
/// US dollars per carat of the production that the Kimberley Process reported: the lowest and highest of
/// the years given. Only countries of the shipped footprints whose value is published are here; for others
/// a manifest's value is invented, and no check can know better.
enum PublishedValues {
  /// The range for a country, in US dollars per carat; `nil` where nothing is published.
  static func range(of country: String) -> ClosedRange<Double>? { ranges[country] }

  private static let ranges: [String: ClosedRange<Double>] = [
    // Natural Diamond Council, "Diamond Facts and Statistics That Matter" (naturaldiamonds.com), which
    // cites the Kimberley Process for 2021 to 2023; value over carats.
    "AO": 157.06...224.24, "CA": 85.91...115.58, "LS": 294.49...437.30, "NA": 517.40...600.78,
    "RU": 67.60...96.63, "ZA": 134.76...159.32,
    // 2019: Rough & Polished, 20 July 2020. 2014: Israeli Diamond Portal, "Conflict diamonds".
    "CI": 56.38...104.49,
  ]

  /// More carats than Côte d'Ivoire produced in any year: 300,000 a year before 2002 (Reuters,
  /// 21 September 2010), 3,990 in 2019 (Rough & Polished, 20 July 2020).
  static let tooMuchForIvoryCoast = 350_000.0...600_000

  /// The most carats that the clean parcels of a manifest declare from Côte d'Ivoire: half of its
  /// production of 2014 (1,074 ct; Israeli Diamond Portal).
  static let ivoryCoastTotal = 500.0
}
