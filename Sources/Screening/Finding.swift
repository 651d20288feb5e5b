public import Specimens

/// Something that a check found about a shipment.
public struct Finding: Sendable, Equatable {
  /// How much it weighs.
  public enum Severity: String, Sendable, CaseIterable, Comparable, Codable {
    /// Worth knowing; the goods may be in order.
    case note
    /// Weak evidence that something is wrong, or something that a person must look at.
    case doubt
    /// A rule is broken.
    case violation

    /// A note is less than a doubt, and that less than a violation.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .doubt: 1
      case .violation: 2
      }
    }
  }

  /// The check's stable code, such as `certificate-expired`.
  public let code: String
  /// How much it weighs.
  public let severity: Severity
  /// What the sentence of the code is about, by name: the catalogues of messages put these into their
  /// sentences.
  public let details: [String: String]
  /// The law, standard or publication that the check rests on.
  public let source: String

  /// A finding.
  public init(
    code: String, severity: Severity, details: [String: String] = [:], source: String
  ) {
    self.code = code
    self.severity = severity
    self.details = details
    self.source = source
  }
}

/// A check of one shipment by itself.
///
/// Each conforming type is one rule with its bounds; what it knows of the world comes from data files.
public protocol ShipmentCheck: Sendable {
  /// The codes of all findings that it can make.
  static var codes: [String] { get }

  /// What is wrong with a shipment; empty where nothing is, or where the papers do not say enough for the
  /// check to be made.
  func findings(_ shipment: Shipment) -> [Finding]
}

/// A check that compares the shipments of a manifest with one another.
public protocol ManifestCheck: Sendable {
  /// The codes of all findings that it can make.
  static var codes: [String] { get }

  /// What is wrong, for each shipment in the manifest's order.
  func findings(_ manifest: [Shipment]) -> [[Finding]]
}
