/// A way in which a made-up parcel breaks a rule, with the code of the check that must find it.
///
/// Each is planted so that no other rule is broken.
public enum PlantedViolation: String, Sendable, CaseIterable {
  /// A field of the certificate is empty.
  case fieldMissing = "certificate-field-missing"
  /// The number lacks the issuer's code, or holds a character that is no letter or digit.
  case numberMalformed = "certificate-number-malformed"
  /// The issuer takes no part in the Kimberley Process.
  case issuerNotParticipant = "certificate-issuer-not-participant"
  /// The certificate expires before it is issued.
  case datesOutOfOrder = "certificate-dates-out-of-order"
  /// The parcel is presented after the last day of the certificate.
  case expired = "certificate-expired"
  /// The declared weight is a quarter more than that of the listed stones.
  case caratsDiffer = "carats-differ-from-stones"
  /// Rough goods without the number of a certificate.
  case codeWithoutCertificate = "goods-code-without-certificate"
  /// Rough goods under the code of worked ones.
  case codeWorked = "goods-code-worked"
  /// Goods that pass a square mesh of 0.5 mm.
  case microDiamonds = "micro-diamonds"
  /// Forty times the highest, or a fortieth of the lowest published value per carat.
  case valuePerCarat = "value-per-carat-out-of-range"
  /// More carats than the country is known to have produced in any year.
  case volume = "volume-above-production"
  /// Mixed goods without names of origins, of half a carat and more.
  case mixedOrigin = "mixed-origin-not-accepted"
  /// Russian goods of half a carat and more.
  case russianGoods = "russian-goods"
  /// Two parcels with one certificate.
  case certificateDuplicate = "certificate-duplicate"
  /// The same goods in two parcels with two certificates.
  case sameGoods = "same-goods-twice"

  /// Whether it takes two parcels, both of which are planted.
  var takesTwo: Bool { self == .certificateDuplicate || self == .sameGoods }

  /// The kinds for so many parcels, one after another and again from the first; of those that take two
  /// never one alone.
  static func kinds(_ count: Int) -> [PlantedViolation] {
    let round = allCases.flatMap { Array(repeating: $0, count: $0.takesTwo ? 2 : 1) }
    var kinds = (0..<max(0, count)).map { round[$0 % round.count] }
    if let last = kinds.last, last.takesTwo, kinds.count(where: { $0 == last }) % 2 == 1 {
      kinds[kinds.count - 1] = .fieldMissing
    }
    return kinds
  }
}
