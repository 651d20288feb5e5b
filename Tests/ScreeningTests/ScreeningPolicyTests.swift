import Specimens
import Testing

@testable import Screening

struct FalseDiscoveryTests {
  @Test func adjustedValuesAreThoseOfBenjaminiAndHochberg() {
    // R 4: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.9), "BH") = 0.025, 0.05, 0.05, 0.025, 0.9
    let adjusted = falseDiscoveryAdjusted([0.01, 0.04, nil, 0.03, 0.005, 0.9])
    let expected: [Double?] = [0.025, 0.05, nil, 0.05, 0.025, 0.9]
    for (value, wanted) in zip(adjusted, expected) {
      #expect((value == nil) == (wanted == nil))
      if let value, let wanted { #expect(abs(value - wanted) < 1e-12) }
    }
    #expect(falseDiscoveryAdjusted([]) == [])
    #expect(falseDiscoveryAdjusted([nil]) == [nil])
    #expect(falseDiscoveryAdjusted([1, 1]) == [1, 1])
  }
}

struct ScreeningPolicyTests {
  private func shipment(_ name: String, declared: String = "GH") -> Shipment {
    var shipment = Shipment(parcel: name)
    shipment.declared = .origins([Origin(declared)])
    return shipment
  }

  /// What a measurement says of a parcel declared from Ghana.
  private func evidence(
    pValue: Double?, log10: Double? = nil, noticed: Double? = nil, isUnlike: Bool = false,
    russian: Double = 0.1
  ) -> GoodsEvidence {
    GoodsEvidence(
      pValue: pValue, log10LikelihoodRatio: log10, noticed: noticed, isUnlike: isUnlike,
      concerns: [.init(origin: Origin("RU"), probability: russian)],
      silence: pValue == nil ? .unknownOrigin : nil)
  }

  private func judged(
    _ findings: [Finding] = [], _ evidence: [GoodsEvidence] = [], declared: String = "GH"
  ) -> ScreenedShipment? {
    ScreeningPolicy().judged(
      [shipment("P", declared: declared)], findings: [findings], evidence: [evidence]
    ).first
  }

  private func finding(_ severity: Finding.Severity) -> Finding {
    Finding(code: "a-\(severity.rawValue)", severity: severity, source: "a rule")
  }

  @Test func silenceIsNoCleanBill() {
    #expect(judged()?.outcome == .cannotSay)
    #expect(judged([finding(.note)])?.outcome == .cannotSay)
    #expect(judged([], [evidence(pValue: nil)])?.outcome == .cannotSay)
    let silences: [GoodsEvidence.Silence] = [
      .cannotSay(reason: "sorted"), .severalOrigins, .unnamedOrigin, .noReferences, .unreadable,
    ]
    for silence in silences {
      #expect(judged([], [GoodsEvidence(silent: silence)])?.outcome == .cannotSay)
    }
    #expect(judged([], [evidence(pValue: 0.5)])?.outcome == .consistent)
    // Goods that fit say nothing where most others would fit as well.
    #expect(judged([], [evidence(pValue: 0.5, noticed: 0.5)])?.outcome == .consistent)
    #expect(judged([], [evidence(pValue: 0.5, noticed: 0.49)])?.outcome == .cannotSay)
  }

  @Test func whatIsBrokenOrDoesNotFitIsInconsistent() {
    #expect(judged([finding(.violation)], [evidence(pValue: 0.9)])?.outcome == .inconsistent)
    #expect(judged([], [evidence(pValue: 0.05)])?.outcome == .inconsistent)
    #expect(judged([], [evidence(pValue: 0.051)])?.outcome == .consistent)
  }

  @Test func doubtsAndOriginsOfConcernAreReferred() {
    #expect(judged([finding(.doubt)], [evidence(pValue: 0.9)])?.outcome == .refer)
    #expect(
      judged([], [evidence(pValue: 0.9, isUnlike: true)])?.outcome == .refer)
    #expect(judged([], [evidence(pValue: 0.9, russian: 0.5)])?.outcome == .refer)
    #expect(judged([], [evidence(pValue: 0.9, russian: 0.49)])?.outcome == .consistent)
    // Declared Russian goods are no secret.
    #expect(
      judged([], [evidence(pValue: 0.9, russian: 0.9)], declared: "RU/Yakutia")?.outcome
        == .consistent)
  }

  @Test func twoMeasurementsAreTwoTests() {
    let both = judged([], [evidence(pValue: 0.03), evidence(pValue: 0.8)])
    #expect(both?.adjustedPValue == 0.06)
    #expect(both?.outcome == .refer)
  }

  @Test func manyShipmentsAreTestedTogether() {
    // 0.04 alone is no discovery among ten that fit.
    let values = [0.04] + Array(repeating: 0.6, count: 9)
    let screened = ScreeningPolicy().judged(
      values.indices.map { shipment("P\($0)") }, findings: values.map { _ in [] },
      evidence: values.map { [evidence(pValue: $0)] })
    #expect(screened.map(\.outcome) == [.refer] + Array(repeating: .consistent, count: 9))
  }

  @Test func riskIsTheSumOfItsParts() throws {
    let one = try #require(
      judged(
        [finding(.note), finding(.violation)],
        [evidence(pValue: 0.01, log10: -1.5, russian: 0.9)]))
    #expect(one.findings.map(\.severity) == [.violation, .note])
    #expect(one.riskParts.map(\.name) == ["a-violation", "goods", "concern", "a-note"])
    #expect(abs(one.risk - (3 + 1.5 + 0.954_242_509_439_325 + 0.3)) < 1e-9)
    #expect(judged([], [evidence(pValue: 0.9, log10: 2)])?.risk == 0)
  }

  @Test func whatFitsComesLastHoweverUnlikely() {
    let screened = ScreeningPolicy().judged(
      [shipment("A"), shipment("B"), shipment("C")], findings: [[], [finding(.doubt)], []],
      evidence: [[evidence(pValue: 0.2, log10: -2)], [], []])
    #expect(screened.map(\.shipment.parcel) == ["B", "C", "A"])
    #expect(screened.map(\.outcome) == [.refer, .cannotSay, .consistent])
  }

  @Test func theRiskiestComesFirstAndOtherwiseTheManifestsOrder() {
    let shipments = ["A", "B", "C", "D"].map { shipment($0) }
    let screened = ScreeningPolicy().judged(
      shipments, findings: [[], [finding(.doubt)], [], [finding(.violation)]],
      evidence: [[], [], [], []])
    #expect(screened.map(\.shipment.parcel) == ["D", "B", "A", "C"])
  }
}
