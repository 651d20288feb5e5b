internal import Foundation
internal import Matching
internal import Reports
internal import Screening
internal import Specimens

/// Puts what screening found into the reader's words.
struct ScreeningWords {
  /// The sentences of a language.
  let catalogue: MessageCatalogue
  /// Whom they are for.
  let reader: MessageCatalogue.Reader

  /// What the list rests on.
  ///
  /// - Parameters:
  ///   - libraries: what goods were compared with.
  ///   - tested: how many declarations were tested.
  ///   - rate: the rate of false discoveries among them.
  ///   - stale: how many rows of the rules are older than a year, and of how many.
  func basis(
    libraries: [ReportLibrary], tested: Int, rate: Double, stale: (rows: Int, all: Int)
  ) -> [String] {
    var sentences = libraries.map { library in
      sentence(
        "list-references",
        [
          "name": library.name, "revision": String(library.revision.prefix(12)),
          "grade": sentence("grade-\(library.grade.rawValue)"),
        ])
    }
    if tested > 0 {
      sentences.append(
        sentence("list-tested", ["count": "\(tested)", "rate": String(format: "%g", rate * 100)]))
    }
    if stale.rows > 0 {
      sentences.append(
        sentence("list-stale", ["rows": "\(stale.rows)", "all": "\(stale.all)"]))
    }
    return sentences
  }

  /// How many shipments had each outcome.
  func summary(_ screened: [ScreenedShipment]) -> String {
    let counts = ScreenedShipment.Outcome.allCases.map { outcome in
      (outcome.rawValue, "\(screened.count { $0.outcome == outcome })")
    }
    return sentence(
      "list-summary",
      Dictionary(uniqueKeysWithValues: counts + [("count", "\(screened.count)")]))
  }

  /// One shipment of the list.
  func entry(_ screened: ScreenedShipment) -> ScreeningList.Entry {
    let shipment = screened.shipment
    return ScreeningList.Entry(
      parcel: shipment.parcel, certificate: shipment.certificate ?? "",
      declared: "\(shipment.declared)",
      outcome: screened.outcome.rawValue,
      outcomeWords: sentence("outcome-\(screened.outcome.rawValue)"),
      codes: screened.findings.map(\.code), reasons: reasons(screened), risk: screened.risk,
      riskParts: screened.riskParts.map { .init(code: $0.name, weight: $0.weight) },
      adjustedPValue: screened.adjustedPValue)
  }

  /// The reasons, those of the heavier kind first.
  private func reasons(_ screened: ScreenedShipment) -> [String] {
    var reasons: [String] = []
    let declared = ["declared": "\(screened.shipment.declared)"]
    let isAgainstRules = screened.findings.contains { $0.severity == .violation }
    if screened.outcome == .inconsistent, !isAgainstRules {
      reasons.append(sentence("goods-do-not-fit", declared))
    }
    reasons += screened.findings.map { catalogue.sentence(for: $0, to: reader) ?? $0.code }
    if screened.fitsPoorly, screened.outcome != .inconsistent || isAgainstRules {
      reasons.append(sentence("goods-fit-poorly", declared))
    }
    if screened.evidence.contains(where: \.isUnlike) { reasons.append(sentence("goods-unlike")) }
    reasons += screened.worrying.map { concern in
      sentence(
        "goods-concern",
        [
          "origin": concern.origin.name,
          "probability": String(format: "%.2f", concern.probability ?? 0),
        ])
    }
    for evidence in screened.evidence { reasons += silence(evidence.silence, declared) }
    if screened.evidence.isEmpty { reasons.append(sentence("goods-not-measured")) }
    let fitting = screened.evidence.filter { $0.silence == nil }
    if screened.outcome == .consistent || screened.outcome == .cannotSay, !fitting.isEmpty {
      let noticed = fitting.compactMap(\.noticed).max()
      let code =
        screened.outcome == .cannotSay
        ? "goods-fit-weakly" : (noticed ?? 0) < 0.5 ? "goods-fit" : "goods-fit-noticed"
      reasons.append(sentence(code, declared.merging(ScreeningWords.tenths(noticed ?? 0)) { $1 }))
    }
    return reasons
  }

  /// Why a piece of evidence says nothing; nothing where it does.
  private func silence(
    _ silence: GoodsEvidence.Silence?, _ declared: [String: String]
  ) -> [String] {
    switch silence {
    case nil: []
    case .cannotSay(let reason): [sentence("goods-silent", ["reason": reason])]
    case .unknownOrigin: [sentence("goods-unknown-origin", declared)]
    case .severalOrigins: [sentence("goods-several-origins")]
    case .unnamedOrigin: [sentence("goods-unnamed-origin")]
    case .noReferences: [sentence("goods-no-references")]
    case .unreadable: [sentence("goods-unreadable")]
    }
  }

  /// A share of a half or more for a reader without statistics, and any for one with.
  private static func tenths(_ share: Double) -> [String: String] {
    // Rounded down, and to few steps, so that parcels can share a sentence.
    ["tenths": share < 0.8 ? "5" : "8", "share": String(format: "%.2f", share)]
  }

  /// A sentence of the catalogue with its places filled.
  private func sentence(_ code: String, _ details: [String: String] = [:]) -> String {
    let finding = Finding(code: code, severity: .note, details: details, source: "")
    return catalogue.sentence(for: finding, to: reader) ?? code
  }
}
