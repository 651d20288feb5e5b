/// A parcel of rough diamonds that crosses a border, with what its papers say.
///
/// One row of a manifest. What the papers leave out is `nil` or empty; nothing is assumed.
public struct Shipment: Sendable, Equatable {
  /// The countries of origin that the papers declare.
  public enum Declaration: Sendable, Equatable, CustomStringConvertible {
    /// These origins, in the order of the papers; none where the papers say nothing.
    case origins([Origin])
    /// Mixed origin without names, written `***`.
    case mixed

    /// The names with commas between them, empty for none; `***` for mixed origin.
    public var description: String {
      switch self {
      case .origins(let origins): origins.map(\.name).joined(separator: ", ")
      case .mixed: "***"
      }
    }
  }

  /// Another column of the manifest, handed through.
  public struct Field: Sendable, Equatable {
    /// The column's name.
    public let name: String
    /// The value as it was written.
    public let value: String

    /// A name with its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The parcel's identifier, which no other row of the manifest has.
  public var parcel: String
  /// The number of its Kimberley Process certificate.
  public var certificate: String?
  /// Who issued the certificate: ISO 3166-1 alpha-2, or `EU`.
  public var issuing: String?
  /// The declared origins.
  public var declared: Declaration
  /// The share of each declared origin, in their order; together 1.
  public var shares: [Double]?
  /// The code of the Harmonized System, such as `7102.31`.
  public var hs: String?
  /// The weight in carats.
  public var carats: Double?
  /// The value in US dollars.
  public var valueUSD: Double?
  /// The number of stones.
  public var stones: Int?
  /// The day on which the certificate was issued.
  public var issued: CalendarDay?
  /// The last day on which the certificate is valid.
  public var expires: CalendarDay?
  /// What happened to the goods between mine and sieve.
  public var handling: Handling
  /// The paths of size sheets, stones tables and spectra, relative to the manifest.
  public var evidence: [String]
  /// The day on which the parcel is presented.
  public var date: CalendarDay?
  /// Who imports it.
  public var importer: String?
  /// Who exports it.
  public var exporter: String?
  /// The other columns, in the manifest's order.
  public var others: [Field]

  /// A shipment of which nothing is known but its name.
  public init(parcel: String) {
    self.parcel = parcel
    declared = .origins([])
    handling = .unknown
    evidence = []
    others = []
  }

  /// The value in US dollars per carat, where both are stated and there is any weight.
  public var valuePerCarat: Double? {
    guard let valueUSD, let carats, carats > 0 else { return nil }
    return valueUSD / carats
  }

  /// The declared countries, without repetition, in the order of the papers.
  public var declaredCountries: [String] {
    guard case .origins(let origins) = declared else { return [] }
    var seen: Set<String> = []
    return origins.compactMap(\.country).filter { seen.insert($0).inserted }
  }
}
