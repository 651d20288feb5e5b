public import Foundation
internal import Specimens

extension ScaleTransfer: Codable {
  private enum CodingKeys: CodingKey {
    case schema, primary, secondary, specimens, axis, weights, window, ridge, channels, residuals
    case figures
  }

  /// Reads a mapping back.
  ///
  /// - Throws: `DecodingError` when something is missing, ``FingerprintError`` when it is of another
  ///   schema or its parts do not fit one another.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func fault(_ reason: String) -> FingerprintError {
      FingerprintError(reason: reason, mend: "fit the mapping again")
    }
    let schema = try container.decode(String.self, forKey: .schema)
    guard schema == ScaleTransfer.schema else {
      throw fault("its schema is \(schema) and not \(ScaleTransfer.schema)")
    }
    let fit = PiecewiseFit(
      setting: PiecewiseSetting(
        window: try container.decode(Int.self, forKey: .window),
        ridge: try container.decode(Double.self, forKey: .ridge)),
      channels: try container.decode([PiecewiseFit.Channel].self, forKey: .channels))
    self.init(
      primary: try container.decode(Instrument.self, forKey: .primary),
      secondary: try container.decode(Instrument.self, forKey: .secondary),
      specimens: try container.decode([String].self, forKey: .specimens),
      axis: try container.decode(WavelengthAxis.self, forKey: .axis),
      weights: try container.decode([Double].self, forKey: .weights), fit: fit,
      residuals: try container.decode([Double].self, forKey: .residuals),
      figures: try container.decode(TransferFigures.self, forKey: .figures))
    guard fit.channels.count == axis.count, residuals.count == axis.count else {
      throw fault("it has not one regression and one residual for each channel")
    }
    let count = secondary.axis.count
    guard weights.count == count,
      fit.channels.allSatisfy({ $0.first >= 0 && $0.first <= count - $0.coefficients.count })
    else { throw fault("its windows are not within the secondary instrument's channels") }
  }

  /// Writes the mapping: everything that applying it needs, and what it rests on.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(ScaleTransfer.schema, forKey: .schema)
    try container.encode(primary, forKey: .primary)
    try container.encode(secondary, forKey: .secondary)
    try container.encode(specimens, forKey: .specimens)
    try container.encode(axis, forKey: .axis)
    try container.encode(weights, forKey: .weights)
    try container.encode(window, forKey: .window)
    try container.encode(ridge, forKey: .ridge)
    try container.encode(fit.channels, forKey: .channels)
    try container.encode(residuals, forKey: .residuals)
    try container.encode(figures, forKey: .figures)
  }

  /// The mapping as a text: one JSON object with sorted keys and a line feed, the same bytes for the
  /// same mapping.
  ///
  /// - Throws: what the encoder throws; a fitted mapping holds finite numbers only.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads a mapping from its text.
  ///
  /// - Parameters:
  ///   - json: what ``json()`` wrote
  ///   - name: the file's name for the error
  /// - Throws: ``FingerprintError`` that names the file.
  public init(json: Data, name: String) throws(FingerprintError) {
    do {
      self = try JSONDecoder().decode(ScaleTransfer.self, from: json)
    } catch {
      let words =
        (error as? FingerprintError)?.reason ?? "it is no JSON object with the keys of one"
      throw FingerprintError(
        reason: "\(name) is no mapping between instruments: \(words)",
        mend: "name a file that adamas library transfer wrote")
    }
  }
}
