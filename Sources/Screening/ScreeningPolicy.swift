internal import Foundation
public import Specimens

/// How a list of shipments is judged.
public struct ScreeningPolicy: Sendable, Equatable {
  /// The rate of false discoveries among the shipments whose goods are said not to fit.
  public var falseDiscoveryRate: Double
  /// The weight of a finding in decimal logarithms: what a likelihood ratio of 1,000, 10 and 2 would have.
  ///
  /// These are a convention that ranks a list, and no probabilities.
  public var weights: [Finding.Severity: Double]
  /// The probability of an origin of concern from which on a shipment is referred.
  public var concernLimit: Double
  /// The share of goods from elsewhere that a measurement must notice, so that goods that fit say something.
  public var leastNoticed: Double

  /// A policy.
  public init(
    falseDiscoveryRate: Double = 0.05,
    weights: [Finding.Severity: Double] = [.violation: 3, .doubt: 1, .note: 0.3],
    concernLimit: Double = 0.5, leastNoticed: Double = 0.5
  ) {
    self.falseDiscoveryRate = falseDiscoveryRate
    self.weights = weights
    self.concernLimit = concernLimit
    self.leastNoticed = leastNoticed
  }

  /// Judges shipments together.
  ///
  /// A shipment is *inconsistent* where a check found a violation, or where the goods do not fit the declared
  /// origins at the rate of false discoveries over all shipments that were tested. It is *referred* where a
  /// check has a doubt, where its goods are unlike every reference or fit the declared origins poorly by
  /// themselves (a p-value no larger than the rate, which among many shipments happens by chance), or where an
  /// origin of concern that is not declared is probable. Only where goods were measured, fit, and would have
  /// been noticed from elsewhere is it *consistent*; else nothing can be said, for silence is no clean bill.
  ///
  /// The risk is the sum of the findings' weights, of minus the logarithm of the likelihood ratio where that
  /// speaks against the declaration, and of the logarithm of the odds of an origin of concern where
  /// they are above even.
  ///
  /// - Parameters:
  ///   - shipments: the manifest.
  ///   - findings: what the checks found of each.
  ///   - evidence: what the measurements of each say.
  /// - Returns: the inconsistent ones, those to refer, those of which nothing can be said, the consistent
  ///   ones; of each the highest risk first, otherwise in the manifest's order.
  public func judged(
    _ shipments: [Shipment], findings: [[Finding]], evidence: [[GoodsEvidence]]
  ) -> [ScreenedShipment] {
    precondition(
      findings.count == shipments.count && evidence.count == shipments.count,
      "Findings and evidence for each shipment.")
    // Two kinds of measurement are two tests of one declaration: Bonferroni within the shipment.
    let pValues = evidence.map { kinds -> Double? in
      let own = kinds.compactMap(\.pValue)
      return own.min().map { min(1, $0 * Double(own.count)) }
    }
    let adjusted = falseDiscoveryAdjusted(pValues)
    let screened = shipments.indices.map { index in
      let sorted = findings[index].sorted { ($1.severity, $0.code) < ($0.severity, $1.code) }
      return ScreenedShipment(
        shipment: shipments[index], findings: sorted, evidence: evidence[index],
        adjustedPValue: adjusted[index], fitsPoorly: fitsPoorly(evidence[index]),
        worrying: worrying(shipments[index], evidence[index]),
        outcome: outcome(shipments[index], sorted, evidence[index], adjusted[index]),
        riskParts: riskParts(shipments[index], sorted, evidence[index]))
    }
    let order: [ScreenedShipment.Outcome] = [.inconsistent, .refer, .cannotSay, .consistent]
    return order.flatMap { outcome in
      screened.enumerated().filter { $0.element.outcome == outcome }
        .sorted { ($1.element.risk, $0.offset) < ($0.element.risk, $1.offset) }.map(\.element)
    }
  }

  private func outcome(
    _ shipment: Shipment, _ findings: [Finding], _ evidence: [GoodsEvidence], _ adjusted: Double?
  ) -> ScreenedShipment.Outcome {
    let doesNotFit = adjusted.map { $0 <= falseDiscoveryRate } ?? false
    if findings.contains(where: { $0.severity == .violation }) || doesNotFit {
      return .inconsistent
    }
    let isUnlike = evidence.contains(where: \.isUnlike)
    if isUnlike || fitsPoorly(evidence) || findings.contains(where: { $0.severity == .doubt })
      || !worrying(shipment, evidence).isEmpty
    {
      return .refer
    }
    return evidence.contains { $0.silence == nil && ($0.noticed ?? 1) >= leastNoticed }
      ? .consistent : .cannotSay
  }

  /// The origins of concern that are probable and not declared.
  private func worrying(
    _ shipment: Shipment, _ evidence: [GoodsEvidence]
  ) -> [GoodsEvidence.Concern] {
    let declared = if case .origins(let origins) = shipment.declared { origins } else { [Origin]() }
    return evidence.flatMap(\.concerns).filter { concern in
      !declared.contains { $0.isWithin(concern.origin) || concern.origin.isWithin($0) }
        && (concern.probability ?? 0) >= concernLimit
    }
  }

  /// Whether goods fit the declared origin poorly by themselves.
  private func fitsPoorly(_ evidence: [GoodsEvidence]) -> Bool {
    evidence.contains { ($0.pValue ?? 1) <= falseDiscoveryRate }
  }

  private func riskParts(
    _ shipment: Shipment, _ findings: [Finding], _ evidence: [GoodsEvidence]
  ) -> [ScreenedShipment.RiskPart] {
    var parts = findings.map {
      ScreenedShipment.RiskPart(name: $0.code, weight: weights[$0.severity] ?? 0)
    }
    for ratio in evidence.compactMap(\.log10LikelihoodRatio) where ratio < 0 {
      parts.append(.init(name: "goods", weight: -ratio))
    }
    if let probability = worrying(shipment, evidence).compactMap(\.probability).max(),
      probability > 0.5
    {
      // No finite evidence makes a probability 1.
      let odds = min(probability, 0.999) / (1 - min(probability, 0.999))
      parts.append(.init(name: "concern", weight: log10(odds)))
    }
    return parts.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
  }
}
