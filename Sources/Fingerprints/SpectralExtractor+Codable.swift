internal import Specimens

extension SpectralExtractor {
  private enum CodingKeys: CodingKey {
    case axis, normalisation, baseline
  }

  /// Reads an extractor back; one that was written before there were baselines takes none away.
  ///
  /// - Throws: `DecodingError` when the baseline has a ``Baseline/fault``, or the axis one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let baseline = try container.decodeIfPresent(Baseline.self, forKey: .baseline) ?? .none
    if let fault = baseline.fault {
      throw DecodingError.dataCorruptedError(
        forKey: .baseline, in: container, debugDescription: "Of the baseline, \(fault).")
    }
    self.init(
      axis: try container.decode(WavelengthAxis.self, forKey: .axis),
      normalisation: try container.decode(SpectralNormalisation.self, forKey: .normalisation),
      baseline: baseline)
  }

  /// Writes the extractor; ``Baseline/none`` is left out, so that such an extractor is written as it
  /// always was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(axis, forKey: .axis)
    try container.encode(normalisation, forKey: .normalisation)
    if baseline != .none { try container.encode(baseline, forKey: .baseline) }
  }
}
