public import Specimens

/// A shipment with everything that was found about it.
public struct ScreenedShipment: Sendable, Equatable {
  /// What an officer should do with it.
  public enum Outcome: String, Sendable, CaseIterable, Codable {
    /// Papers and measured goods fit one another.
    case consistent
    /// A rule is broken, or the goods do not fit the papers.
    case inconsistent
    /// A person or a laboratory should look.
    case refer
    /// Nothing was found, and not enough was examined to say that nothing is there.
    case cannotSay
  }

  /// The shipment.
  public let shipment: Shipment
  /// What the checks found, the most severe first.
  public let findings: [Finding]
  /// What its measurements say, one for each kind; empty where nothing was measured.
  public let evidence: [GoodsEvidence]
  /// The p-value of the declaration, adjusted for the number of shipments tested; `nil` where none was
  /// tested.
  public let adjustedPValue: Double?
  /// Whether the goods fit the declared origin poorly by themselves, which among many may be chance.
  public let fitsPoorly: Bool
  /// The origins of concern that are probable and not declared.
  public let worrying: [GoodsEvidence.Concern]
  /// What to do.
  public let outcome: Outcome
  /// The parts of ``risk``, the largest first.
  public let riskParts: [RiskPart]

  /// One part of a shipment's risk.
  public struct RiskPart: Sendable, Equatable {
    /// What it comes from: a finding's code, `goods` or `concern`.
    public let name: String
    /// Its weight in decimal logarithms of a likelihood ratio.
    public let weight: Double
  }

  /// The sum of the parts, by which a list is ranked.
  public var risk: Double { riskParts.reduce(0) { $0 + $1.weight } }
}
