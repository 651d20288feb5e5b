public import LinearAlgebra
public import Specimens

/// Turns spectra or compositions into vectors of equal length, the same way for references and
/// questioned material.
public enum FeatureExtractor: Sendable, Equatable, Codable {
  /// For LIBS shots.
  case spectra(SpectralExtractor)
  /// For element tables.
  case elements(ElementExtractor)

  /// An extractor fitted to reference material.
  ///
  /// - Parameters:
  ///   - material: the references.
  ///   - baseline: what is taken away from spectra.
  /// - Throws: ``FingerprintError`` when the material holds nothing to learn from, or is a parcel's
  ///   size distribution, which is no vector; or when a baseline is asked for and the material is no
  ///   spectra.
  public init(
    fittedTo material: Material, baseline: Baseline = .none
  ) throws(FingerprintError) {
    guard baseline == .none || material.kind == .spectra else {
      throw FeatureExtractor.needsSpectra(material.kind)
    }
    switch material {
    case .spectra(let table):
      self = .spectra(SpectralExtractor(axis: table.axis, baseline: baseline))
    case .elements(let table): self = .elements(try ElementExtractor(fittedTo: table))
    case .parcels: throw FeatureExtractor.wrongKind(.sizes, wanted: "spectra or elements")
    }
  }

  /// The name and version of the features.
  public var schema: String {
    switch self {
    case .spectra: SpectralExtractor.schema
    case .elements: ElementExtractor.schema
    }
  }

  /// The kind of evidence that it reads.
  public var kind: EvidenceKind {
    switch self {
    case .spectra: .spectra
    case .elements: .elements
    }
  }

  /// What each value of a vector is about: a wavelength with its unit, or an element.
  public var featureNames: [String] {
    switch self {
    case .spectra(let extractor): extractor.axis.wavelengths.map { "\($0) nm" }
    case .elements(let extractor): extractor.elements
    }
  }

  /// One vector for each item.
  ///
  /// - Parameters:
  ///   - material: spectra or compositions, of the kind that the extractor was made for.
  ///   - workers: threads for the baselines of spectra; the features do not depend on them.
  /// - Returns: `material.count x featureNames.count`.
  /// - Throws: ``FingerprintError`` when the material is of another kind, or lacks channels or
  ///   elements that the references have.
  public func features(
    of material: Material, workers: Workers = .all
  ) throws(FingerprintError) -> Matrix<Float> {
    switch (self, material) {
    case (.spectra(let extractor), .spectra(let table)):
      return try extractor.features(of: table, workers: workers)
    case (.elements(let extractor), .elements(let table)): return try extractor.features(of: table)
    default: throw FeatureExtractor.wrongKind(material.kind, wanted: kind.rawValue)
    }
  }

  /// Why a baseline cannot be taken away from material of another kind.
  package static func needsSpectra(_ kind: EvidenceKind) -> FingerprintError {
    FingerprintError(
      reason: "only spectra have a baseline, and the material is of the kind \(kind.rawValue)",
      mend: "leave --baseline out")
  }

  private static func wrongKind(_ kind: EvidenceKind, wanted: String) -> FingerprintError {
    FingerprintError(
      reason: "the material is of the kind \(kind.rawValue), not \(wanted)",
      mend: "classify it with a library of its own kind")
  }
}
