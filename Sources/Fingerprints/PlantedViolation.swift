/// A way in which a made-up parcel fails a check; its raw value is the code of the finding that must name it.
///
/// There is one for every code of the checks of papers and goods, and a test holds the two lists together. A parcel
/// fails in no other way, but for two:
///
/// - ``russianGoodsSize`` comes together with `russian-goods` unless the goods go to the United States, because the
///   European Union forbids Russian goods of any size.
/// - ``mixedOriginUnnamed`` comes together with the note `russian-threshold` where nobody says whither the goods go,
///   because the rule of the United States looks at unnamed goods too.
///
/// ``russianGoods`` and ``mixedOriginUnnamed`` break rules of the European Union, and are not found where the goods go
/// elsewhere.
///
/// ``certificateShared`` and ``russianThreshold`` break no rule. They are what a person should know of, and the
/// check makes a note of them.
public enum PlantedViolation: String, Sendable, CaseIterable {
  /// A field of the certificate is empty.
  case certificateFieldMissing = "certificate-field-missing"
  /// The number lacks the issuer's code, or holds a character that is no letter or digit.
  case certificateNumberMalformed = "certificate-number-malformed"
  /// The number begins with the code of another country than the issuer's.
  case certificateNumberPrefix = "certificate-number-prefix"
  /// The certificate expires before it is issued. No day of presentation is stated: every day would be before the
  /// one or after the other.
  case certificateDatesReversed = "certificate-dates-reversed"
  /// The parcel is presented before the certificate is issued.
  case certificateNotYetIssued = "certificate-not-yet-issued"
  /// The parcel is presented after the last day of the certificate.
  case certificateExpired = "certificate-expired"
  /// The issuer never took part in the Kimberley Process.
  case issuerNotListed = "issuer-not-listed"
  /// The certificate was issued, and the parcel presented, in 2021, some months before the issuer was admitted. No
  /// participant that is known is suspended today, so that only an old parcel can fail in this way.
  case issuerNotParticipant = "issuer-not-participant"
  /// Rough goods without the number of a certificate.
  case roughWithoutCertificate = "rough-without-certificate"
  /// Rough goods under the code of worked ones.
  case workedWithCertificate = "worked-with-certificate"
  /// The goods' code is none of diamonds.
  case codeNotListed = "code-not-listed"
  /// A fortieth of a value per carat within the published ones.
  case valuePerCaratLow = "value-per-carat-low"
  /// Forty times a value per carat within the published ones.
  case valuePerCaratHigh = "value-per-carat-high"
  /// The declared weight is a quarter more than that of the listed stones.
  case caratsDiffer = "carats-differ"
  /// Goods that pass a square mesh of 0.5 mm.
  case microDiamondsAsGems = "micro-diamonds-as-gems"
  /// Goods of ordinary sizes that are described as micro-diamonds.
  case noMicroDiamonds = "no-micro-diamonds"
  /// Mixed goods without names of origins, of half a carat and more.
  case mixedOriginUnnamed = "mixed-origin-unnamed"
  /// Rough Russian goods below half a carat.
  case russianGoods = "russian-goods"
  /// Worked Russian goods of half a carat and more.
  case russianGoodsSize = "russian-goods-size"
  /// Worked goods of half a carat and more of which no origin is stated.
  case russianThreshold = "russian-threshold"
  /// More carats than the country is known to have produced in any year.
  case volumeOverProduction = "volume-over-production"
  /// Two parcels of one shipment under one certificate.
  case certificateShared = "certificate-shared"
  /// Two parcels with one certificate's number that differ in dates and parties.
  case certificateDuplicate = "certificate-duplicate"
  /// The same goods in two parcels with two certificates.
  case sameGoods = "same-goods"

  /// Whether it takes two parcels, both of which are planted.
  var takesTwo: Bool {
    self == .certificateShared || self == .certificateDuplicate || self == .sameGoods
  }

  /// The kinds for so many parcels, one after another and again from the first; of those that take two
  /// never one alone.
  static func kinds(_ count: Int) -> [PlantedViolation] {
    let round = allCases.flatMap { Array(repeating: $0, count: $0.takesTwo ? 2 : 1) }
    var kinds = (0..<max(0, count)).map { round[$0 % round.count] }
    if let last = kinds.last, last.takesTwo, kinds.count(where: { $0 == last }) % 2 == 1 {
      kinds[kinds.count - 1] = .certificateFieldMissing
    }
    return kinds
  }
}
