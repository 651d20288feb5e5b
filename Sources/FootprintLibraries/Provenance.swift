/// Who measured reference material, with what and how.
///
/// The technical record that ISO/IEC 17025:2017 (7.5) asks of a laboratory, as far as it is the same for
/// all items of a file; what differs from item to item stands in the item's attributes.
///
/// ```swift
/// Provenance([.laboratory: "Laboratoire", .medium: "air", .cleaning: ""])[.cleaning]   // nil
/// ```
public struct Provenance: Sendable, Hashable {
  /// What a record can say.
  public enum Field: String, Sendable, Hashable, CaseIterable, Codable {
    /// Who measured.
    case measuredBy
    /// Who checked the measurement.
    case checkedBy
    /// Where it was measured.
    case laboratory
    /// With which instrument.
    case instrument
    /// In which session.
    case session
    /// When, as ISO 8601.
    case date
    /// Through which sieves.
    case sieveSet
    /// Down to which size.
    case cutOff
    /// Over which wavelengths.
    case wavelengthRange
    /// In air or vacuum.
    case medium
    /// How the material was cleaned.
    case cleaning
    /// What happened to it before: run of mine, sorted.
    case handling
    /// How uncertain the numbers are, and how that is known.
    case uncertainty
    /// A grade: measured, summary or simulated.
    case grade
    /// Which publication or report says so.
    case source
  }

  /// What is said, without empty texts.
  public let fields: [Field: String]

  /// A record; fields whose text is empty say nothing and are left out.
  public init(_ fields: [Field: String] = [:]) {
    self.fields = fields.filter { !$0.value.isEmpty }
  }

  /// What the record says of something, or `nil`.
  public subscript(field: Field) -> String? { fields[field] }

  /// What is said, in the order in which ``Field`` lists it.
  public var statements: [(field: Field, text: String)] {
    Field.allCases.compactMap { field in fields[field].map { (field, $0) } }
  }
}
