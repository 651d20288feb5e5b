internal import Foundation

/// The mapping between instruments that questioned spectra went through before they were compared.
public struct ReportTransfer: Sendable, Equatable, Encodable {
  /// The file of the mapping.
  public let input: ReportInput
  /// The instrument that spectra were mapped to.
  public let primary: String
  /// The instrument that measured them.
  public let secondary: String
  /// Whether every questioned shot says that it was measured with it.
  public let instrumentIsStated: Bool
  /// How many specimens, measured by both, the mapping was fitted to.
  public let specimens: Int
  /// The relative error of the square-root spectra of held-out specimens.
  public let error: Double
  /// The same without the mapping.
  public let errorUntransferred: Double
  /// The mean correlation of the square-root spectra of held-out specimens with the primary's.
  public let correlation: Double
  /// The same without the mapping.
  public let correlationUntransferred: Double

  /// A mapping as a report names it.
  public init(
    input: ReportInput, primary: String, secondary: String, instrumentIsStated: Bool,
    specimens: Int, error: Double, errorUntransferred: Double, correlation: Double,
    correlationUntransferred: Double
  ) {
    (self.input, self.primary, self.secondary) = (input, primary, secondary)
    (self.instrumentIsStated, self.specimens) = (instrumentIsStated, specimens)
    (self.error, self.errorUntransferred) = (rounded(error), rounded(errorUntransferred))
    (self.correlation, self.correlationUntransferred) = (
      rounded(correlation), rounded(correlationUntransferred)
    )
  }

  /// What was done and how well, as sentences.
  var sentence: String {
    func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
    func number(_ value: Double) -> String { String(format: "%.4f", value) }
    let stated =
      instrumentIsStated
      ? "" : " Not every shot says which instrument measured it; \"\(secondary)\" was taken for it."
    return "the spectra were measured with \"\(secondary)\" and mapped to the scale of "
      + "\"\(primary)\" by a mapping fitted on \(specimens) specimens that both measured. Spectra of "
      + "held-out specimens (square roots) are off by \(percent(error)) with it, by "
      + "\(percent(errorUntransferred)) without; correlation \(number(correlation)), without "
      + "\(number(correlationUntransferred)).\(stated)"
  }
}
