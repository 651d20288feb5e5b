internal import Foundation

extension ScaleTransfer: CustomStringConvertible {
  /// What is mapped, by what, and how well, in whole sentences.
  public var description: String {
    func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
    func number(_ value: Double) -> String { String(format: "%.4f", value) }
    return "Spectra of \"\(secondary.name)\" were mapped to the scale of \"\(primary.name)\" by "
      + "piecewise direct standardisation, fitted on \(specimens.count) specimens that both "
      + "measured (window \(window), ridge \(String(format: "%g", ridge))). Square-root spectra of "
      + "held-out specimens differ by \(percent(figures.error)) from those of "
      + "\"\(primary.name)\", without the mapping by \(percent(figures.errorUntransferred)); their "
      + "correlation is \(number(figures.correlation)), without it "
      + "\(number(figures.correlationUntransferred))."
  }
}
