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
  /// The p-value up to which goods fit poorly.
  let fitLimit: Double

  /// What the list rests on.
  func basis(libraries: [ReportLibrary], tested: Int, rate: Double) -> [String] {
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
        sentence("list-tested", ["count": "\(tested)", "rate": "\(Int((rate * 100).rounded()))"]))
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
    let declared =
      switch shipment.declared {
      case .mixed: "***"
      case .origins(let origins): origins.map(\.name).joined(separator: ", ")
      }
    return ScreeningList.Entry(
      parcel: shipment.parcel, certificate: shipment.certificate ?? "", declared: declared,
      outcome: screened.outcome.rawValue,
      outcomeWords: sentence("outcome-\(screened.outcome.rawValue)"),
      codes: screened.findings.map(\.code), reasons: reasons(screened), risk: screened.risk,
      riskParts: screened.riskParts.map { .init(code: $0.name, weight: $0.weight) },
      adjustedPValue: screened.adjustedPValue)
  }

  /// The reasons, those of the heavier kind first, and what would settle an open question last.
  private func reasons(_ screened: ScreenedShipment) -> [String] {
    var reasons: [String] = []
    let declared = ["declared": entryName(screened.shipment)]
    if screened.outcome == .inconsistent,
      !screened.findings.contains(where: { $0.severity == .violation })
    {
      reasons.append(sentence("goods-do-not-fit", declared))
    }
    reasons += screened.findings.map { finding in
      catalogue.sentence(for: finding, to: reader) ?? finding.code
    }
    for evidence in screened.evidence {
      if screened.outcome == .refer, let pValue = evidence.pValue, pValue <= fitLimit {
        reasons.append(sentence("goods-fit-poorly", declared))
      }
      if evidence.verdict == .unlikeAnyReference { reasons.append(sentence("goods-unlike")) }
      for concern in evidence.concerns {
        guard let probability = concern.probability, probability >= 0.5 else { continue }
        reasons.append(
          sentence(
            "goods-concern",
            [
              "origin": concern.origin.name, "probability": String(format: "%.2f", probability),
            ]))
      }
      if let silence = evidence.silence {
        reasons.append(sentence("goods-silent", ["reason": silence]))
      }
    }
    if screened.evidence.isEmpty { reasons.append(sentence("goods-not-measured")) }
    if screened.outcome == .consistent { reasons.append(sentence("goods-fit", declared)) }
    return reasons
  }

  private func entryName(_ shipment: Shipment) -> String {
    guard case .origins(let origins) = shipment.declared else { return "***" }
    return origins.map(\.name).joined(separator: ", ")
  }

  /// A sentence of the catalogue with its places filled.
  private func sentence(_ code: String, _ details: [String: String] = [:]) -> String {
    let finding = Finding(code: code, severity: .note, details: details, source: "")
    return catalogue.sentence(for: finding, to: reader) ?? code
  }
}
